import { limitOf, type Finding } from '#slack/validate.ts'
import { encode, type Delivery } from './payloads.ts'
import { sign } from './sign.ts'
import type { SlackApi } from './server.ts'

/** What came back to Slack. */
export type Reply = {
  /** 0: no answer in time, which Slack shows as `operation_timeout`. */
  readonly status: number
  readonly text: string
  /** Parsed where it is JSON. */
  readonly body: unknown
  /** The validator's verdict on the body. */
  readonly findings: readonly Finding[]
  readonly ms: number
}

export type SendOptions = {
  /** Another secret than the world's, or a moment (in milliseconds) other than now. */
  readonly secret?: string
  readonly at?: number
  /** Say that it is a repetition, as Slack does with events. */
  readonly retry?: { readonly num: number; readonly reason: string }
  /** Slack waits three seconds; a test about silence may wait less. */
  readonly patienceMs?: number
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * Slack over HTTP: signs a delivery, posts it, waits as long as Slack waits, and does what the answer asks for.
 * @param url where the app listens: `http://127.0.0.1:3000/slack/events`
 */
export const createSender =
  (api: SlackApi, url: string) =>
  async (delivery: Delivery, options: SendOptions = {}): Promise<Reply> => {
    const { body, contentType } = encode(delivery)
    const { world, clock } = api.slack
    const headers = {
      'content-type': contentType,
      ...sign(body, { secret: options.secret ?? world.signingSecret, at: options.at ?? clock.now() }),
      ...(options.retry
        ? { 'x-slack-retry-num': String(options.retry.num), 'x-slack-retry-reason': options.retry.reason }
        : {}),
      ...options.headers,
    }
    const start = performance.now()
    // Slack's patience is measured in real time whatever the world's clock says: the app runs on its own.
    const signal = AbortSignal.timeout(
      options.patienceMs ?? limitOf('protocol.ack.http_200_deadline.maxSeconds') * 1000,
    )
    const { status, text } = await post(url, { method: 'POST', headers, body, signal })
    const ms = performance.now() - start
    const answer = read(text)
    return { status, text, body: answer, ms, findings: status === 200 ? api.acknowledge(delivery, answer) : [] }
  }

export type Sender = ReturnType<typeof createSender>

async function post(url: string, request: RequestInit): Promise<{ readonly status: number; readonly text: string }> {
  try {
    const response = await fetch(url, request)
    return { status: response.status, text: await response.text() }
  } catch (error) {
    if (request.signal?.aborted) return { status: 0, text: 'operation_timeout' }
    throw error
  }
}

function read(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
