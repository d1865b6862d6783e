/**
 * What became of something that was sent. `unknown` is an answer of its own: Slack may have taken it and the word got lost,
 * so it is neither repeated nor called a failure.
 */
export type Outcome =
  /** `body`: what Slack answered, for the ids in it. */
  | { readonly kind: 'sent'; readonly body?: Readonly<Record<string, unknown>> }
  /** @property again milliseconds after which it may be tried again; absent where trying again is no use */
  | { readonly kind: 'refused'; readonly reason: string; readonly again?: number }
  | { readonly kind: 'unknown'; readonly reason: string }

/** Errors of the network that come before anything was sent. */
const neverArrived = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** Slack's own words for "something broke after we took it, perhaps". */
const undecided = new Set(['internal_error', 'fatal_error', 'request_timeout', 'service_unavailable'])

/** Slack's words for a form it does not take: the same in another form may pass. */
const formErrors = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_attachments',
  'invalid_arguments',
  'invalid_payload',
  'msg_blocks_too_long',
  'msg_too_long',
  'only_one_table_allowed',
])
export const isFormError = (outcome: Outcome): boolean => outcome.kind === 'refused' && formErrors.has(outcome.reason)

/** An error as @slack/web-api or fetch throws it. Told apart by `code`: the classes of two copies of a package differ, its codes do not. */
export function failureOf(error: unknown): Outcome {
  const code = textAt(error, 'code')
  if (code === 'slack_webapi_platform_error') return platformError(textAt(at(error, 'data'), 'error'))
  if (code === 'slack_webapi_rate_limited_error')
    return { kind: 'refused', reason: 'ratelimited', again: Number(at(error, 'retryAfter')) * 1000 }
  if (code === 'slack_webapi_http_error') return httpError(Number(at(error, 'statusCode')))
  const cause = code === 'slack_webapi_request_error' ? at(error, 'original') : error
  const network = textAt(cause, 'code') || textAt(at(cause, 'cause'), 'code')
  if (neverArrived.has(network)) return { kind: 'refused', reason: network.toLowerCase(), again: 0 }
  // web-api throws a plain error for a 429 that does not say how long to wait.
  if (textAt(error, 'message').startsWith('Retry header'))
    return { kind: 'refused', reason: 'ratelimited', again: 30_000 }
  return {
    kind: 'unknown',
    reason: textAt(cause, 'name') === 'TimeoutError' ? 'timeout' : network.toLowerCase() || 'no_answer',
  }
}

/**
 * What a response_url or an upload answered: "ok" as text or JSON (an upload: "OK - 123"), or an error in either form. A page or nothing
 * with a 200 is what a proxy says, and no word of Slack's.
 */
export function replyOf(status: number, body: string): Outcome {
  const error = errorIn(body)
  if (error) return platformError(error)
  if (status < 200 || status > 299) return httpError(status)
  return /^\s*(ok\b|\{.*"ok"\s*:\s*true)/is.test(body) ? { kind: 'sent' } : { kind: 'unknown', reason: 'no_verdict' }
}

function platformError(error: string): Outcome {
  // A page of HTML or nothing at all is no verdict.
  if (!/^[a-z_]{2,60}$/.test(error)) return { kind: 'unknown', reason: 'no_verdict' }
  return undecided.has(error) ? { kind: 'unknown', reason: error } : { kind: 'refused', reason: error }
}

function httpError(status: number): Outcome {
  if (status === 429) return { kind: 'refused', reason: 'ratelimited', again: 1_000 }
  return status >= 400 && status < 500
    ? { kind: 'refused', reason: `http_${status}` }
    : { kind: 'unknown', reason: `http_${status}` }
}

function errorIn(body: string): string | undefined {
  const text = body.trim()
  if (/^[a-z]+(_[a-z]+)+$/.test(text)) return text
  try {
    const parsed: unknown = JSON.parse(text)
    return at(parsed, 'ok') === false ? textAt(parsed, 'error') || 'unknown' : undefined
  } catch {
    return undefined
  }
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined
}
function textAt(value: unknown, key: string): string {
  const found = at(value, key)
  return typeof found === 'string' ? found : ''
}
