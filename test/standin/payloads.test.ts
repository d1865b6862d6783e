import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  actions,
  button,
  element,
  input,
  message,
  modal,
  option,
  options,
  section,
  type Json,
} from '../support/blocks.ts'
import { manualClock } from '#standin/clock.ts'
import type { On } from '#standin/payloads.ts'
import { startWorld, team, type RunningWorld } from '#standin/world.ts'

// What Slack puts into a payload is told in contract/; here is what nobody could do in Slack's window.

let slack: RunningWorld
beforeEach(async () => {
  slack = await startWorld({}, { clock: manualClock() })
})
afterEach(() => slack.close())

/** Shows a message as an ack would, and gives what Ana sees. */
function shown(blocks: readonly Json[], more: Json = {}): On {
  slack.api.acknowledge(slack.payloads.slashCommand('x'), { response_type: 'ephemeral', ...message(blocks, more) })
  const [seen] = slack.api.visible().slice(-1)
  if (!seen) throw new Error('nothing was shown')
  return { message: seen }
}

async function opened(view: Json): Promise<Extract<On, { view: unknown }>> {
  await fetch(`${slack.api.url}views.open`, {
    method: 'POST',
    headers: { authorization: `Bearer ${team().token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ trigger_id: slack.api.trigger({ team: 'T0GOFER', user: 'U0ANA0GOFER' }), view }),
  })
  const [open] = slack.api.views().slice(-1)
  if (!open) throw new Error(`not opened: ${slack.api.problems().join('\n')}`)
  return { view: open }
}

describe('a press', () => {
  test.each<[string, (on: On) => unknown]>([
    ['nobody can press "other": there are press, pick', (on) => slack.payloads.blockActions(on, 'other')],
    ['"v9" is not among the options of pick', (on) => slack.payloads.blockActions(on, 'pick', { choose: 'v9' })],
    ['nothing can be chosen in a button', (on) => slack.payloads.blockActions(on, 'press', { choose: 'v1' })],
    ['press is no external select', (on) => slack.payloads.blockSuggestion(on, 'press', 'fin')],
    ['no user eve in T0GOFER', (on) => slack.payloads.blockActions(on, 'press', { user: 'eve' })],
  ])('%s', (complaint, act) => {
    const on = shown([actions([button(), element('static_select', { action_id: 'pick', options: options(2) })])])
    expect(() => act(on)).toThrow(complaint)
  })

  test('in a view has a trigger that can push', async () => {
    const on = await opened(modal([actions([button()])]))
    const { payload } = slack.payloads.blockActions(on, 'press')
    expect(slack.api.slack.tickets.checkTrigger(String(payload['trigger_id']), 'T0GOFER')).toEqual({
      team: 'T0GOFER',
      user: 'U0ANA0GOFER',
      view: on.view.view.id,
    })
  })
})

describe('a form', () => {
  const form = modal([
    input(element('plain_text_input', { max_length: 5 }), { block_id: 'why' }),
    input(element('radio_buttons', { options: options(2), initial_option: option('v1') }), { block_id: 'answer' }),
    section(),
  ])

  test.each([
    ['Slack would not send this: "why" is empty', {}],
    ['Slack would not send this: "answer" is empty', { why: 'x', answer: null }],
    ['Slack would not let anybody write more than 5 characters here', { why: 'far too long' }],
  ])('%s', async (complaint, typed) => {
    const { view } = await opened(form)
    expect(() => slack.payloads.viewSubmission(view, typed)).toThrow(complaint)
  })
})

test('nobody writes directly where there are no direct messages', () => {
  expect(() => slack.payloads.directMessage('hello', { user: 'ben' })).toThrow(
    'ben has no direct messages with the bot',
  )
})
