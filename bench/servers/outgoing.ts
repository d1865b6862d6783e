import { webApi } from '@slack/bolt'
import { createEvents } from '#events.ts'
import { createLog } from '#log.ts'
import { installation } from '#slack/authorize.ts'
import { systemClock } from '#slack/clock.ts'
import { fetchWithin } from '#slack/fetch.ts'
import { createOutbound } from '#slack/outbound.ts'
import { memoryStorage } from '#storage/memory.ts'
import { setting, smallAnswer } from './small-answer.ts'

// What posting one message costs the program, or Slack's client as it comes, in a process of its own: Slack's stand-in is in another one.

const calls = 3_000
const warmUp = 1_000
const concurrency = 8

const log = createLog({ level: 'info', format: 'json' })
const slackApiUrl = setting('SLACK_API_URL')
const fetch = fetchWithin(5_000)
const clientOptions = { fetch, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, slackApiUrl }
const storage = memoryStorage(systemClock.now)
const known = installation({ tokens: setting('SLACK_BOT_TOKEN'), clientOptions, storage, log }).clientFor('T1')
if (!known) throw new Error('no client')
const client = known

const outbound = createOutbound({ fetch, clock: systemClock, events: createEvents(log), apiUrl: slackApiUrl })
const args = { channel: setting('CHANNEL'), ...smallAnswer }

const plain = new webApi.WebClient(setting('SLACK_BOT_TOKEN'), { slackApiUrl })
const isSent =
  process.argv[2] === 'client'
    ? async () => (await plain.chat.postMessage(args)).ok
    : async () => (await outbound.call(client, 'chat.postMessage', args, 'bench')).kind === 'sent'

async function post(count: number): Promise<number> {
  let left = count
  let refused = 0
  const work = async (): Promise<void> => {
    while (left-- > 0) if (!(await isSent())) refused += 1
  }
  await Promise.all(Array.from({ length: concurrency }, work))
  return refused
}

await post(warmUp)
const before = process.cpuUsage()
const refused = await post(calls)
const { user, system } = process.cpuUsage(before)
console.log(JSON.stringify({ cpuMicros: (user + system) / calls, refused }))
process.exit()
