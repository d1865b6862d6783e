import { Agent, request as httpRequest } from 'node:http'
import { startWorld } from '#standin/world.ts'

/** How much the stand-in for Slack holds by itself: were it slow, every other figure would be its own. */
export type Standin = { readonly callsPerSecond: number; readonly p99Ms: number; readonly refused: number }

const calls = 4_000
const concurrency = 16

/** Posts messages as an app does, with blocks that the validator looks at, each in a channel of the same world. */
export async function timeStandin(): Promise<Standin> {
  await using slack = await startWorld()
  const token = slack.world.teams[0]?.token ?? ''
  const body = new URLSearchParams({ channel: slack.world.teams[0]?.channels[0]?.id ?? '', text, blocks }).toString()
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency })
  const times: number[] = []
  let left = calls
  let refused = 0
  const work = async (): Promise<void> => {
    while (left-- > 0) {
      const before = performance.now()
      if (!(await post(slack.api.url, token, body, agent)).includes('"ok":true')) refused += 1
      times.push(performance.now() - before)
    }
  }
  const start = performance.now()
  await Promise.all(Array.from({ length: concurrency }, work))
  const seconds = (performance.now() - start) / 1000
  agent.destroy()
  const sorted = times.toSorted((one, other) => one - other)
  return { callsPerSecond: times.length / seconds, p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? 0, refused }
}

const text = 'An answer in words. '.repeat(50)
const blocks = JSON.stringify(
  Array.from({ length: 20 }, () => ({
    type: 'section',
    text: { type: 'mrkdwn', text: 'A line of evidence. '.repeat(8) },
  })),
)

function post(api: string, token: string, body: string, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(body),
    }
    const request = httpRequest(`${api}chat.postMessage`, { method: 'POST', headers, agent }, (response) => {
      let answer = ''
      response.setEncoding('utf8')
      response.on('data', (piece: string) => (answer += piece))
      response.on('end', () => resolve(answer))
    })
    request.on('error', reject)
    request.end(body)
  })
}
