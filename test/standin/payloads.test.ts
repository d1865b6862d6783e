import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  actions,
  button,
  divider,
  element,
  input,
  message,
  modal,
  option,
  options,
  plain,
  section,
  type Json,
} from '../support/blocks.ts'
import { manualClock } from '#standin/clock.ts'
import { encode, type On } from '#standin/payloads.ts'
import { startWorld, team, type RunningWorld } from '#standin/world.ts'

let slack: RunningWorld
beforeEach(async () => {
  slack = await startWorld({}, { clock: manualClock() })
})
afterEach(() => slack.close())

const inChannel = 'C0GEN0GOFER'

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

const fieldsOf = (payload: Json): string[] => Object.keys(payload).toSorted()

describe('a slash command', () => {
  test('has the fields of 2.1, as a form without a wrapper', () => {
    const delivery = slack.payloads.slashCommand('who-uses fintech & more', { user: 'ben', channel: 'payments' })
    const { body, contentType } = encode(delivery)
    expect(contentType).toBe('application/x-www-form-urlencoded')
    const form = Object.fromEntries(new URLSearchParams(body))
    expect(form).toEqual(delivery.payload)
    expect(fieldsOf(form)).toEqual([
      'api_app_id',
      'channel_id',
      'channel_name',
      'command',
      'is_enterprise_install',
      'response_url',
      'team_domain',
      'team_id',
      'text',
      'token',
      'trigger_id',
      'user_id',
      'user_name',
    ])
    expect(form).toMatchObject({
      channel_id: 'C0PAY0GOFER',
      user_id: 'U0BEN0GOFER',
      command: '/golang',
      text: 'who-uses fintech & more',
      is_enterprise_install: 'false',
    })
  })
})

describe('block_actions', () => {
  test('of a button in an ephemeral message', () => {
    const { payload } = slack.payloads.blockActions(shown([actions([button({ value: 'v1' })])]), 'press')
    expect(fieldsOf(payload)).toEqual([
      'actions',
      'api_app_id',
      'channel',
      'container',
      'enterprise',
      'is_enterprise_install',
      'response_url',
      'state',
      'team',
      'token',
      'trigger_id',
      'type',
      'user',
    ])
    expect(payload).toMatchObject({
      container: { type: 'message', channel_id: inChannel, is_ephemeral: true },
      actions: [
        {
          type: 'button',
          block_id: 'actions',
          action_id: 'press',
          value: 'v1',
          text: plain('Press'),
          action_ts: expect.any(String),
        },
      ],
      user: { id: 'U0ANA0GOFER', username: 'ana', team_id: 'T0GOFER' },
    })
  })

  test('in a message for all has the message with it', () => {
    const { payload } = slack.payloads.blockActions(
      shown([actions([button()])], { response_type: 'in_channel' }),
      'press',
    )
    expect(payload).toMatchObject({
      container: { is_ephemeral: false },
      message: { type: 'message', bot_id: 'B00GOFER', text: 'The same in words' },
    })
  })

  test('of a choice, with the state of everything else', () => {
    const on = shown([
      section({
        accessory: element('static_select', { action_id: 'domain', options: options(3), initial_option: option('v0') }),
      }),
      actions([
        element('overflow', { action_id: 'more', options: options(2) }),
        element('checkboxes', { action_id: 'boxes', options: options(2) }),
      ]),
    ])
    const { payload } = slack.payloads.blockActions(on, 'domain', { choose: 'v2', typed: { boxes: ['v1'] } })
    expect(payload).toMatchObject({
      actions: [{ type: 'static_select', selected_option: { value: 'v2' } }],
      state: {
        values: {
          section: { domain: { selected_option: { value: 'v2' } } },
          actions: { boxes: { selected_options: [{ value: 'v1' }] } },
        },
      },
    })
    expect(slack.payloads.blockActions(on, 'more', { choose: 'v1' }).payload).toMatchObject({
      actions: [{ type: 'overflow', selected_option: { value: 'v1' } }],
      state: { values: { section: { domain: { selected_option: { value: 'v0' } } } } },
    })
  })

  test('of feedback buttons tells which', () => {
    const held = element('feedback_buttons', {
      positive_button: { text: plain('Yes'), value: 'good' },
      negative_button: { text: plain('No'), value: 'bad' },
    })
    const { payload } = slack.payloads.blockActions(
      shown([{ type: 'context_actions', block_id: 'f', elements: [held] }]),
      'act',
      { choose: 'bad' },
    )
    expect(payload).toMatchObject({ actions: [{ type: 'feedback_buttons', value: 'bad', text: plain('No') }] })
  })

  test('in a view has no response_url, and a trigger that can push', async () => {
    const on = await opened(modal([actions([button()])]))
    const { payload } = slack.payloads.blockActions(on, 'press')
    expect(payload).not.toHaveProperty('response_url')
    expect(payload).toMatchObject({
      container: { type: 'view', view_id: on.view.view.id },
      view: { id: on.view.view.id, hash: on.view.view.hash },
    })
    expect(slack.api.slack.tickets.checkTrigger(String(payload['trigger_id']), 'T0GOFER')).toEqual({
      team: 'T0GOFER',
      user: 'U0ANA0GOFER',
      view: on.view.view.id,
    })
  })

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

  test('somebody from another company brings their own team', async () => {
    await using shared = await startWorld({
      teams: [
        team({
          users: [
            { id: 'U0ANA', name: 'ana' },
            { id: 'U0EVE', name: 'eve', team: 'T0ELSE' },
          ],
        }),
      ],
    })
    shared.api.acknowledge(
      shared.payloads.slashCommand('x'),
      message([actions([button()])], { response_type: 'in_channel' }),
    )
    const [seen] = shared.api.visible()
    expect(seen && shared.payloads.blockActions({ message: seen }, 'press', { user: 'eve' }).payload).toMatchObject({
      team: { id: 'T0ELSE' },
      user: { id: 'U0EVE', team_id: 'T0ELSE' },
    })
    expect(shared.payloads.appMention('hi', { user: 'eve' }).payload).toMatchObject({
      team_id: shared.world.teams[0]?.id,
      event: { team: 'T0ELSE' },
    })
  })
})

describe('block_suggestion', () => {
  test('has neither trigger nor response_url', async () => {
    const on = await opened(modal([input(element('external_select', { min_query_length: 0 }), { block_id: 'domain' })]))
    const { payload } = slack.payloads.blockSuggestion(on, 'act', 'fin')
    expect(fieldsOf(payload)).toEqual([
      'action_id',
      'api_app_id',
      'block_id',
      'container',
      'enterprise',
      'is_enterprise_install',
      'team',
      'token',
      'type',
      'user',
      'value',
      'view',
    ])
    expect(payload).toMatchObject({ action_id: 'act', block_id: 'domain', value: 'fin', container: { type: 'view' } })
    expect(new URLSearchParams(encode({ kind: 'block_suggestion', payload }).body).get('payload')).toBe(
      JSON.stringify(payload),
    )
  })

  test('comes only from as many letters as the select asks for', () => {
    const on = shown([actions([element('external_select')])])
    expect(() => slack.payloads.blockSuggestion(on, 'act', 'fi')).toThrow('Slack asks from 3 characters on')
  })
})

describe('view_submission', () => {
  const form = modal([
    input(element('plain_text_input', { max_length: 5 }), { block_id: 'why' }),
    input(element('radio_buttons', { options: options(2), initial_option: option('v1') }), { block_id: 'answer' }),
    input(element('external_select'), { block_id: 'domain', optional: true }),
    input(element('multi_users_select'), { block_id: 'who', optional: true }),
    input(element('datepicker', { initial_date: '2026-11-21' }), { block_id: 'when' }),
    section({ block_id: 'aside', accessory: element('checkboxes', { action_id: 'boxes', options: options(2) }) }),
    divider(),
  ])

  test('has the state of all stateful elements, by what was put in and what stood there', async () => {
    const { view } = await opened(form)
    const { payload } = slack.payloads.viewSubmission(view, { why: 'speed', domain: 'fintech', who: ['U1', 'U2'] })
    expect(payload).toMatchObject({
      type: 'view_submission',
      response_urls: [],
      view: {
        id: view.view.id,
        hash: view.view.hash,
        state: {
          values: {
            why: { act: { type: 'plain_text_input', value: 'speed' } },
            answer: { act: { type: 'radio_buttons', selected_option: { value: 'v1' } } },
            domain: {
              act: {
                type: 'external_select',
                selected_option: { text: plain('fintech', { emoji: true }), value: 'fintech' },
              },
            },
            who: { act: { selected_users: ['U1', 'U2'] } },
            when: { act: { selected_date: '2026-11-21' } },
            aside: { boxes: { selected_options: [] } },
          },
        },
      },
    })
  })

  test.each([
    ['Slack would not send this: "why" is empty', {}],
    ['Slack would not send this: "answer" is empty', { why: 'x', answer: null }],
    ['Slack would not let anybody write more than 5 characters here', { why: 'far too long' }],
  ])('%s', async (complaint, typed) => {
    const { view } = await opened(form)
    expect(() => slack.payloads.viewSubmission(view, typed)).toThrow(complaint)
  })

  test('closing is told only where it was asked for', async () => {
    const silent = await opened(form)
    expect(() => slack.payloads.viewClosed(silent.view)).toThrow('notify_on_close')
    const telling = await opened({ ...form, notify_on_close: true })
    const closed = slack.payloads.viewClosed(telling.view)
    expect(closed.payload).toMatchObject({ type: 'view_closed', is_cleared: false, view: { id: telling.view.view.id } })
    slack.api.acknowledge(closed, '')
    expect(slack.api.views().map(({ view }) => view.id)).toEqual([silent.view.view.id])
  })
})

describe('shortcuts', () => {
  test('a global one knows no channel', () => {
    const { payload } = slack.payloads.shortcut('ask')
    expect(fieldsOf(payload)).toEqual([
      'action_ts',
      'api_app_id',
      'callback_id',
      'enterprise',
      'is_enterprise_install',
      'team',
      'token',
      'trigger_id',
      'type',
      'user',
    ])
  })
  test('one on a message knows the message and where to answer', () => {
    const { payload } = slack.payloads.messageAction(
      'answer',
      { text: 'who uses go?', ts: '1.000001', thread: '1.000000' },
      { channel: 'leads' },
    )
    expect(payload).toMatchObject({
      type: 'message_action',
      callback_id: 'answer',
      message_ts: '1.000001',
      channel: { id: 'C0LEAD0GOFER' },
      message: { text: 'who uses go?', thread_ts: '1.000000' },
      response_url: expect.stringMatching(/^http/),
    })
  })
})

describe('events', () => {
  const envelope = [
    'api_app_id',
    'authorizations',
    'context_channel',
    'context_enterprise_id',
    'context_team_id',
    'event',
    'event_context',
    'event_id',
    'event_time',
    'is_ext_shared_channel',
    'team_id',
    'token',
    'type',
  ]

  test('a mention, in a whole envelope', () => {
    const delivery = slack.payloads.appMention('is gorm maintained?', { thread: '1.000001' })
    expect(fieldsOf(delivery.payload)).toEqual(envelope)
    expect(delivery.payload).toMatchObject({
      type: 'event_callback',
      event_id: expect.stringMatching(/^Ev\w{10}$/),
      is_ext_shared_channel: false,
      authorizations: [
        { enterprise_id: null, team_id: 'T0GOFER', user_id: 'U0BOT0GOFER', is_bot: true, is_enterprise_install: false },
      ],
      event: {
        type: 'app_mention',
        text: '<@U0BOT0GOFER> is gorm maintained?',
        channel: inChannel,
        thread_ts: '1.000001',
        user: 'U0ANA0GOFER',
      },
    })
    expect(encode(delivery)).toEqual({ contentType: 'application/json', body: JSON.stringify(delivery.payload) })
  })

  test('a direct message', () => {
    expect(slack.payloads.directMessage('hello').payload).toMatchObject({
      event: { type: 'message', channel_type: 'im', channel: 'D0ANA0GOFER', text: 'hello' },
    })
    expect(() => slack.payloads.directMessage('hello', { user: 'ben' })).toThrow(
      'ben has no direct messages with the bot',
    )
  })

  test('any other', () => {
    expect(slack.payloads.event({ type: 'app_uninstalled' }).payload).toMatchObject({
      team_id: 'T0GOFER',
      event: { type: 'app_uninstalled', event_ts: expect.any(String) },
    })
  })
})
