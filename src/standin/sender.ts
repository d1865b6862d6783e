import { limitOf, type Finding } from '#slack/validate.ts'
import { encode, entitled, type Delivery } from './payloads.ts'
import { sign } from './sign.ts'
import type { SlackApi } from './server.ts'

/** What came back to Slack. */
export type Reply = {
  /** 0: no answer in time, which Slack shows as `operation_timeout`. */
  readonly status: number
  readonly text: string
  /** Parsed where it is JSON. */
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>
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
  /** The app's answer comes after Slack has given up: it has no effect, and the wait is a whole one. */
  readonly late?: boolean
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
    const { world, clock, wire } = api.slack
    const headers = {
      'content-type': contentType,
      ...sign(body, { secret: options.secret ?? world.signingSecret, at: options.at ?? clock.now() }),
      ...(options.retry
        ? { 'x-slack-retry-num': String(options.retry.num), 'x-slack-retry-reason': options.retry.reason }
        : {}),
      ...options.headers,
    }
    const exchange = wire.begin({
      ...entitled(delivery),
      via: 'http',
      url,
      raw: body,
      request: { line: `POST ${new URL(url).pathname}`, headers, body: delivery.payload },
      ...(options.retry ? { retry: `retry ${options.retry.num}, ${options.retry.reason}` } : {}),
    })
    const start = performance.now()
    // Slack's patience is measured in real time whatever the world's clock says: the app runs on its own.
    const signal = AbortSignal.timeout(
      options.patienceMs ?? limitOf('protocol.ack.http_200_deadline.maxSeconds') * 1000,
    )
    try {
      const came = post(url, { method: 'POST', headers, body, signal })
      const { status, text, headers: answered } = options.late ? await tooLate(came, signal) : await came
      const ms = performance.now() - start
      const answer = read(text)
      const findings = status === 200 ? api.acknowledge(delivery, answer) : []
      wire.end(exchange, {
        status: status === 0 ? text : String(status),
        isFailure: status < 200 || status > 299,
        findings,
        ...(status === 0 ? {} : { answer: { line: `HTTP ${status}`, headers: answered, body: answer } }),
      })
      return { status, text, body: answer, headers: answered, ms, findings }
    } catch (error) {
      wire.end(exchange, { status: 'connection_failed', isFailure: true })
      throw error
    }
  }

export type Sender = ReturnType<typeof createSender>

/** Waits until Slack's patience is over, whatever came. */
async function tooLate(came: Promise<Answered>, signal: AbortSignal): Promise<Answered> {
  await Promise.all([came, new Promise((resolve) => signal.addEventListener('abort', resolve))])
  return { status: 0, text: 'operation_timeout', headers: {} }
}

type Answered = { readonly status: number; readonly text: string; readonly headers: Readonly<Record<string, string>> }

async function post(url: string, request: RequestInit): Promise<Answered> {
  try {
    const response = await fetch(url, request)
    return { status: response.status, text: await response.text(), headers: Object.fromEntries(response.headers) }
  } catch (error) {
    if (request.signal?.aborted) return { status: 0, text: 'operation_timeout', headers: {} }
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
