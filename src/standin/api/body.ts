import type { IncomingMessage } from 'node:http'
import type { Json } from '../json.ts'
import { isObject } from '#slack/validate/json.ts'

/** What the body of a call says. `broken`: a field that should hold JSON and does not. */
export type ReadBody = { readonly args: Json; readonly broken?: string }

/** Reads a call as Slack does: a form with JSON in some fields, or JSON as a whole. */
export async function readBody(request: IncomingMessage): Promise<ReadBody> {
  const chunks: Buffer[] = []
  // Only buffers come from a stream without an encoding.
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks).toString('utf8')
  return (request.headers['content-type'] ?? '').startsWith('application/json') ? readJson(body) : readForm(body)
}

const structured = new Set(['blocks', 'attachments', 'view', 'metadata', 'authorizations'])
const flags = new Set([
  'unfurl_links',
  'unfurl_media',
  'link_names',
  'mrkdwn',
  'reply_broadcast',
  'as_user',
  'include_num_members',
  'include_locale',
])

function readForm(body: string): ReadBody {
  const args: Json = {}
  for (const [field, value] of new URLSearchParams(body)) {
    if (structured.has(field)) {
      const parsed = parse(value)
      if (parsed === undefined) return { args, broken: field }
      args[field] = parsed
    } else args[field] = flags.has(field) && (value === 'true' || value === 'false') ? value === 'true' : value
  }
  return { args }
}

function readJson(body: string): ReadBody {
  const parsed = parse(body)
  return isObject(parsed) ? { args: { ...parsed } } : { args: {}, broken: 'body' }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
