import { expect, test } from 'vitest'
import type { Act } from '#page/protocol.ts'
import { readRequest } from '#workspace/read.ts'

const on = { kind: 'view', id: 'V1' } as const
const option = { text: { type: 'plain_text', text: 'One' }, value: '1' }
const who = { team: 'T1', user: 'U1', session: 's' }
const read = (act: unknown): unknown => readRequest(JSON.stringify({ ...who, act }))

test.each<Act>([
  { kind: 'send', channel: 'C1', text: '' },
  { kind: 'send', channel: 'C1', text: 'hi', thread: '1.1' },
  { kind: 'edit', channel: 'C1', ts: '1.1', text: 'hi' },
  { kind: 'delete', channel: 'C1', ts: '1.1' },
  { kind: 'press', on, block: 'b', action: 'a', choose: option, typed: { b: { a: ['1', '2'], c: null } } },
  { kind: 'suggest', on: { kind: 'message', channel: 'C1', ts: '1.1' }, block: 'b', action: 'a', value: '' },
  { kind: 'submit', view: 'V1', typed: { b: { a: [option] } } },
  { kind: 'close', view: 'V1', all: true },
  { kind: 'shortcut', callback: 'c' },
  { kind: 'messageShortcut', callback: 'c', channel: 'C1', ts: '1.1' },
  { kind: 'openHome' },
  { kind: 'whatIf', id: 'x', on: false },
  { kind: 'startOver' },
])('reads $kind as it was sent', (act) => {
  expect(read(act)).toEqual({ ...who, act })
})

test.each<[string, unknown]>([
  ['no act', undefined],
  ['an unknown kind', { kind: 'format' }],
  ['a channel that is none', { kind: 'send', channel: '', text: 'hi' }],
  ['a text that is a number', { kind: 'send', channel: 'C1', text: 1 }],
  ['more text than Slack takes', { kind: 'send', channel: 'C1', text: 'x'.repeat(40_001) }],
  ['a thread that is null', { kind: 'send', channel: 'C1', text: 'hi', thread: null }],
  ['an id longer than any', { kind: 'shortcut', callback: 'x'.repeat(301) }],
  ['a press on something else', { kind: 'press', on: { kind: 'door' }, block: 'b', action: 'a' }],
  ['a value that is an object', { kind: 'submit', view: 'V1', typed: { b: { a: { value: '1' } } } }],
  ['a switch that is a word', { kind: 'whatIf', id: 'x', on: 'yes' }],
])('refuses %s', (_what, act) => {
  expect(read(act)).toBeUndefined()
})

test.each(['', '{', 'null', '[]', '"text"', '{"act":{"kind":"openHome"}}'])('refuses %j', (body) => {
  expect(readRequest(body)).toBeUndefined()
})
