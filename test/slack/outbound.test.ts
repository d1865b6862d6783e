import { describe, expect, test } from 'vitest'
import { createEvents } from '#events.ts'
import { createLog } from '#log.ts'
import { createOutbound, type Client, type Fetch } from '#slack/outbound.ts'
import { failureOf, replyOf } from '#slack/outcome.ts'
import { realClock } from '#standin/clock.ts'

const events = createEvents(createLog({ level: 'silent', format: 'json' }))
const waits: number[] = []
let time = 0
/** Waiting takes no time, and time knows of it. */
const clock = {
  ...realClock,
  now: () => time,
  wait: async (ms: number) => {
    waits.push(ms)
    time += ms
  },
}

/** With somebody who answers at any address: the addresses that may be answered lead out of this machine. */
function outboundTo(answer: () => Response, apiUrl?: string) {
  const calls: string[] = []
  const fetch: Fetch = async (url) => (calls.push(String(url)), answer())
  return { calls, outbound: createOutbound({ fetch, clock, events, apiUrl }) }
}

describe('a response_url', () => {
  test.each([
    ['https://hooks.slack.com/commands/1', true],
    ['https://hooks.slack-gov.com/commands/1', true],
    ['http://127.0.0.1:9/response/1', true],
    ['http://hooks.slack.com/commands/1', false],
    ['https://hooks.slack.com.evil.example/1', false],
    ['https://evil.example/?hooks.slack.com', false],
    ['http://127.0.0.1:10/response/1', false],
    ['file:///etc/passwd', false],
    ['nonsense', false],
  ])('%s is answered: %s', async (url, isOurs) => {
    const { outbound, calls } = outboundTo(() => new Response('ok'), 'http://127.0.0.1:9/api/')
    expect((await outbound.respond(url, { text: 'x' }, 'r')).kind).toBe(isOurs ? 'sent' : 'refused')
    expect(calls).toHaveLength(isOurs ? 1 : 0)
  })

  test('is not tried again after it was used up', async () => {
    const { outbound, calls } = outboundTo(() => new Response('used_url', { status: 404 }))
    expect(await outbound.respond('https://hooks.slack.com/1', {}, 'r')).toEqual({
      kind: 'refused',
      reason: 'used_url',
    })
    expect(calls).toHaveLength(1)
  })
})

describe('a call', () => {
  const failing = (error: unknown): { client: Client; tries: () => number } => {
    let tries = 0
    const apiCall = async (): Promise<never> => {
      tries += 1
      throw error
    }
    return { tries: () => tries, client: { apiCall } }
  }
  const { outbound } = outboundTo(() => Response.json({ ok: true }))

  test.each([
    [
      'refused before it was sent',
      { code: 'slack_webapi_request_error', original: { cause: { code: 'ECONNREFUSED' } } },
      3,
      'refused',
    ],
    // Busy is not away: it is asked for as long as somebody may still look.
    ['to be made a second later', { code: 'slack_webapi_rate_limited_error', retryAfter: 1 }, 11, 'refused'],
    ['to be made a minute later', { code: 'slack_webapi_rate_limited_error', retryAfter: 60 }, 1, 'refused'],
    [
      'lost on its way back',
      { code: 'slack_webapi_request_error', original: { cause: { code: 'ECONNRESET' } } },
      1,
      'unknown',
    ],
    [
      'without an answer in time',
      { code: 'slack_webapi_request_error', original: { name: 'TimeoutError' } },
      1,
      'unknown',
    ],
    ['broken at Slack', { code: 'slack_webapi_http_error', statusCode: 503 }, 1, 'unknown'],
    ['not allowed', { code: 'slack_webapi_platform_error', data: { error: 'not_in_channel' } }, 1, 'refused'],
    ['answered with a page', { code: 'slack_webapi_platform_error', data: { error: '<html>' } }, 1, 'unknown'],
  ])('%s', async (_what, error, times, kind) => {
    const { client, tries } = failing(error)
    expect((await outbound.call(client, 'chat.postMessage', {}, 'r')).kind).toBe(kind)
    expect(tries()).toBe(times)
  })
})

test('outcomes are read from every form Slack gives them', () => {
  expect(replyOf(200, 'ok')).toEqual({ kind: 'sent' })
  expect(replyOf(200, '{"ok":true}')).toEqual({ kind: 'sent' })
  expect(replyOf(200, 'OK - 1234')).toEqual({ kind: 'sent' })
  expect(replyOf(200, '<html>sign in</html>')).toEqual({ kind: 'unknown', reason: 'no_verdict' })
  expect(replyOf(200, '')).toEqual({ kind: 'unknown', reason: 'no_verdict' })
  expect(replyOf(200, '{"ok":false,"error":"invalid_blocks"}')).toEqual({ kind: 'refused', reason: 'invalid_blocks' })
  expect(replyOf(400, 'invalid_blocks')).toEqual({ kind: 'refused', reason: 'invalid_blocks' })
  expect(replyOf(500, '')).toEqual({ kind: 'unknown', reason: 'http_500' })
  expect(replyOf(403, '')).toEqual({ kind: 'refused', reason: 'http_403' })
  expect(failureOf(new Error('Retry header did not contain a valid timeout'))).toMatchObject({ reason: 'ratelimited' })
  expect(failureOf(undefined)).toEqual({ kind: 'unknown', reason: 'no_answer' })
})
