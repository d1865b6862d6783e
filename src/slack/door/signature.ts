import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** Seconds that a request's time may differ from ours, in either direction: one of the future could be kept for later. */
const widestGap = 300

export type Claim = { readonly timestamp: string; readonly signature: string }

/** The signature's headers, if they look as Slack's do and are of now. Looked at before a byte of the body is read. */
export function claimOf(headers: IncomingHttpHeaders, now: number): Claim | undefined {
  const timestamp = headers['x-slack-request-timestamp']
  const signature = headers['x-slack-signature']
  if (typeof timestamp !== 'string' || typeof signature !== 'string') return undefined
  if (!/^\d{1,12}$/.test(timestamp) || !/^v0=[0-9a-f]{64}$/.test(signature)) return undefined
  return Math.abs(now / 1000 - Number(timestamp)) <= widestGap ? { timestamp, signature } : undefined
}

/** Secrets as keys: made once, since making one for each request costs as much as the checking. */
export const keysOf = (secrets: readonly string[]): readonly KeyObject[] =>
  secrets.map((secret) => createSecretKey(Buffer.from(secret)))

/** Whether one of the keys signed these very bytes. Several are in use while a secret is being changed. */
export function isSigned({ timestamp, signature }: Claim, body: Buffer, keys: readonly KeyObject[]): boolean {
  const given = Buffer.from(signature.slice(3), 'hex')
  // Each piece costs more than copying it.
  const signed = Buffer.concat([Buffer.from(`v0:${timestamp}:`), body])
  return keys.some((key) => timingSafeEqual(given, createHmac('sha256', key).update(signed).digest()))
}
