import { isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import { formOf } from './form.ts'

/** Slack's largest deliveries are far below this; whatever is above it is not Slack's. */
export const largestBody = 512 * 1024
/** All bodies that are being read at one time, together. */
const largestTogether = 64 * 1024 * 1024

let reading = 0

/** Reads a body, never more of it than is allowed. */
export function readBody(request: IncomingMessage, most = largestBody): Promise<Buffer | 'too_large' | 'broken'> {
  const { promise, resolve } = Promise.withResolvers<Buffer | 'too_large' | 'broken'>()
  const chunks: Buffer[] = []
  let size = 0
  let isOver = false
  const end = (outcome: Buffer | 'too_large' | 'broken'): void => {
    if (isOver) return
    isOver = true
    reading -= size
    resolve(outcome)
  }
  const take = (chunk: Buffer): void => {
    // What still comes of a body that is too large is thrown away.
    if (isOver) return
    size += chunk.length
    reading += chunk.length
    chunks.push(chunk)
    // The connection stays open: the answer still has to go out on it.
    if (size > most || reading > largestTogether) end('too_large')
  }
  request.on('data', take)
  request.on('end', () => end(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size)))
  // Comes after the end as well, and is not heard then.
  request.on('close', () => end('broken'))
  request.on('error', () => end('broken'))
  return promise
}

/**
 * The body as an object, parsed once and in one way. A form holds a command, or everything else under `payload`; without a
 * content type the first character tells. undefined: not to be read.
 */
export function parseBody(raw: Buffer, contentType: string | undefined): Record<string, unknown> | undefined {
  if (!isUtf8(raw)) return undefined
  const text = raw.toString('utf8')
  const type =
    contentType?.split(';', 1)[0]?.trim().toLowerCase() ||
    (/^\s*[{[]/.test(text) ? 'application/json' : 'application/x-www-form-urlencoded')
  if (type === 'application/json') return objectOf(text)
  if (type !== 'application/x-www-form-urlencoded') return undefined
  const form = formOf(text)
  return typeof form['payload'] === 'string' ? objectOf(form['payload']) : form
}

function objectOf(json: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json)
    // Arrays, numbers and null have crashed programs that took them for a payload.
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}
