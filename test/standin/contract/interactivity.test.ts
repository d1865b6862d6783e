import { expect } from 'vitest'
import type { Delivery, On } from '#standin/payloads.ts'
import {
  actions,
  button,
  element,
  input,
  message,
  modal,
  option,
  options,
  plain,
  section,
  type Json,
} from '../../support/blocks.ts'
import { ana, general, type Outside } from './outside.ts'
import { docs, known, rule } from './rule.ts'

const pressing = docs('reference/interaction-payloads/block_actions-payload')
const suggesting = docs('reference/interaction-payloads/block_suggestion-payload')
const shortcuts = docs('reference/interaction-payloads/shortcuts-interaction-payload')

/** What the app got. */
async function payloadOf({ tell }: Outside, delivery: Delivery): Promise<Json> {
  const { got } = await tell(delivery)
  return JSON.parse(new URLSearchParams(got.body).get('payload') ?? '{}') as Json
}

/** A message before Ana's eyes. */
async function shown(slack: Outside, blocks: readonly Json[], more: Json = {}): Promise<On> {
  await slack.tell(slack.world.payloads.slashCommand('x'), { body: message(blocks, more) })
  return { message: slack.eyes(ana).at(-1) ?? expect.fail('nothing was shown') }
}

async function opened(slack: Outside, view: Json): Promise<On> {
  const trigger_id = String(slack.world.payloads.slashCommand('x').payload['trigger_id'])
  await slack.call('views.open', { trigger_id, view })
  return { view: slack.windows().at(-1) ?? expect.fail('not opened') }
}

rule('a press in an ephemeral message has no message with it', known, async (slack) => {
  const on = await shown(slack, [actions([button({ value: 'v1' })])])
  const payload = await payloadOf(slack, slack.world.payloads.blockActions(on, 'press'))
  expect(Object.keys(payload).toSorted()).toEqual([
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
    type: 'block_actions',
    container: { type: 'message', channel_id: general, is_ephemeral: true },
    user: { id: ana, username: 'ana', team_id: 'T0GOFER' },
  })
})

rule('a press names block, action, value and time', pressing, async (slack) => {
  const on = await shown(slack, [actions([button({ value: 'v1' })])])
  expect(await payloadOf(slack, slack.world.payloads.blockActions(on, 'press'))).toMatchObject({
    actions: [
      {
        type: 'button',
        block_id: 'actions',
        action_id: 'press',
        value: 'v1',
        text: plain('Press'),
        action_ts: expect.stringMatching(/^\d+\.\d+$/),
      },
    ],
  })
})

rule('a press in a message for all has the message with it', pressing, async (slack) => {
  const on = await shown(slack, [actions([button()])], { response_type: 'in_channel' })
  expect(await payloadOf(slack, slack.world.payloads.blockActions(on, 'press'))).toMatchObject({
    container: { is_ephemeral: false },
    message: { type: 'message', bot_id: 'B00GOFER', text: 'The same in words', blocks: [{ type: 'actions' }] },
  })
})

rule('state.values has all stateful elements, not only those in input blocks', pressing, async (slack) => {
  const on = await shown(slack, [
    section({
      accessory: element('static_select', { action_id: 'domain', options: options(3), initial_option: option('v0') }),
    }),
    actions([
      element('overflow', { action_id: 'more', options: options(2) }),
      element('checkboxes', { action_id: 'boxes', options: options(2) }),
    ]),
  ])
  const { payloads } = slack.world
  expect(
    await payloadOf(slack, payloads.blockActions(on, 'domain', { choose: 'v2', typed: { boxes: ['v1'] } })),
  ).toMatchObject({
    actions: [{ type: 'static_select', selected_option: { value: 'v2' } }],
    state: {
      values: {
        section: { domain: { selected_option: { value: 'v2' } } },
        actions: { boxes: { selected_options: [{ value: 'v1' }] } },
      },
    },
  })
  expect(await payloadOf(slack, payloads.blockActions(on, 'more', { choose: 'v1' }))).toMatchObject({
    actions: [{ type: 'overflow', selected_option: { value: 'v1' } }],
    state: { values: { section: { domain: { selected_option: { value: 'v0' } } } } },
  })
})

rule(
  'feedback buttons tell which was pressed',
  docs('reference/block-kit/block-elements/feedback-buttons-element'),
  async (slack) => {
    const held = element('feedback_buttons', {
      positive_button: { text: plain('Yes'), value: 'good' },
      negative_button: { text: plain('No'), value: 'bad' },
    })
    const on = await shown(slack, [{ type: 'context_actions', block_id: 'f', elements: [held] }])
    const payload = await payloadOf(slack, slack.world.payloads.blockActions(on, 'act', { choose: 'bad' }))
    expect(payload).toMatchObject({ actions: [{ type: 'feedback_buttons', value: 'bad', text: plain('No') }] })
  },
)

rule('a press in a view has the view, and no response_url', pressing, async (slack) => {
  const on = await opened(slack, modal([actions([button()])]))
  const payload = await payloadOf(slack, slack.world.payloads.blockActions(on, 'press'))
  expect(payload).not.toHaveProperty('response_url')
  expect(payload).toMatchObject({
    container: { type: 'view', view_id: expect.stringMatching(/^V/) },
    view: { hash: expect.any(String), blocks: [{ type: 'actions' }] },
  })
})

rule('somebody from another company brings their own team', docs('apis/slack-connect'), async (slack) => {
  const on = await shown(slack, [actions([button()])], { response_type: 'in_channel' })
  slack.ours.users.push({ id: 'U0EVE', name: 'eve', team: 'T0ELSE' })
  expect(await payloadOf(slack, slack.world.payloads.blockActions(on, 'press', { user: 'eve' }))).toMatchObject({
    team: { id: 'T0ELSE' },
    user: { id: 'U0EVE', team_id: 'T0ELSE' },
  })
})

rule('a typeahead asks with neither trigger nor response_url', suggesting, async (slack) => {
  const on = await opened(slack, modal([input(element('external_select', { min_query_length: 0 }), { block_id: 'd' })]))
  const payload = await payloadOf(slack, slack.world.payloads.blockSuggestion(on, 'act', 'fin'))
  expect(Object.keys(payload).toSorted()).toEqual([
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
  expect(payload).toMatchObject({ type: 'block_suggestion', action_id: 'act', block_id: 'd', value: 'fin' })
})

rule(
  'a typeahead asks from as many letters as it says, three by default',
  docs('reference/block-kit/block-elements/select-menu-element'),
  async (slack) => {
    const on = await shown(slack, [actions([element('external_select')])])
    expect(() => slack.world.payloads.blockSuggestion(on, 'act', 'fi')).toThrow('Slack asks from 3 characters on')
  },
)

rule('a typeahead is answered with options or groups, at most 100', suggesting, async (slack) => {
  const on = await shown(slack, [actions([element('external_select')])])
  const ask = async (body: Json): Promise<number> => {
    const { reply } = await slack.tell(slack.world.payloads.blockSuggestion(on, 'act', 'fin'), { body })
    return reply.findings.length
  }
  expect(await ask({ options: options(100) })).toBe(0)
  expect(await ask({ option_groups: [{ label: plain('G'), options: options(1) }] })).toBe(0)
  expect(await ask({ options: options(101) })).toBeGreaterThan(0)
  expect(await ask({})).toBeGreaterThan(0)
})

rule('a global shortcut knows neither channel nor response_url', shortcuts, async (slack) => {
  const payload = await payloadOf(slack, slack.world.payloads.shortcut('ask'))
  expect(Object.keys(payload).toSorted()).toEqual([
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

rule('a message shortcut knows the message, its channel and where to answer', shortcuts, async (slack) => {
  const said = { text: 'who uses go?', ts: '1.000001', thread: '1.000000' }
  const delivery = slack.world.payloads.messageAction('answer', said, { channel: 'leads' })
  expect(await payloadOf(slack, delivery)).toMatchObject({
    type: 'message_action',
    callback_id: 'answer',
    message_ts: '1.000001',
    channel: { id: 'C0LEAD0GOFER' },
    message: { text: 'who uses go?', ts: '1.000001', thread_ts: '1.000000' },
    response_url: expect.stringMatching(/^http/),
    trigger_id: expect.any(String),
  })
})

rule('only commands, submissions and typeaheads are answered in the body', known, async (slack) => {
  const on = await shown(slack, [actions([button()])])
  const { reply } = await slack.tell(slack.world.payloads.blockActions(on, 'press'), { body: { text: 'lost' } })
  expect(reply.findings).toHaveLength(1)
  expect(slack.eyes(ana)).toHaveLength(1)
})
