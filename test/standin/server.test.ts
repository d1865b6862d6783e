import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  actions,
  button,
  divider,
  element,
  home,
  input,
  long,
  mrkdwn,
  modal,
  plain,
  section,
  type Json,
} from '../support/blocks.ts'
import { manualClock, type ManualClock } from '#standin/clock.ts'
import { startWorld, team, type RunningWorld, type Team } from '#standin/world.ts'

let clock: ManualClock
let slack: RunningWorld
const ours = (): Team => at(slack.world.teams, 0)

beforeEach(async () => {
  clock = manualClock()
  slack = await startWorld({ teams: [team(), team({ id: 'T0OTHER' })] }, { clock })
})
afterEach(() => slack.close())

/** Calls as WebClient does: a form, with JSON in nested fields. */
async function call(method: string, args: Json = {}, token = ours().token): Promise<Json> {
  const fields = Object.entries(args).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ])
  const response = await fetch(slack.api.url + method, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: new URLSearchParams(fields),
  })
  // Every answer asked for here is an object.
  return (await response.json()) as Json
}

async function post(url: string, body: Json): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: response.status, text: await response.text() }
}

const quiet = { unfurl_links: false, unfurl_media: false }
const general = 'C0GEN0GOFER'
const say = (more: Json = {}): Json => ({ channel: general, text: 'Hello', ...quiet, ...more })

describe('who calls', () => {
  test.each([
    ['auth.test', 'xoxb-nobody', 'invalid_auth'],
    ['auth.test', 'xapp-1-A0GOFER-token', 'not_allowed_token_type'],
    ['apps.connections.open', 'xoxb-0GOFER-token', 'not_allowed_token_type'],
    ['apps.connections.open', 'xapp-other', 'invalid_auth'],
  ])('%s with %s: %s', async (method, token, error) => {
    expect(await call(method, {}, token)).toEqual({ ok: false, error })
  })

  test('nobody at all', async () => {
    const response = await fetch(`${slack.api.url}auth.test`, { method: 'POST' })
    expect(await response.json()).toEqual({ ok: false, error: 'not_authed' })
  })

  test('the token tells the workspace', async () => {
    expect(await call('auth.test')).toMatchObject({
      ok: true,
      team_id: 'T0GOFER',
      user_id: 'U0BOT0GOFER',
      bot_id: 'B00GOFER',
    })
    expect(await call('auth.test', {}, 'xoxb-0OTHER-token')).toMatchObject({ ok: true, team_id: 'T0OTHER' })
  })

  test('a revoked token', async () => {
    ours().revoked = 'token_revoked'
    expect(await call('chat.postMessage', say())).toEqual({ ok: false, error: 'token_revoked' })
  })

  test('without the scope', async () => {
    expect(await call('conversations.info', { channel: general })).toEqual({
      ok: false,
      error: 'missing_scope',
      needed: 'channels:read',
      provided: 'commands,chat:write,app_mentions:read,im:history',
    })
    ours().scopes.push('channels:read')
    expect(await call('conversations.info', { channel: general })).toMatchObject({
      ok: true,
      channel: { name: 'general', is_member: true, is_archived: false },
    })
    expect(await call('conversations.members', { channel: general })).toMatchObject({
      members: ['U0ANA0GOFER', 'U0BEN0GOFER', 'U0BOT0GOFER'],
    })
  })

  test("one workspace's token for another's channel is found out", async () => {
    expect(await call('chat.postMessage', say({ channel: 'C0GEN0OTHER' }))).toEqual({
      ok: false,
      error: 'channel_not_found',
    })
    await call('auth.test', { team_id: 'T0OTHER' })
    expect(slack.api.problems()).toEqual([
      'the token of T0GOFER was used for C0GEN0OTHER, which is a channel of T0OTHER',
      'the token of T0GOFER was used for T0OTHER',
    ])
  })

  test('a token in the address is found out', async () => {
    await call('auth.test?token=x')
    expect(slack.api.problems()[0]).toBe('#1 auth.test: a token in the address')
  })

  test('an unknown method is refused with 200, and is a problem', async () => {
    const response = await fetch(`${slack.api.url}chat.shout`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ours().token}` },
    })
    expect([response.status, await response.json()]).toEqual([
      200,
      { ok: false, error: 'unknown_method', req_method: 'chat.shout' },
    ])
    expect(slack.api.problems()).toEqual(['#1 chat.shout: unknown method'])
    expect(await call('constructor')).toMatchObject({ error: 'unknown_method' })
  })
})

describe('chat', () => {
  test.each([
    ['#payments, where the bot is not', { channel: 'C0PAY0GOFER' }, 'not_in_channel'],
    ['#leads, private and without the bot', { channel: 'C0LEAD0GOFER' }, 'channel_not_found'],
    ['#old, archived', { channel: 'C0OLD0GOFER' }, 'is_archived'],
    ['a channel that is not', { channel: 'C0NONE' }, 'channel_not_found'],
    ['blocks that are not JSON', { blocks: '[{' }, 'invalid_blocks_format'],
    ['a block that is not', { blocks: [{ type: 'nonsense' }] }, 'invalid_blocks'],
    [
      'too much text',
      { blocks: [1, 2, 3, 4].map(() => section({ block_id: undefined, text: mrkdwn(long(2_900)) })) },
      'msg_blocks_too_long',
    ],
    ['nothing', { text: '' }, 'no_text'],
  ])('postMessage to %s', async (_, more, error) => {
    expect(await call('chat.postMessage', say(more))).toMatchObject({ ok: false, error })
    expect(slack.api.visible()).toEqual([])
  })

  test('postMessage without a channel', async () => {
    expect(await call('chat.postMessage', { text: 'x' })).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] missing required field: channel'] },
    })
  })

  test('postMessage is seen, and blocks get the ids they lack', async () => {
    const answer = await call(
      'chat.postMessage',
      say({ blocks: [divider(), actions([button()])], thread_ts: '1.000001' }),
    )
    expect(answer).toMatchObject({ ok: true, channel: general, message: { bot_id: 'B00GOFER', thread_ts: '1.000001' } })
    const [seen] = slack.api.visible({ channel: general, user: 'U0BEN0GOFER' })
    expect(seen).toMatchObject({
      ts: answer['ts'],
      text: 'Hello',
      via: 'chat.postMessage',
      thread: '1.000001',
      blocks: [{ type: 'divider', block_id: expect.stringMatching(/^\w{5}$/) }, { block_id: 'actions' }],
    })
    expect(slack.api.problems()).toEqual([])
  })

  test('postMessage to a user is a direct message, opened when there is none', async () => {
    expect(await call('chat.postMessage', say({ channel: 'U0ANA0GOFER' }))).toMatchObject({ channel: 'D0ANA0GOFER' })
    expect(await call('chat.postMessage', say({ channel: 'U0BEN0GOFER' }))).toMatchObject({
      ok: true,
      channel: expect.stringMatching(/^D/),
    })
  })

  test('our own contract is recorded, not refused', async () => {
    expect(await call('chat.postMessage', { channel: general, text: 'hi <!here>' })).toMatchObject({ ok: true })
    expect(slack.api.problems()).toEqual([
      '#1 chat.postMessage: error /text: must not call a channel, a group or everyone [contract.broadcast, contract]',
      '#1 chat.postMessage: error /unfurl_links: unfurl_links must be false [contract.unfurl, contract]',
      '#1 chat.postMessage: error /unfurl_media: unfurl_media must be false [contract.unfurl, contract]',
    ])
  })

  test('postEphemeral is seen by one', async () => {
    expect(await call('chat.postEphemeral', { channel: general, user: 'U0ANA0GOFER', text: 'psst' })).toMatchObject({
      ok: true,
      message_ts: expect.any(String),
    })
    expect(slack.api.visible({ user: 'U0ANA0GOFER' })).toHaveLength(1)
    expect(slack.api.visible({ user: 'U0BEN0GOFER' })).toHaveLength(0)
    expect(await call('chat.postEphemeral', { channel: general, user: 'U0NOBODY', text: 'psst' })).toEqual({
      ok: false,
      error: 'user_not_in_channel',
    })
    expect(await call('chat.postEphemeral', { channel: 'C0PAY0GOFER', user: 'U0ANA0GOFER', text: 'psst' })).toEqual({
      ok: false,
      error: 'not_in_channel',
    })
  })

  test('update finds what everybody sees, and nothing else', async () => {
    const { ts } = await call('chat.postMessage', say())
    const { message_ts } = await call('chat.postEphemeral', { channel: general, user: 'U0ANA0GOFER', text: 'psst' })
    expect(await call('chat.update', { channel: general, ts, text: 'Corrected' })).toMatchObject({
      ok: true,
      text: 'Corrected',
    })
    expect(await call('chat.update', { channel: general, ts: message_ts, text: 'x' })).toEqual({
      ok: false,
      error: 'message_not_found',
    })
    expect(slack.api.visible({ user: 'U0BEN0GOFER' }).map(({ text, edits }) => [text, edits])).toEqual([
      ['Corrected', 1],
    ])
  })

  test('one message a second a channel, where a test asks for it', async () => {
    await using busy = await startWorld({}, { clock, perChannelRate: true })
    const again = async (): Promise<number> => {
      const { status } = await fetch(`${busy.api.url}chat.postMessage`, {
        method: 'POST',
        headers: { authorization: `Bearer ${ours().token}`, 'content-type': 'application/json' },
        body: JSON.stringify(say()),
      })
      return status
    }
    expect([await again(), await again()]).toEqual([200, 429])
    clock.advance(1000)
    expect(await again()).toBe(200)
  })
})

describe('views', () => {
  const trigger = (more: { readonly view?: string } = {}): string =>
    slack.api.trigger({ team: 'T0GOFER', user: 'U0ANA0GOFER', ...more })
  const ask = (more: Json = {}): Json =>
    modal([input(element('plain_text_input', { initial_value: 'old' }), { block_id: 'why' })], more)
  const open = (more: Json = {}): Promise<Json> => call('views.open', { trigger_id: trigger(), view: ask(more) })
  const viewOf = (answer: Json): Json => answer['view'] as Json // Only asked of a view that was opened.

  test('a trigger lives three seconds', async () => {
    const [early, late] = [trigger(), trigger()]
    clock.advance(3000)
    expect(await call('views.open', { trigger_id: early, view: ask() })).toMatchObject({ ok: true })
    clock.advance(1)
    expect(await call('views.open', { trigger_id: late, view: ask() })).toEqual({
      ok: false,
      error: 'expired_trigger_id',
    })
  })

  test('a trigger works once, for its own workspace', async () => {
    const once = trigger()
    await call('views.open', { trigger_id: once, view: ask() })
    expect(await call('views.open', { trigger_id: once, view: ask() })).toEqual({
      ok: false,
      error: 'exchanged_trigger_id',
    })
    expect(await call('views.open', { trigger_id: 'made.up', view: ask() })).toEqual({
      ok: false,
      error: 'invalid_trigger_id',
    })
    expect(await call('views.open', { trigger_id: trigger(), view: ask() }, 'xoxb-0OTHER-token')).toEqual({
      ok: false,
      error: 'invalid_trigger_id',
    })
  })

  test('a bad view does not use up the trigger', async () => {
    const id = trigger()
    expect(await call('views.open', { trigger_id: id, view: { ...ask(), title: plain(long(25)) } })).toEqual({
      ok: false,
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'] },
    })
    expect(await call('views.open', { trigger_id: id, view: ask() })).toMatchObject({ ok: true })
  })

  test('an open view has ids, a hash and the state of all its fields', async () => {
    const view = viewOf(await open())
    expect(view).toMatchObject({
      id: expect.stringMatching(/^V\w{10}$/),
      root_view_id: view['id'],
      previous_view_id: null,
      team_id: 'T0GOFER',
      app_id: 'A0GOFER',
      bot_id: 'B00GOFER',
      callback_id: '',
      hash: expect.any(String),
      state: { values: { why: { act: { type: 'plain_text_input', value: 'old' } } } },
    })
    expect(slack.api.views()).toHaveLength(1)
  })

  test('an external_id is one of its kind', async () => {
    await open({ external_id: 'decision-1' })
    expect(await open({ external_id: 'decision-1' })).toEqual({ ok: false, error: 'duplicate_external_id' })
    expect(await call('views.update', { external_id: 'decision-1', view: ask() })).toMatchObject({ ok: true })
  })

  test('an update with an old hash is refused', async () => {
    const view = viewOf(await open())
    expect(await call('views.update', { view_id: view['id'], hash: view['hash'], view: ask() })).toMatchObject({
      ok: true,
    })
    expect(await call('views.update', { view_id: view['id'], hash: view['hash'], view: ask() })).toEqual({
      ok: false,
      error: 'hash_conflict',
    })
    expect(await call('views.update', { view_id: 'V0GONE', view: ask() })).toEqual({ ok: false, error: 'not_found' })
    expect(await call('views.update', { view_id: view['id'], view: ask() }, 'xoxb-0OTHER-token')).toEqual({
      ok: false,
      error: 'not_found',
    })
  })

  test('three views stand on each other, not four', async () => {
    const push = (view: unknown): Promise<Json> =>
      call('views.push', { trigger_id: trigger({ view: String(view) }), view: ask() })
    const second = viewOf(await push(viewOf(await open())['id']))
    const third = viewOf(await push(second['id']))
    expect(third).toMatchObject({ previous_view_id: second['id'], root_view_id: second['previous_view_id'] })
    expect(await push(third['id'])).toEqual({ ok: false, error: 'push_limit_reached' })
    expect(await call('views.push', { trigger_id: trigger(), view: ask() })).toEqual({
      ok: false,
      error: 'invalid_trigger_id',
    })
  })

  test('Home is published for one user', async () => {
    const view = home([section()])
    expect(await call('views.publish', { user_id: 'U0ANA0GOFER', view })).toMatchObject({ ok: true })
    expect(slack.api.home('T0GOFER', 'U0ANA0GOFER')?.view.blocks).toHaveLength(1)
    expect(await call('views.publish', { user_id: 'U0ANA0GOFER', hash: 'old', view })).toEqual({
      ok: false,
      error: 'hash_conflict',
    })
    expect(await call('views.publish', { user_id: 'U0NOBODY', view })).toEqual({ ok: false, error: 'user_not_found' })
    expect(await call('views.publish', { user_id: 'U0ANA0GOFER', view: ask() })).toMatchObject({
      ok: false,
      error: 'invalid_arguments',
    })
  })

  test.each([
    [undefined, 0],
    [{ response_action: 'clear' }, 0],
    [{ response_action: 'errors', errors: { why: 'Say why' } }, 1],
    [{ response_action: 'update', view: modal([section()]) }, 1],
    [{ response_action: 'push', view: modal([section()]) }, 2],
  ])('a submission answered with %j leaves %i views', async (ack, left) => {
    await open()
    const submission = slack.payloads.viewSubmission(at(slack.api.views(), 0))
    expect(slack.api.acknowledge(submission, ack)).toEqual([])
    expect(slack.api.views()).toHaveLength(left)
  })

  test('a submission answered with nonsense leaves the view as it was, and is a problem', async () => {
    await open()
    slack.api.acknowledge(slack.payloads.viewSubmission(at(slack.api.views(), 0)), {
      response_action: 'update',
      view: { type: 'modal' },
    })
    expect(at(slack.api.views(), 0).view.blocks).toHaveLength(1)
    expect(slack.api.problems()).toContain(
      'ack to view_submission: error /view: missing required field: title [shape.required, types]',
    )
  })
})

describe('a response_url', () => {
  const where = { team: 'T0GOFER', channel: 'C0PAY0GOFER', user: 'U0ANA0GOFER' }

  test('works five times', async () => {
    const url = slack.api.responseUrl(where)
    const all = await Promise.all([1, 2, 3, 4, 5, 6].map(() => post(url, { text: 'x' })))
    expect(all.filter(({ status }) => status === 200)).toHaveLength(5)
    expect(all.filter(({ status }) => status !== 200)).toEqual([{ status: 404, text: 'used_url' }])
  })

  test('works for half an hour', async () => {
    const url = slack.api.responseUrl(where)
    clock.advance(30 * 60_000)
    expect(await post(url, { text: 'x' })).toMatchObject({ status: 200 })
    clock.advance(1)
    expect(await post(url, { text: 'x' })).toEqual({ status: 404, text: 'expired_url' })
  })

  test('asks for no membership; private unless it says otherwise', async () => {
    const url = slack.api.responseUrl(where)
    await post(url, { text: 'for Ana' })
    await post(url, { text: 'for all', response_type: 'in_channel', ...quiet })
    expect(slack.api.visible({ user: 'U0BEN0GOFER' }).map(({ text, via }) => [text, via])).toEqual([
      ['for all', 'response_url'],
    ])
    expect(slack.api.calls('response_url')).toHaveLength(2)
  })

  test('refuses with 400 what Slack refuses, and that use does not count', async () => {
    const url = slack.api.responseUrl(where)
    for (let n = 0; n < 6; n += 1)
      expect(await post(url, { text: 'x', blocks: [{ type: 'nonsense' }] })).toEqual({
        status: 400,
        text: 'invalid_blocks',
      })
    expect(await post(url, { text: 'x' })).toMatchObject({ status: 200 })
    expect(await post(slack.api.url.replace('/api/', '/commands/T0GOFER/made.up'), { text: 'x' })).toEqual({
      status: 404,
      text: 'no_service',
    })
  })

  test('replaces and deletes the message that was pressed', async () => {
    const { ts } = await call('chat.postMessage', say())
    const url = slack.api.responseUrl({ ...where, channel: general, original: String(ts) })
    await post(url, { text: 'instead', replace_original: true })
    expect(slack.api.visible().map(({ text }) => text)).toEqual(['instead'])
    await post(url, { delete_original: true })
    expect(slack.api.visible()).toEqual([])
  })

  test('cannot delete the command', async () => {
    await post(slack.api.responseUrl(where), { delete_original: true })
    expect(slack.api.problems()).toEqual(['delete_original does not work on a slash command'])
  })
})

describe('faults', () => {
  test('a status, a few times, then as ever', async () => {
    slack.api.fault('chat.postMessage', { kind: 'status', status: 503, body: '<html>' }, 1)
    const first = await fetch(`${slack.api.url}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ours().token}` },
      body: new URLSearchParams({ channel: general, text: 'x' }),
    })
    expect([first.status, await first.text()]).toEqual([503, '<html>'])
    expect(await call('chat.postMessage', say())).toMatchObject({ ok: true })
    expect(slack.requests.map(({ outcome }) => outcome.kind === 'answered' && outcome.status)).toEqual([503, 200])
  })

  test('429 with Retry-After, until it is taken back', async () => {
    const stop = slack.api.fault('*', { kind: 'rateLimited', retryAfter: 7 })
    const limited = await fetch(`${slack.api.url}auth.test`, { method: 'POST' })
    expect([limited.status, limited.headers.get('retry-after'), await limited.json()]).toEqual([
      429,
      '7',
      { ok: false, error: 'ratelimited' },
    ])
    stop()
    expect(await call('auth.test')).toMatchObject({ ok: true })
  })

  test('a refusal of any name', async () => {
    slack.api.fault('views.open', { kind: 'refuse', error: 'internal_error' })
    expect(await call('views.open')).toEqual({ ok: false, error: 'internal_error' })
  })

  test('a block that Slack does not know yet', async () => {
    slack.api.fault('chat.postMessage', { kind: 'refuseBlock', block: 'divider' })
    expect(await call('chat.postMessage', say({ blocks: [divider()] }))).toMatchObject({
      ok: false,
      error: 'invalid_blocks',
    })
    expect(await call('chat.postMessage', say({ blocks: [section()] }))).toMatchObject({ ok: true })
  })

  test.each([
    [true, 1],
    [false, 0],
  ])('a connection reset; had its effect: %s', async (done, seen) => {
    slack.api.fault('chat.postMessage', { kind: 'reset', done })
    await expect(call('chat.postMessage', say())).rejects.toThrow('fetch failed')
    expect(slack.api.visible()).toHaveLength(seen)
    expect(slack.requests[0]?.outcome).toEqual({ kind: 'lost', fault: 'reset', done })
  })

  test('a call that hangs, until Slack goes away', async () => {
    slack.api.fault('auth.test', { kind: 'hang' })
    await expect(
      fetch(`${slack.api.url}auth.test`, { method: 'POST', signal: AbortSignal.timeout(50) }),
    ).rejects.toThrow('aborted')
    expect(slack.requests[0]?.outcome).toEqual({ kind: 'lost', fault: 'hang', done: false })
  })

  test('a slow answer takes the time of the clock', async () => {
    slack.api.fault('auth.test', { kind: 'slow', ms: 4000 })
    const answer = call('auth.test')
    while (slack.requests.length === 0) await new Promise((resolve) => setImmediate(resolve))
    await new Promise((resolve) => setImmediate(resolve))
    expect(slack.requests[0]?.outcome).toEqual({ kind: 'pending' })
    clock.advance(4000)
    expect(await answer).toMatchObject({ ok: true })
  })

  test('on the response_url too, and what was sent is judged all the same', async () => {
    slack.api.fault('response_url', { kind: 'status', status: 500 })
    expect(
      await post(slack.api.responseUrl({ team: 'T0GOFER', channel: general, user: 'U0ANA0GOFER' }), {
        text: '<!here>',
      }),
    ).toEqual({ status: 500, text: '' })
    expect(slack.api.problems()).toHaveLength(1)
  })
})

function at<T>(list: readonly T[], index: number): T {
  const item = list[index]
  if (item === undefined) throw new Error(`nothing at ${index}`)
  return item
}
