import { Agent, request } from 'node:http'
import { encode, type Delivery } from '#standin/payloads.ts'
import { retrying, type Delivered, type Line, type RetryingLine } from '#standin/line.ts'
import { sign } from '#standin/sign.ts'
import { paceMs, type SenderOptions, type Stage } from './stage.ts'

/** Slack's patience, in milliseconds (docs.slack.dev/interactivity/handling-user-interaction). */
const patienceMs = 3_000

/**
 * Slack's way to an address for rows whose pace would otherwise be that of the sender: it signs, keeps connections, and does not
 * check each answer against Slack's schemas, which every other row does. All that left for Slack is checked as ever.
 * @returns the line, and what closes its connections
 */
export function lightLine(
  stage: Stage,
  origin: string,
  { excuse = () => undefined }: SenderOptions = {},
): { readonly line: RetryingLine; readonly close: () => void } {
  const agent = new Agent({ keepAlive: true, scheduling: 'lifo' })
  const send: Line = async (delivery) => {
    const entry = stage.ledger.begin(delivery.kind, true)
    const start = performance.now()
    const excused = excuse()
    const { status, text } = await post(stage, { agent, origin, delivery })
    const ms = performance.now() - start
    Object.assign(entry, {
      ending: status === 0 ? 'lost' : status < 300 ? 'acked' : 'refused',
      status,
      ms,
      answer: text,
    })
    const why = excused ?? excuse()
    if (why !== undefined) entry.excused = why
    return deliveredOf(status, text)
  }
  const line = retrying(send, stage.slack.clock, paceMs)
  return { line, close: () => (line.stop(), agent.destroy()) }
}

type Posting = { readonly agent: Agent; readonly origin: string; readonly delivery: Delivery }

function post(
  { slack }: Stage,
  { agent, origin, delivery }: Posting,
): Promise<{ readonly status: number; readonly text: string }> {
  const { body, contentType } = encode(delivery)
  const signed = sign(body, { secret: slack.world.signingSecret, at: slack.clock.now() })
  const headers = { 'content-type': contentType, 'content-length': Buffer.byteLength(body), ...signed }
  return new Promise((resolve) => {
    const given = AbortSignal.timeout(patienceMs)
    const nothing = (): void => resolve({ status: 0, text: '' })
    const asking = request(`${origin}/slack/events`, { method: 'POST', agent, signal: given, headers }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('error', nothing)
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    asking.on('error', nothing)
    asking.end(body)
  })
}

function deliveredOf(status: number, text: string): Delivered {
  const isTaken = status >= 200 && status < 300
  if (isTaken) return { kind: 'answered', body: text.startsWith('{') ? JSON.parse(text) : text, findings: [] }
  return status === 0
    ? { kind: 'failed', error: 'operation_timeout', reason: 'http_timeout', mayRetry: true }
    : { kind: 'failed', error: 'dispatch_failed', reason: 'http_error', mayRetry: true }
}
