import { request as httpRequest } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createService, type Service } from '#service.ts'
import { createLog } from '#log.ts'
import { sign } from '#standin/sign.ts'
import { channelNamed, startWorld, team, type RunningWorld } from '#standin/world.ts'
import type { Sender } from '#standin/sender.ts'
import { answererOf, found, list } from './answers.ts'
import { configOf } from './local.ts'

// The whole program on a free port, with a strict Slack on another: what is signed, sent and answered is real.

let slack: RunningWorld
let service: Service
let origin: string
let send: Sender

const comparison = found('compare', {
  sections: [
    {
      kind: 'table',
      heading: 'By material',
      columns: ['', 'Stone', 'Steel'],
      rows: [{ name: 'Age', cells: ['old', 'new'], reasons: [] }],
    },
  ],
})
const quiet = createLog({ level: 'silent', format: 'json' })
const ours = team()

async function serve(secrets: string): Promise<void> {
  const config = configOf({
    SLACK_BOT_TOKEN: ours.token,
    SLACK_SIGNING_SECRET: secrets,
    SLACK_API_URL: slack.api.url,
    PORT: '0',
  })
  service = createService(config, {
    answerer: answererOf({ builders: list('builders', 20), compare: comparison }),
    log: quiet,
  })
  origin = await service.start()
  send = slack.sendTo(`${origin}/slack/events`)
}

beforeEach(async () => {
  slack = await startWorld({ teams: [ours] })
  await serve(slack.world.signingSecret)
})
afterEach(async () => {
  await service.stop()
  await slack.close()
})

type Raw = { body: string | Buffer; type?: string; secret?: string; at?: number; headers?: Record<string, string> }

/** A request in every detail as the test wants it. */
async function raw({
  body,
  type = 'application/json',
  secret = slack.world.signingSecret,
  at = Date.now(),
  headers = {},
}: Raw) {
  const response = await fetch(`${origin}/slack/events`, {
    method: 'POST',
    body: Uint8Array.from(Buffer.from(body)),
    headers: { 'content-type': type, ...sign(body, { secret, at }), ...headers },
  })
  return { status: response.status, text: await response.text() }
}

const form = (fields: Record<string, string>): string => new URLSearchParams(fields).toString()
const command = (more: Record<string, string> = {}): string =>
  form({
    command: '/golang',
    text: 'who builds',
    user_id: 'U1',
    team_id: 'T1',
    channel_id: 'C1',
    trigger_id: 'T.1',
    ...more,
  })

describe('over HTTP', () => {
  test('a command is answered in the response, once for each delivery', async () => {
    const delivery = slack.payloads.slashCommand('who builds')
    const [first, second] = await Promise.all([send(delivery), send(delivery)])
    expect([first, second].map(({ status }) => status)).toEqual([200, 200])
    expect([first?.text, second?.text].filter((text) => text !== '')).toHaveLength(1)
    expect(slack.api.visible({ user: 'U0ANA0GOFER' })).toHaveLength(1)
    expect(slack.api.problems()).toEqual([])
  })

  test('a list is paged, shared from a channel the bot is no member of, and why is told', async () => {
    await send(slack.payloads.slashCommand('builders', { channel: 'payments' }))
    const [answer] = slack.api.visible({ user: 'U0ANA0GOFER' })
    if (!answer) throw new Error('no answer')
    await send(slack.payloads.blockActions({ message: answer }, 'gofer_page:1'))
    await expect.poll(() => slack.api.visible({ user: 'U0ANA0GOFER' })[0]?.text).toContain('Lines 7-12 of 20')
    const [paged] = slack.api.visible({ user: 'U0ANA0GOFER' })
    if (!paged) throw new Error('no page')
    const press = slack.payloads.blockActions({ message: paged }, 'gofer_share')
    await Promise.all([send(press), send(slack.payloads.blockActions({ message: paged }, 'gofer_share')), send(press)])
    const channel = channelNamed(ours, 'payments').id
    await expect
      .poll(() => slack.api.visible({ channel }).filter((message) => message.only === undefined))
      .toHaveLength(1)
    await send(slack.payloads.blockActions({ message: paged }, 'gofer_why'))
    await expect.poll(() => slack.api.views()).toHaveLength(1)
    expect(slack.api.problems()).toEqual([])
  })

  test('a mention and a direct message are answered where they were said', async () => {
    await send(slack.payloads.appMention('who builds'))
    await send(slack.payloads.directMessage('who builds'))
    await expect.poll(() => slack.api.calls('chat.postMessage')).toHaveLength(2)
    expect(slack.api.problems()).toEqual([])
  })

  test('the picker opens, suggests, and answers', async () => {
    await send(slack.payloads.slashCommand(''))
    await expect.poll(() => slack.api.views()).toHaveLength(1)
    const [view] = slack.api.views()
    if (!view) throw new Error('no view')
    const options = await send(slack.payloads.blockSuggestion({ view }, 'gofer_topic', ''))
    expect(options.body).toMatchObject({ options: [{}, {}, {}] })
    await send(slack.payloads.viewSubmission(view, { gofer_question: 'who builds' }))
    await expect.poll(() => slack.api.visible({ user: 'U0ANA0GOFER' })).toHaveLength(1)
    expect(slack.api.problems()).toEqual([])
  })

  test('who we are is asked once, whatever comes', async () => {
    for (const text of ['a', 'b', 'c']) await send(slack.payloads.appMention(text))
    await expect.poll(() => slack.api.calls('chat.postMessage')).toHaveLength(3)
    expect(slack.api.calls('auth.test')).toHaveLength(1)
  })

  test('a command is answered while Slack’s own API is down', async () => {
    slack.api.fault('chat.postMessage', { kind: 'hang' })
    const reply = await send(slack.payloads.slashCommand('who builds'))
    expect(reply.status).toBe(200)
    expect(reply.ms).toBeLessThan(500)
  })

  test.each([true, false])(
    'a share whose answer is lost is one post at most, and told honestly (taken: %s)',
    async (done) => {
      await send(slack.payloads.slashCommand('who builds'))
      const [answer] = slack.api.visible({ user: 'U0ANA0GOFER' })
      if (!answer) throw new Error('no answer')
      slack.api.fault('chat.postMessage', { kind: 'reset', done }, 1)
      await send(slack.payloads.blockActions({ message: answer }, 'gofer_share'))
      await send(slack.payloads.blockActions({ message: answer }, 'gofer_share'))
      await expect
        .poll(() =>
          slack.api
            .visible({ user: 'U0ANA0GOFER' })
            .map(({ text }) => text)
            .join(),
        )
        .toContain('did not tell me whether')
      expect(slack.api.calls('chat.postMessage')).toHaveLength(1)
      expect(slack.api.problems()).toEqual([])
    },
  )

  test('an answer that may not have arrived is told to the asker, and no second one is posted', async () => {
    slack.api.fault('chat.postMessage', { kind: 'reset', done: true }, 1)
    await send(slack.payloads.appMention('builders'))
    await expect.poll(() => slack.api.calls('chat.postEphemeral')).toHaveLength(1)
    expect(slack.api.calls('chat.postMessage')).toHaveLength(1)
    expect(JSON.stringify(slack.api.calls('chat.postEphemeral')[0])).toContain('may not have arrived')
  })

  test('a chart or table that Slack does not know goes as words', async () => {
    slack.api.fault('chat.postMessage', { kind: 'refuseBlock', block: 'table' })
    await send(slack.payloads.appMention('compare'))
    await expect.poll(() => slack.api.calls('chat.postMessage')).toHaveLength(2)
    expect(slack.api.visible({ channel: channelNamed(ours, 'general').id })[0]?.text).toContain(
      'Age: Stone old; Steel new',
    )
  })

  test('two secrets are good while one is being changed', async () => {
    await service.stop()
    await serve(`new-secret, ${slack.world.signingSecret}`)
    expect((await send(slack.payloads.slashCommand('a'))).status).toBe(200)
    expect((await send(slack.payloads.slashCommand('b'), { secret: 'new-secret' })).status).toBe(200)
    expect((await send(slack.payloads.slashCommand('c'), { secret: 'another' })).status).toBe(401)
  })
})

describe('the door', () => {
  test.each([
    ['five minutes old', -299_000, 200],
    ['older', -302_000, 401],
    ['five minutes of the future', 299_000, 200],
    ['further in the future', 302_000, 401],
    ['of next year', 365 * 24 * 3_600_000, 401],
  ])('looks at the time: %s', async (_when, gap, status) => {
    expect(
      (await raw({ body: command(), type: 'application/x-www-form-urlencoded', at: Date.now() + gap })).status,
    ).toBe(status)
  })

  test.each([
    ['no signature', { 'x-slack-signature': '' }],
    ['another version', { 'x-slack-signature': `v1=${'0'.repeat(64)}` }],
    ['upper case', { 'x-slack-signature': `V0=${'A'.repeat(64)}` }],
    ['a wrong one', { 'x-slack-signature': `v0=${'0'.repeat(64)}` }],
    ['no time', { 'x-slack-request-timestamp': '' }],
    ['endless time', { 'x-slack-request-timestamp': 'Infinity' }],
    ['half a second', { 'x-slack-request-timestamp': '1700000000.5' }],
  ])('turns away %s', async (_what, headers) => {
    expect(await raw({ body: command(), type: 'application/x-www-form-urlencoded', headers })).toEqual({
      status: 401,
      text: '',
    })
  })

  test('turns away a body that was changed', async () => {
    const headers = { ...sign(command(), { secret: slack.world.signingSecret, at: Date.now() }) }
    expect(
      (await raw({ body: command({ text: 'other' }), type: 'application/x-www-form-urlencoded', headers })).status,
    ).toBe(401)
  })

  test.each([
    'application/x-www-form-urlencoded',
    'application/x-www-form-urlencoded; charset=utf-8',
    'Application/X-WWW-Form-Urlencoded',
    '',
  ])('reads a form whatever its type is written like: %j', async (type) => {
    expect((await raw({ body: command(), type })).status).toBe(200)
  })

  test.each([
    ['null', 400],
    ['[]', 400],
    ['123', 400],
    ['"text"', 400],
    ['{}', 400],
    ['{', 400],
    ['{"type":"nonsense"}', 400],
    ['{"type":"event_callback","team_id":"T1","event":null}', 400],
    ['{"type":"event_callback","team_id":"__proto__","event":{"type":"app_mention"}}', 400],
    ['{"type":"app_rate_limited","team_id":"T1","minute_rate_limited":1}', 200],
    ['{"type":"event_callback","team_id":"T1","event_id":"Ev1","event":{"type":"team_join","user":{"id":"U1"}}}', 200],
    ['{"type":"url_verification","challenge":"abc","token":"t"}', 200],
  ])('looks at the shape of JSON at once: %s', async (body, status) => {
    expect((await raw({ body })).status).toBe(status)
  })

  test.each([
    ['payload=null', 400],
    ['payload=%7B', 400],
    ['', 400],
    [command({ team_id: 'constructor' }), 400],
    [`${command()}&text=twice`, 400],
    [form({ payload: '{"type":"view_submission","user":{"id":"U1"},"team":{"id":"T1"}}' }), 400],
    [form({ payload: '{"type":"block_actions","user":{"id":"U1"},"team":{"id":"T1"},"actions":[]}' }), 400],
    [form({ payload: '{"type":"view_closed","user":{"id":"U1"},"team":null,"view":{"id":"V1"}}' }), 200],
    [command({ command: '/elsewhere' }), 200],
  ])('looks at the shape of a form at once: %s', async (body, status) => {
    expect((await raw({ body, type: 'application/x-www-form-urlencoded' })).status).toBe(status)
  })

  test('answers the challenge, signed only', async () => {
    const body = '{"type":"url_verification","challenge":"abc"}'
    expect(JSON.parse((await raw({ body })).text)).toEqual({ challenge: 'abc' })
    expect((await raw({ body, secret: 'wrong' })).status).toBe(401)
  })

  test('answers the check of its certificate unsigned, and runs nothing smuggled beside it', async () => {
    const url = `${origin}/slack/events`
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const plain = await fetch(url, { method: 'POST', headers, body: 'ssl_check=1&token=x' })
    expect(plain.status).toBe(200)
    const smuggled = await fetch(url, { method: 'POST', headers, body: `ssl_check=1&${command()}` })
    expect([smuggled.status, await smuggled.text()]).toEqual([200, ''])
    const unsigned = await fetch(url, { method: 'POST', headers, body: command() })
    expect(unsigned.status).toBe(401)
  })

  test('refuses bytes that are no text', async () => {
    expect((await raw({ body: Buffer.from([0x7b, 0xff, 0xfe, 0x7d]) })).status).toBe(400)
  })

  test('refuses a body of more than half a megabyte, announced or not', async () => {
    expect((await raw({ body: 'x'.repeat(513 * 1024) })).status).toBe(413)
    expect(await chunked('x'.repeat(600 * 1024))).toBe(413)
    expect(
      (await raw({ body: command({ text: 'w'.repeat(400 * 1024) }), type: 'application/x-www-form-urlencoded' }))
        .status,
    ).toBe(200)
  })

  /** Without a length, so that only counting helps. */
  function chunked(body: string): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const request = httpRequest(
        `${origin}/slack/events`,
        {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            ...sign(body, { secret: slack.world.signingSecret, at: Date.now() }),
          },
        },
        (response) => {
          response.resume()
          resolve(response.statusCode)
        },
      )
      request.on('error', reject)
      for (let at = 0; at < body.length; at += 65_536) request.write(body.slice(at, at + 65_536))
      request.end()
    })
  }

  test.each([
    ['GET', '/slack/events'],
    ['PUT', '/slack/events'],
    ['POST', '/slack/events/'],
    ['POST', '/'],
    ['GET', '//'],
    ['GET', '/d/%'],
  ])('does not open for %s %s', async (method, path) => {
    expect((await fetch(`${origin}${path}`, { method })).status).toBe(404)
  })
})
