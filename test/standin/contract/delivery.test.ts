import { createHmac } from 'node:crypto'
import { expect } from 'vitest'
import { retrying } from '#standin/line.ts'
import { docs, rule, told } from './rule.ts'

const signing = docs('authentication/verifying-requests-from-slack')
const retries = told('several secondary sources on docs.slack.dev/apis/events-api')

rule('every delivery is signed: v0, HMAC-SHA256 over v0:timestamp:body', signing, async ({ tell, world }) => {
  const { got } = await tell(world.payloads.slashCommand('help'))
  const stamp = String(got.headers['x-slack-request-timestamp'])
  const digest = createHmac('sha256', world.world.signingSecret).update(`v0:${stamp}:${got.body}`).digest('hex')
  expect(got.headers['x-slack-signature']).toBe(`v0=${digest}`)
})

rule('the timestamp of a delivery is the time of day in seconds', signing, async ({ tell, world, clock }) => {
  const { got } = await tell(world.payloads.slashCommand('help'))
  expect(got.headers['x-slack-request-timestamp']).toBe(String(Math.floor(clock.now() / 1000)))
})

rule('a command is a form', docs('interactivity/implementing-slash-commands'), async ({ tell, world }) => {
  const { got } = await tell(world.payloads.slashCommand('who & what'))
  expect(got.headers['content-type']).toBe('application/x-www-form-urlencoded')
  expect(new URLSearchParams(got.body).get('text')).toBe('who & what')
})

rule(
  'an interaction is a form with one field, payload',
  docs('interactivity/handling-user-interaction'),
  async ({ tell, world }) => {
    const { got } = await tell(world.payloads.shortcut('ask'))
    expect(got.headers['content-type']).toBe('application/x-www-form-urlencoded')
    const fields = [...new URLSearchParams(got.body)]
    expect(fields.map(([name]) => name)).toEqual(['payload'])
    expect(JSON.parse(fields[0]?.[1] ?? '')).toMatchObject({ type: 'shortcut', callback_id: 'ask' })
  },
)

rule('an event is JSON', docs('apis/events-api/'), async ({ tell, world }) => {
  const { got } = await tell(world.payloads.appMention('hi'))
  expect(got.headers['content-type']).toBe('application/json')
  expect(JSON.parse(got.body)).toMatchObject({ type: 'event_callback' })
})

rule(
  'no answer in time is an operation_timeout',
  docs('interactivity/implementing-slash-commands'),
  async ({ tell, world }) => {
    const { reply } = await tell(world.payloads.slashCommand('help'), { never: true }, { patienceMs: 30 })
    expect(reply).toMatchObject({ status: 0, text: 'operation_timeout' })
  },
)

rule(
  'a failed event comes again at once, after one minute and after five, with its reason',
  retries,
  async ({ line, world, clock }) => {
    const { line: once, got } = line({ status: 500 })
    await retrying(once, clock)(world.payloads.appMention('hi'))
    for (const wait of [0, 60_000, 300_000, 3_600_000]) {
      clock.advance(wait)
      await quiet()
    }
    const headers = got.map(({ headers: of }) => [of['x-slack-retry-num'], of['x-slack-retry-reason']])
    expect(headers).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
      ['3', 'http_error'],
    ])
    expect(new Set(got.map(({ body }) => body)).size).toBe(1)
  },
)

rule('X-Slack-No-Retry: 1 in the answer stops the retries', retries, async ({ line, world, clock }) => {
  const { line: once, got } = line({ status: 500, headers: { 'x-slack-no-retry': '1' } })
  await retrying(once, clock)(world.payloads.appMention('hi'))
  clock.advance(600_000)
  await quiet()
  expect(got).toHaveLength(1)
})

rule(
  'a failed command or interaction does not come again',
  told('common knowledge; over a socket bolt-js#2487 reports the opposite'),
  async ({ line, world, clock }) => {
    const { line: once, got } = line({ status: 500 })
    await retrying(once, clock)(world.payloads.slashCommand('help'))
    await retrying(once, clock)(world.payloads.shortcut('ask'))
    clock.advance(600_000)
    await quiet()
    expect(got).toHaveLength(2)
  },
)

/** Time enough for a request on this machine. */
const quiet = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 25))
