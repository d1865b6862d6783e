import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { CannotStart } from '#cannot-start.ts'
import { ana, general, opened, payments } from './opened.ts'

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gofer-workspace-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('what everybody saw, and who is where, is there again after a restart', async () => {
  const file = join(newFolder(), 'workspace.json')
  const first = await opened({ WORKSPACE_FILE: file })
  await first.act(ana, { kind: 'send', channel: general, text: 'keep this' })
  await first.act(ana, { kind: 'send', channel: general, text: '/golang who builds' })
  await first.act(ana, { kind: 'send', channel: payments, text: '/invite <@U0GOFERBR>' })
  const before = await first.look(ana, 'page')
  await first[Symbol.asyncDispose]()

  const again = await opened({ WORKSPACE_FILE: file })
  const after = await again.look(ana, 'page')
  expect(after.messages).toEqual(before.messages.filter(({ ephemeral }) => !ephemeral))
  expect(after.channels).toEqual(before.channels)
  expect(readFileSync(file, 'utf8')).not.toContain('Stone bridges')
})

test('what the app still said while it ended is kept', async () => {
  const file = join(newFolder(), 'workspace.json')
  const first = await opened({ WORKSPACE_FILE: file })
  first.slack.api.fault('chat.postMessage', { kind: 'slow', ms: 50 })
  await first.act(ana, { kind: 'send', channel: general, text: '<@U0GOFERBR> who builds' })
  await first[Symbol.asyncDispose]()
  expect(readFileSync(file, 'utf8')).toContain('Bridges: who builds')
})

test('with a database that remembers the last start, what is asked again is answered again', async () => {
  const folder = newFolder()
  for (const start of ['first', 'second']) {
    const workspace = await opened({ DATA_DIR: folder })
    await workspace.look(ana, start)
    await workspace.act(ana, { kind: 'send', channel: general, text: '/golang who builds' })
    const { messages } = await workspace.look(ana, start)
    expect([start, messages.at(-1)?.text]).toEqual([start, expect.stringContaining('Bridges: who builds')])
    await workspace[Symbol.asyncDispose]()
  }
})

test.each([
  '',
  'nonsense',
  '{}',
  '{"version":2,"messages":[],"members":{}}',
  '{"version":1,"messages":[{}],"members":{}}',
])('a file of somebody else stops the start with one line, and stays as it is: %j', async (content) => {
  const file = join(newFolder(), 'workspace.json')
  writeFileSync(file, content)
  const starting = opened({ WORKSPACE_FILE: file })
  await expect(starting).rejects.toThrow(CannotStart)
  await expect(starting).rejects.toThrow(/^WORKSPACE_FILE: [^\n]*workspace\.json[^\n]*$/)
  expect(readFileSync(file, 'utf8')).toBe(content)
})

test('a place where nothing can be written stops the start as well', async () => {
  const file = join(newFolder(), 'nowhere', 'workspace.json')
  await expect(opened({ WORKSPACE_FILE: file })).rejects.toThrow(/^WORKSPACE_FILE: [^\n]*cannot$/)
  await expect(opened({ WORKSPACE_FILE: newFolder() })).rejects.toThrow(CannotStart)
  expect(existsSync(file)).toBe(false)
})
