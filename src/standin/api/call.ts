import type { Finding } from '#slack/validate.ts'
import type { Json } from '../json.ts'

/** One call that reached the stand-in, with what it asked, what the validator thought of it, and how it ended. */
export type Call = {
  readonly n: number
  readonly at: number
  /** `chat.postMessage`, …, or `response_url`. */
  readonly method: string
  /** The workspace whose token it carried. */
  readonly team?: string
  readonly args: Json
  /** The validator's verdict, our own contract included; Slack refuses only a part of it. */
  readonly findings: readonly Finding[]
  outcome: Outcome
}

export type Outcome =
  | { readonly kind: 'pending' }
  | { readonly kind: 'answered'; readonly status: number; readonly body: unknown }
  /** `done`: the call had its effect, and only the answer was lost. */
  | { readonly kind: 'lost'; readonly fault: 'hang' | 'reset'; readonly done: boolean }

/** What goes over the wire. */
export type Answer = {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export const ok = (more: Json = {}): Answer => ({ status: 200, body: { ok: true, ...more } })
/** Slack refuses with 200. */
export const refuse = (error: string, more: Json = {}): Answer => ({ status: 200, body: { ok: false, error, ...more } })
export const rateLimited = (seconds: number): Answer => ({
  status: 429,
  body: { ok: false, error: 'ratelimited' },
  headers: { 'retry-after': String(seconds) },
})
/** The response_url answers in bare words. */
export const words = (status: number, body: string): Answer => ({
  status,
  body,
  headers: { 'content-type': 'text/plain' },
})

export const textOf = (args: Json, field: string): string => {
  const value = args[field]
  return typeof value === 'string' ? value : ''
}
