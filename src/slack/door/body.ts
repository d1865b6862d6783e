import { isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import { parse as parseForm } from 'node:querystring'

/** Slack's largest deliveries are far below this; whatever is above it is not Slack's. */
export const largestBody = 512 * 1024
/** All bodies that are being read at one time, together. */
const largestTogether = 64 * 1024 * 1024

let reading = 0

/** Reads a body, never more of it than is allowed. */
export async function readBody(request: IncomingMessage, most = largestBody): Promise<Buffer | 'too_large' | 'broken'> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    // Leaving the loop must not close the connection: the answer still has to go out on it.
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length
      reading += chunk.length
      if (size > most || reading > largestTogether) return 'too_large'
      chunks.push(chunk)
    }
    return Buffer.concat(chunks, size)
  } catch {
    return 'broken'
  } finally {
    reading -= size
  }
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
  const form = { ...parseForm(text) }
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
