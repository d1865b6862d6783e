import { createHmac } from 'node:crypto'

export type SignedHeaders = { readonly 'x-slack-request-timestamp': string; readonly 'x-slack-signature': string }

/** The headers with which Slack vouches for a body (slack-platform.md, 2.4). `at` in milliseconds. */
export function sign(
  body: string | Uint8Array,
  { secret, at }: { readonly secret: string; readonly at: number },
): SignedHeaders {
  const timestamp = String(Math.floor(at / 1000))
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${digest}` }
}
