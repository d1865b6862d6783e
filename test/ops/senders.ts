import { Agent, get, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { encode } from '#standin/payloads.ts'
import { sign } from '#standin/sign.ts'
import type { RunningWorld } from '#standin/world.ts'

/** What became of all requests: the words of those that were not answered with 200. */
export type Sent = { readonly answered: number; readonly kept: number; readonly lost: readonly string[] }

/**
 * Sends commands as fast as they are answered, over connections that are kept alive, never any of them twice, until it has learned
 * from /readyz that nothing should be sent any more. What a load balancer does, without the mercy of a second try.
 * @param askEveryMs how often it asks whether the program is ready
 */
export async function sendUntilNotReady(
  { payloads, world }: RunningWorld,
  origin: string,
  { senders, askEveryMs }: { readonly senders: number; readonly askEveryMs: number },
): Promise<Sent> {
  const sent = { answered: 0, kept: 0, lost: [] as string[] }
  const seen = { isReady: true }
  const ask = async (): Promise<void> => {
    while (seen.isReady) {
      await sleep(askEveryMs)
      seen.isReady = (await statusOf(`${origin}/readyz`)) === 200
    }
  }
  const send = async (): Promise<void> => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    while (seen.isReady) {
      const { body, contentType } = encode(payloads.slashCommand('help'))
      const headers = { 'content-type': contentType, ...sign(body, { secret: world.signingSecret, at: Date.now() }) }
      const ended = await post(`${origin}/slack/events`, agent, headers, body)
      if (ended.kind === 'answered' && ended.status === 200) sent.answered += 1
      else sent.lost.push(ended.kind === 'answered' ? `status ${ended.status}` : ended.because)
      if (ended.reused) sent.kept += 1
      // Between two requests a connection is idle, which is when a careless server closes it.
      await sleep(Math.random() * 10)
    }
    agent.destroy()
  }
  await Promise.all([ask(), ...Array.from({ length: senders }, send)])
  return sent
}

type Ended = { readonly reused: boolean } & (
  | { readonly kind: 'answered'; readonly status: number }
  | { readonly kind: 'lost'; readonly because: string }
)

function post(url: string, agent: Agent, headers: Record<string, string>, body: string): Promise<Ended> {
  return new Promise((resolve) => {
    const onward = request(url, { method: 'POST', agent, headers }, (answer) => {
      answer.resume()
      answer.once('end', () =>
        resolve({ kind: 'answered', status: answer.statusCode ?? 0, reused: onward.reusedSocket }),
      )
      answer.once('error', lost)
    })
    const lost = (error: NodeJS.ErrnoException): void =>
      resolve({ kind: 'lost', because: error.code ?? error.message, reused: onward.reusedSocket })
    onward.once('error', lost)
    onward.end(body)
  })
}

/** 0: nobody answered. */
const statusOf = (url: string): Promise<number> =>
  new Promise((resolve) => {
    get(url, { agent: false }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    }).once('error', () => resolve(0))
  })
