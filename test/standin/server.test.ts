import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { divider, modal, section, type Json } from '../support/blocks.ts'
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

describe('what no app may do, whatever Slack answers,', () => {
  test("is to use one workspace's token for another", async () => {
    await call('chat.postMessage', say({ channel: 'C0GEN0OTHER' }))
    await call('auth.test', { team_id: 'T0OTHER' })
    expect(slack.api.problems()).toEqual([
      'the token of T0GOFER was used for C0GEN0OTHER, which is a channel of T0OTHER',
      'the token of T0GOFER was used for T0OTHER',
    ])
  })

  test('is to put a token into the address', async () => {
    await call('auth.test?token=x')
    expect(slack.api.problems()[0]).toBe('#1 auth.test: a token in the address')
  })

  test('is to call what is no method', async () => {
    await call('chat.shout')
    expect(slack.api.problems()).toEqual(['#1 chat.shout: unknown method'])
  })

  test('is to break our own contract', async () => {
    expect(await call('chat.postMessage', { channel: general, text: 'hi <!here>' })).toMatchObject({ ok: true })
    expect(slack.api.problems()).toEqual([
      '#1 chat.postMessage: error /text: must not call a channel, a group or everyone [contract.broadcast, contract]',
      '#1 chat.postMessage: error /unfurl_links: unfurl_links must be false [contract.unfurl, contract]',
      '#1 chat.postMessage: error /unfurl_media: unfurl_media must be false [contract.unfurl, contract]',
    ])
  })

  test('is to answer a submission with nonsense', async () => {
    const trigger_id = slack.api.trigger({ team: 'T0GOFER', user: 'U0ANA0GOFER' })
    await call('views.open', { trigger_id, view: modal([section()]) })
    const [open] = slack.api.views()
    if (!open) throw new Error('not opened')
    slack.api.acknowledge(slack.payloads.viewSubmission(open), { response_action: 'update', view: { type: 'modal' } })
    expect(slack.api.problems()).toContain(
      'ack to view_submission: error /view: missing required field: title [shape.required, types]',
    )
  })

  test('is to delete the command', async () => {
    await post(slack.api.responseUrl({ team: 'T0GOFER', channel: general, user: 'U0ANA0GOFER' }), {
      delete_original: true,
    })
    expect(slack.api.problems()).toEqual(['delete_original does not work on a slash command'])
  })

  test('is to upload more or less than was announced', async () => {
    ours().scopes.push('files:write')
    const { upload_url } = await call('files.getUploadURLExternal', { filename: 'a.md', length: '2' })
    await fetch(String(upload_url), { method: 'POST', body: 'long' })
    expect(slack.api.problems()).toEqual(['a.md was announced with 2 bytes and came with 4'])
  })
})

test('the words beside a file are judged like any message', async () => {
  ours().scopes.push('files:write')
  await call('files.completeUploadExternal', { files: [], initial_comment: 'hi <!channel>' })
  expect(slack.api.problems()[0]).toContain('contract.broadcast')
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
