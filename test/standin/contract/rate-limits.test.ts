import { expect } from 'vitest'
import { form, general, type Answered, type Outside, type Setup } from './outside.ts'
import { docs, method, rule } from './rule.ts'

const page = docs('apis/web-api/rate-limits')
const tiered: Setup = { options: { tieredRates: true } }
const perChannel: Setup = { options: { perChannelRate: true } }

const send = ({ http }: Outside, name: string, args: Record<string, string>, token: string): Promise<Answered> =>
  http(name, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: form(args) })
const post = (slack: Outside, channel = general): Promise<Answered> =>
  send(slack, 'chat.postMessage', { channel, text: 'x' }, slack.ours.token)
const list = (slack: Outside, token = slack.ours.token): Promise<Answered> =>
  send(slack, 'conversations.list', {}, token)

async function exhaust(slack: Outside): Promise<void> {
  for (let n = 0; n < 20; n += 1) expect((await list(slack)).status).toBe(200)
}

rule(
  'one message a second in a channel; more is 429 with Retry-After',
  method('chat.postMessage'),
  async (slack) => {
    expect((await post(slack)).status).toBe(200)
    const limited = await post(slack)
    expect([limited.status, limited.headers.get('retry-after'), limited.body]).toEqual([
      429,
      '1',
      { ok: false, error: 'ratelimited' },
    ])
    slack.clock.advance(1000)
    expect((await post(slack)).status).toBe(200)
  },
  perChannel,
)

rule(
  'another channel is not slowed down by it',
  method('chat.postMessage'),
  async (slack) => {
    await post(slack)
    expect((await post(slack, 'D0ANA0GOFER')).status).toBe(200)
  },
  perChannel,
)

rule(
  'a method of tier 2 is taken 20 times a minute, then 429 with the seconds to wait',
  page,
  async (slack) => {
    await exhaust(slack)
    slack.clock.advance(20_000)
    const limited = await list(slack)
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '40'])
    slack.clock.advance(40_000)
    expect((await list(slack)).status).toBe(200)
  },
  tiered,
)

rule(
  'the count is per method and workspace',
  page,
  async (slack) => {
    await exhaust(slack)
    expect((await list(slack, 'xoxb-0OTHER-token')).status).toBe(200)
    expect((await send(slack, 'users.list', {}, slack.ours.token)).status).toBe(200)
  },
  tiered,
)
