import type { Finding } from '#slack/validate.ts'
import type { KitClock } from './clock.ts'
import type { Delivery } from './payloads.ts'
import type { Reply, Sender } from './sender.ts'
import type { Ack, SlackSocket } from './socket.ts'

/** What came of a delivery, whichever way it went. The errors are Slack's own words to the person who is waiting. */
export type Delivered =
  | { readonly kind: 'answered'; readonly body: unknown; readonly findings: readonly Finding[] }
  | {
      readonly kind: 'failed'
      readonly error: 'operation_timeout' | 'dispatch_failed'
      /** As X-Slack-Retry-Reason puts it. */
      readonly reason: 'http_timeout' | 'http_error' | 'connection_failed'
      readonly mayRetry: boolean
    }

export type Retry = { readonly num: number; readonly reason: string }
export type LineOptions = { readonly retry?: Retry; readonly patienceMs?: number; readonly late?: boolean }

/** The way to the app. Never rejects. */
export type Line = (delivery: Delivery, options?: LineOptions) => Promise<Delivered>

/** Signed requests (docs.slack.dev/authentication/verifying-requests-from-slack). */
export const httpLine =
  (send: Sender): Line =>
  (delivery, options = {}) =>
    send(delivery, options).then(readReply, () => failed('dispatch_failed', 'connection_failed'))

/** Envelopes over whichever connection is open (docs.slack.dev/apis/events-api/using-socket-mode). */
export const socketLine =
  (socket: Pick<SlackSocket, 'send' | 'connections'>): Line =>
  async (delivery, { retry, ...options } = {}) => {
    if (socket.connections() === 0) return failed('dispatch_failed', 'connection_failed')
    return readAck(
      await socket.send(delivery, {
        ...(retry ? { retry: { attempt: retry.num, reason: retry.reason } } : {}),
        ...options,
      }),
    )
  }

/** A line that repeats what failed. `stop`: what is still to come again does not. */
export type RetryingLine = Line & { readonly stop: () => void }

/**
 * Events come again when they failed: at once, after one minute and after five. X-Slack-No-Retry stops it. Commands and
 * interactions do not: their sender is waiting (docs.slack.dev/apis/events-api, "Retries").
 * @param pace what a minute lasts, in milliseconds; shorter where nobody wants to wait
 */
export function retrying(line: Line, clock: KitClock, pace = 60_000): RetryingLine {
  const waiting = new Set<() => void>()
  const later = (ms: number, then: () => void): void => {
    const cancel = clock.after(ms, () => {
      waiting.delete(cancel)
      then()
    })
    waiting.add(cancel)
  }
  let isOver = false
  const attempt = async (delivery: Delivery, options: LineOptions, num: number): Promise<Delivered> => {
    const came = await line(delivery, options)
    const wait = [0, pace, pace * 5][num]
    if (!isOver && came.kind === 'failed' && came.mayRetry && delivery.kind === 'event' && wait !== undefined)
      later(wait, () => {
        void attempt(delivery, { ...options, retry: { num: num + 1, reason: came.reason } }, num + 1)
      })
    return came
  }
  const send: Line = (delivery, options = {}) => attempt(delivery, options, 0)
  const stop = (): void => {
    isOver = true
    for (const cancel of waiting) cancel()
  }
  return Object.assign(send, { stop })
}

function readReply({ status, body, findings, headers }: Reply): Delivered {
  if (status === 0) return failed('operation_timeout', 'http_timeout')
  if (status < 200 || status > 299)
    return { ...failed('dispatch_failed', 'http_error'), mayRetry: headers['x-slack-no-retry'] !== '1' }
  return { kind: 'answered', body, findings }
}

const readAck = (ack: Ack | undefined): Delivered =>
  ack ? { kind: 'answered', body: ack.payload, findings: ack.findings } : failed('operation_timeout', 'http_timeout')

type Failed = Extract<Delivered, { kind: 'failed' }>
const failed = (error: Failed['error'], reason: Failed['reason']): Failed => ({
  kind: 'failed',
  error,
  reason,
  mayRetry: true,
})
