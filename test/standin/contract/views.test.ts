import { expect } from 'vitest'
import type { OpenView } from '#standin/server.ts'
import {
  actions,
  button,
  divider,
  element,
  home,
  input,
  long,
  modal,
  option,
  options,
  plain,
  section,
} from '../../support/blocks.ts'
import type { Json } from '../../support/blocks.ts'
import { ana, type Outside } from './outside.ts'
import { docs, known, method, rule } from './rule.ts'

const modals = docs('surfaces/modals')
const triggers = docs('interactivity/handling-user-interaction')

/** A trigger as a command brings it, or a press in a window. */
function triggerOf({ world: { payloads } }: Outside, open?: OpenView): string {
  const delivery = open ? payloads.blockActions({ view: open }, 'press') : payloads.slashCommand('x')
  return String(delivery.payload['trigger_id'])
}

const why = input(element('plain_text_input', { initial_value: 'old' }), { block_id: 'why' })
const ask = (more: Json = {}): Json => modal([why, actions([button()])], more)
const open = (slack: Outside, more: Json = {}): Promise<Json> =>
  slack.call('views.open', { trigger_id: triggerOf(slack), view: ask(more) })
// Only asked of a view that was taken.
const viewOf = (answer: Json): Json => answer['view'] as Json
const top = (slack: Outside): OpenView => slack.windows().at(-1) ?? expect.fail('no window is open')
const push = (slack: Outside, more: Json = {}): Promise<Json> =>
  slack.call('views.push', { trigger_id: triggerOf(slack, top(slack)), view: ask(more) })

rule('a trigger lives three seconds: expired_trigger_id', triggers, async (slack) => {
  const [early, late] = [triggerOf(slack), triggerOf(slack)]
  slack.clock.advance(3000)
  expect(await slack.call('views.open', { trigger_id: early, view: ask() })).toMatchObject({ ok: true })
  slack.clock.advance(1)
  const answer = await slack.call('views.open', { trigger_id: late, view: ask() })
  expect(answer).toEqual({ ok: false, error: 'expired_trigger_id' })
})

rule('a trigger works once: exchanged_trigger_id', triggers, async (slack) => {
  const once = triggerOf(slack)
  await slack.call('views.open', { trigger_id: once, view: ask() })
  const answer = await slack.call('views.open', { trigger_id: once, view: ask() })
  expect(answer).toEqual({ ok: false, error: 'exchanged_trigger_id' })
})

rule(
  'a trigger that Slack never made, or made for another workspace: invalid_trigger_id',
  method('views.open'),
  async (slack) => {
    const refused = { ok: false, error: 'invalid_trigger_id' }
    expect(await slack.call('views.open', { trigger_id: 'made.up', view: ask() })).toEqual(refused)
    const args = { trigger_id: triggerOf(slack), view: ask() }
    expect(await slack.call('views.open', args, 'xoxb-0OTHER-token')).toEqual(refused)
  },
)

rule('a view that was refused does not use up its trigger', known, async (slack) => {
  const id = triggerOf(slack)
  expect(await slack.call('views.open', { trigger_id: id, view: { ...ask(), title: plain(long(25)) } })).toEqual({
    ok: false,
    error: 'invalid_arguments',
    response_metadata: { messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'] },
  })
  expect(await slack.call('views.open', { trigger_id: id, view: ask() })).toMatchObject({ ok: true })
})

rule(
  'an open view has ids, a hash and the state of its fields',
  docs('reference/interaction-payloads/view-interactions-payload'),
  async (slack) => {
    const view = viewOf(await open(slack, { private_metadata: '{"id":1}', callback_id: 'decide' }))
    expect(view).toMatchObject({
      id: expect.stringMatching(/^V\w{10}$/),
      type: 'modal',
      root_view_id: view['id'],
      previous_view_id: null,
      team_id: 'T0GOFER',
      app_id: 'A0GOFER',
      bot_id: 'B00GOFER',
      callback_id: 'decide',
      private_metadata: '{"id":1}',
      external_id: '',
      hash: expect.any(String),
      app_installed_team_id: 'T0GOFER',
      state: { values: { why: { act: { type: 'plain_text_input', value: 'old' } } } },
    })
  },
)

rule('private_metadata holds 3,000 characters', docs('reference/views/modal-views'), async (slack) => {
  expect(await open(slack, { private_metadata: long(3000) })).toMatchObject({ ok: true })
  expect(await open(slack, { private_metadata: long(3001) })).toMatchObject({ error: 'invalid_arguments' })
})

rule('a view of more than 250 kb: view_too_large', method('views.open'), async (slack) => {
  const heavy = Array.from({ length: 100 }, (_, n) => section({ block_id: `b${n}`, text: plain(long(3000)) }))
  expect(await open(slack, { blocks: heavy })).toEqual({ ok: false, error: 'view_too_large' })
})

rule('an external_id is one of its kind in a workspace: duplicate_external_id', method('views.open'), async (slack) => {
  const refused = { ok: false, error: 'duplicate_external_id' }
  await open(slack, { external_id: 'decision-1' })
  expect(await open(slack, { external_id: 'decision-1' })).toEqual(refused)
  expect(await push(slack, { external_id: 'decision-1' })).toEqual(refused)
  const other = viewOf(await open(slack))
  const args = { view_id: other['id'], view: ask({ external_id: 'decision-1' }) }
  expect(await slack.call('views.update', args)).toEqual(refused)
})

rule('a view is updated by its id or its external_id, and may keep that', method('views.update'), async (slack) => {
  const view = viewOf(await open(slack, { external_id: 'mine' }))
  const more = { title: plain('Other'), external_id: 'mine' }
  expect(await slack.call('views.update', { external_id: 'mine', view: ask(more) })).toMatchObject({
    ok: true,
    view: { id: view['id'], title: { text: 'Other' } },
  })
  expect(await slack.call('views.update', { view_id: view['id'], view: ask() })).toMatchObject({ ok: true })
})

rule('an update with an old hash: hash_conflict', modals, async (slack) => {
  const { id, hash } = viewOf(await open(slack))
  const updated = viewOf(await slack.call('views.update', { view_id: id, hash, view: ask() }))
  expect(updated['hash']).not.toBe(hash)
  const late = await slack.call('views.update', { view_id: id, hash, view: ask() })
  expect(late).toEqual({ ok: false, error: 'hash_conflict' })
})

rule(
  "a view that is closed, or another workspace's, cannot be updated: not_found",
  method('views.update'),
  async (slack) => {
    const refused = { ok: false, error: 'not_found' }
    const { id } = viewOf(await open(slack, { notify_on_close: true }))
    expect(await slack.call('views.update', { view_id: id, view: ask() }, 'xoxb-0OTHER-token')).toEqual(refused)
    await slack.tell(slack.world.payloads.viewClosed(top(slack)))
    expect(await slack.call('views.update', { view_id: id, view: ask() })).toEqual(refused)
  },
)

rule('an update draws the fields anew from their initial values', known, async (slack) => {
  const { id } = viewOf(await open(slack))
  const fresh = input(element('plain_text_input', { initial_value: 'new' }), { block_id: 'why' })
  const answer = await slack.call('views.update', { view_id: id, view: modal([fresh]) })
  expect(viewOf(answer)).toMatchObject({ state: { values: { why: { act: { value: 'new' } } } } })
})

rule('three views stand on each other, not four: push_limit_reached', modals, async (slack) => {
  const first = viewOf(await open(slack))
  const second = viewOf(await push(slack))
  const third = viewOf(await push(slack))
  expect(third).toMatchObject({ previous_view_id: second['id'], root_view_id: first['id'] })
  expect(await push(slack)).toEqual({ ok: false, error: 'push_limit_reached' })
})

rule('only a trigger from within a window can push', known, async (slack) => {
  await open(slack)
  const answer = await slack.call('views.push', { trigger_id: triggerOf(slack), view: ask() })
  expect(answer).toEqual({ ok: false, error: 'invalid_trigger_id' })
})

for (const [what, ack, left] of [
  ['an empty answer closes the window', undefined, 1],
  ['clear closes the whole stack', { response_action: 'clear' }, 0],
  ['errors leave it open', { response_action: 'errors', errors: { why: 'Say why' } }, 2],
  ['update draws it anew', { response_action: 'update', view: modal([section()]) }, 2],
  ['push puts another one on top', { response_action: 'push', view: modal([section()]) }, 3],
  ['what is no view leaves it as it was', { response_action: 'update', view: { type: 'modal' } }, 2],
] as const) {
  rule(`a submission: ${what}`, modals, async (slack) => {
    await open(slack)
    await push(slack)
    await slack.tell(slack.world.payloads.viewSubmission(top(slack)), { body: ack })
    expect(slack.windows()).toHaveLength(left)
  })
}

rule('errors may name input blocks only', modals, async (slack) => {
  await open(slack)
  const body = { response_action: 'errors', errors: { actions: 'Not here' } }
  const { reply } = await slack.tell(slack.world.payloads.viewSubmission(top(slack)), { body })
  expect(reply.findings).toMatchObject([{ message: 'no input block has the block_id actions' }])
})

rule(
  'a submission has the state of all stateful elements',
  docs('reference/interaction-payloads/view-interactions-payload'),
  async (slack) => {
    const blocks = [
      input(element('plain_text_input'), { block_id: 'why' }),
      input(element('radio_buttons', { options: options(2), initial_option: option('v1') }), { block_id: 'answer' }),
      input(element('external_select'), { block_id: 'domain', optional: true }),
      input(element('multi_users_select'), { block_id: 'who', optional: true }),
      input(element('datepicker', { initial_date: '2026-11-21' }), { block_id: 'when' }),
      section({ block_id: 'aside', accessory: element('checkboxes', { action_id: 'boxes', options: options(2) }) }),
      divider(),
    ]
    await open(slack, { blocks })
    const typed = { why: 'speed', domain: 'fintech', who: ['U1', 'U2'] }
    const { got } = await slack.tell(slack.world.payloads.viewSubmission(top(slack), typed))
    expect(JSON.parse(new URLSearchParams(got.body).get('payload') ?? '')).toMatchObject({
      type: 'view_submission',
      response_urls: [],
      view: {
        id: expect.stringMatching(/^V/),
        hash: expect.any(String),
        state: {
          values: {
            why: { act: { type: 'plain_text_input', value: 'speed' } },
            answer: { act: { type: 'radio_buttons', selected_option: { value: 'v1' } } },
            domain: { act: { type: 'external_select', selected_option: { value: 'fintech' } } },
            who: { act: { selected_users: ['U1', 'U2'] } },
            when: { act: { selected_date: '2026-11-21' } },
            aside: { boxes: { selected_options: [] } },
          },
        },
      },
    })
  },
)

rule('a closed view is told only where notify_on_close was set', modals, async (slack) => {
  await open(slack)
  expect(() => slack.world.payloads.viewClosed(top(slack))).toThrow('notify_on_close')
  await open(slack, { notify_on_close: true })
  const { got } = await slack.tell(slack.world.payloads.viewClosed(top(slack)))
  expect(JSON.parse(new URLSearchParams(got.body).get('payload') ?? '')).toMatchObject({
    type: 'view_closed',
    is_cleared: false,
    view: { notify_on_close: true },
  })
})

for (const [how, more, cleared] of [
  ['the cross in the corner', {}, true],
  ['any closing with clear_on_close', { clear_on_close: true }, undefined],
] as const) {
  rule(`${how} closes the whole stack, and says so with is_cleared`, modals, async (slack) => {
    await open(slack)
    await push(slack, { notify_on_close: true, ...more })
    const closed = slack.world.payloads.viewClosed(top(slack), cleared === undefined ? {} : { cleared })
    const { got } = await slack.tell(closed)
    expect(JSON.parse(new URLSearchParams(got.body).get('payload') ?? '')).toMatchObject({ is_cleared: true })
    expect(slack.windows()).toEqual([])
  })
}

const published = (slack: Outside, more: Json = {}): Promise<Json> =>
  slack.call('views.publish', { user_id: ana, view: home([section()]), ...more })

rule('Home is published for one user, and again in the same view', method('views.publish'), async (slack) => {
  const first = viewOf(await published(slack))
  expect(first).toMatchObject({ type: 'home', id: expect.stringMatching(/^V/) })
  expect(viewOf(await published(slack))).toMatchObject({ id: first['id'] })
})

rule('Home with an old hash: hash_conflict', method('views.publish'), async (slack) => {
  const { hash } = viewOf(await published(slack))
  expect(await published(slack, { hash })).toMatchObject({ ok: true })
  expect(await published(slack, { hash })).toEqual({ ok: false, error: 'hash_conflict' })
})

rule('a modal is no Home', method('views.publish'), async (slack) => {
  expect(await published(slack, { view: ask() })).toMatchObject({ ok: false, error: 'invalid_arguments' })
})

rule('Home for somebody who is not there: user_not_found', known, async (slack) => {
  expect(await published(slack, { user_id: 'U0NOBODY' })).toEqual({ ok: false, error: 'user_not_found' })
})

rule('a published Home can be updated by its id', method('views.update'), async (slack) => {
  const { id } = viewOf(await published(slack))
  const answer = await slack.call('views.update', { view_id: id, view: home([section(), divider()]) })
  expect(viewOf(answer)['blocks']).toHaveLength(2)
})
