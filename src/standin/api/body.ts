import type { IncomingMessage } from 'node:http'
import type { Json } from '../json.ts'
import { isObject } from '#slack/validate/json.ts'
import { largestFile } from './file-store.ts'

/** Who calls, where it says so itself instead of its workspace: Basic authentication. */
export type Client = { readonly id: string; readonly secret: string }

/** What a request says. `broken`: a field that should hold JSON and does not. */
export type ReadBody = {
  readonly args: Json
  readonly broken?: string
  /** Why Slack takes nothing of it. */
  readonly refusal?: string
  readonly isTooLarge: boolean
  /** From the header, or from a form. */
  readonly token: string
  readonly client?: Client
  /** The body as it came; of a form with a file in it, the file. */
  readonly content: Uint8Array
}

/** Slack does not tell its own number. */
const largestCall = 4 * 1024 * 1024

/** Reads a call as Slack does: a form with JSON in some fields, or JSON as a whole (https://docs.slack.dev/apis/web-api). */
export async function readBody(request: IncomingMessage): Promise<ReadBody> {
  const isUpload = (request.url ?? '').startsWith('/upload/')
  const { content, isTooLarge } = await readAll(request, isUpload ? largestFile + 64 * 1024 : largestCall)
  const authorization = request.headers.authorization ?? ''
  const bearer = /^Bearer (.+)$/.exec(authorization)?.[1]
  const client = basic(authorization)
  const read = isTooLarge ? { args: {} } : await parseBody(request, content, isUpload)
  const token = bearer ?? ('token' in read ? (read.token ?? '') : '')
  return { content, isTooLarge, ...read, token, ...(client ? { client } : {}) }
}

type Parsed = Pick<ReadBody, 'args'> & Partial<Pick<ReadBody, 'broken' | 'refusal' | 'token' | 'content'>>

async function readAll(
  request: IncomingMessage,
  most: number,
): Promise<{ readonly content: Buffer; readonly isTooLarge: boolean }> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    // Only buffers come from a stream without an encoding. What is too much is read all the same: a sender that is cut off hears no answer.
    size += (chunk as Buffer).length
    if (size <= most) chunks.push(chunk as Buffer)
  }
  return { content: Buffer.concat(chunks), isTooLarge: size > most }
}

/** The errors for bodies that are none are common to all methods (https://docs.slack.dev/reference/methods/auth.test). */
async function parseBody(request: IncomingMessage, content: Buffer, isUpload: boolean): Promise<Parsed> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (type === 'multipart/form-data') return readMultipart(content, request.headers['content-type'] ?? '')
  if (isUpload) return { args: {} }
  const query = inAddress(request)
  if (content.length === 0) return readForm(query)
  if (type === 'application/json') return readJson(content.toString('utf8'))
  if (type === '') return { args: {}, refusal: 'missing_post_type' }
  if (type === 'application/x-www-form-urlencoded' || type === 'text/plain')
    return readForm([...query, ...new URLSearchParams(content.toString('utf8'))])
  return { args: {}, refusal: 'invalid_post_type' }
}

/** Arguments may stand in the address, in part or all of them; a token there counts for nothing (docs.slack.dev/changelog/2020-11-no-more-tokens-in-querystrings-for-newly-created-apps). */
const inAddress = (request: IncomingMessage): [string, string][] =>
  [...new URL(request.url ?? '/', 'http://slack.invalid').searchParams].filter(([field]) => field !== 'token')

const structured = new Set(['blocks', 'attachments', 'view', 'metadata', 'authorizations', 'files', 'message'])
const flags = new Set([
  'unfurl_links',
  'unfurl_media',
  'link_names',
  'mrkdwn',
  'reply_broadcast',
  'as_user',
  'include_num_members',
  'include_locale',
  'exclude_archived',
  'inclusive',
  'return_im',
])

function readForm(form: Iterable<readonly [string, string]>): Parsed {
  const { token, ...fields } = Object.fromEntries(form)
  const args: Json = {}
  const given = token === undefined ? {} : { token }
  for (const [field, value] of Object.entries(fields)) {
    if (structured.has(field)) {
      const parsed = parse(value)
      if (parsed === undefined) return { args, broken: field, ...given }
      args[field] = parsed
    } else args[field] = flags.has(field) && (value === 'true' || value === 'false') ? value === 'true' : value
  }
  return { args, ...given }
}

/** Fields as in a form, and the first file as the content. */
async function readMultipart(content: Buffer, contentType: string): Promise<Parsed> {
  try {
    const form = await new Response(new Uint8Array(content), { headers: { 'content-type': contentType } }).formData()
    const entries = [...form.entries()]
    const texts = entries.flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' ? [[name, value]] : [],
    )
    const held = entries.find(([, value]) => typeof value !== 'string')?.[1] ?? entries[0]?.[1] ?? ''
    const file = typeof held === 'string' ? Buffer.from(held) : new Uint8Array(await held.arrayBuffer())
    return { ...readForm(texts), content: file }
  } catch {
    return { args: {}, refusal: 'invalid_form_data' }
  }
}

/** A token in JSON counts for nothing: it belongs into the header. */
function readJson(body: string): Parsed {
  const parsed = parse(body)
  if (parsed === undefined) return { args: {}, refusal: 'invalid_json' }
  if (!isObject(parsed)) return { args: {}, refusal: 'json_not_object' }
  const { token: _inBody, ...args } = parsed
  return { args }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function basic(authorization: string): Client | undefined {
  const encoded = /^Basic (.+)$/.exec(authorization)?.[1]
  if (encoded === undefined) return undefined
  const [id = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  return { id, secret: rest.join(':') }
}
