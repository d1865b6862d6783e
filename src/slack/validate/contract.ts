import type { Finding } from './finding.ts'
import type { Part } from './inspect.ts'
import { child, isObject, strings, textLength, type JsonObject } from './json.ts'
import { badLinks } from './links.ts'

/** How a message is sent; some of our own rules depend on it. */
export type MessageVia = 'chat.postMessage' | 'chat.postEphemeral' | 'chat.update' | 'response_url' | 'ack'

/** What contract.md and product.md ask of everything we send, beyond what Slack asks. */
export function contractFindings(
  payload: JsonObject,
  pointer: string,
  parts: readonly Part[],
  via?: MessageVia,
): Finding[] {
  const isMessage = parts.some((part) => part.types.includes('message'))
  return [
    ...(isMessage ? [...hasText(payload, pointer), ...totalText(payload, pointer, via)] : []),
    ...hasIds(parts),
    ...noBroadcast(payload, pointer),
    ...badLinks(payload, pointer, parts).map((problem) => broken('links', problem.pointer, problem.message)),
    ...unfurls(payload, pointer, via),
    ...mentions(payload, pointer),
  ]
}

/** A rule of our own: Slack would not refuse it. */
export const broken = (rule: string, pointer: string, message: string, level: Finding['level'] = 'error'): Finding => ({
  rule: `contract.${rule}`,
  pointer,
  message,
  confidence: 'contract',
  level,
})

/** Notifications and screen readers show `text` and nothing else. */
function hasText(payload: JsonObject, pointer: string): Finding[] {
  const { text, blocks } = { text: payload['text'], blocks: payload['blocks'] }
  if (!Array.isArray(blocks) || blocks.length === 0) return []
  return typeof text === 'string' && text.trim() !== ''
    ? []
    : [broken('text', child(pointer, 'text'), 'a message with blocks needs a text that says the same')]
}

/** Slack's limit is not documented: 9,597 characters were taken, 11,341 refused (reliability.md, 3b), and only by chat.* (bolt-js#2867). */
export const totalTextLimit = { wise: 8_000, most: 10_000 } as const

function totalText(payload: JsonObject, pointer: string, via: MessageVia | undefined): Finding[] {
  const total = textLength(payload['blocks'])
  if (total <= totalTextLimit.wise) return []
  const finding = broken(
    'totalText',
    child(pointer, 'blocks'),
    `${total} characters in all; stay below ${totalTextLimit.wise}`,
  )
  if (total <= totalTextLimit.most) return [{ ...finding, level: 'warning' }]
  return [via === 'response_url' || via === 'ack' ? finding : { ...finding, refusal: 'msg_blocks_too_long' }]
}

/** Without ids of our own, Slack makes some up, and nothing can be said about what was pressed. */
function hasIds(parts: readonly Part[]): Finding[] {
  const interactive = parts.filter((part) => part.kind === 'element' && !still.has(part.types[0] ?? ''))
  const holders = new Set(interactive.map((part) => part.block))
  return [
    ...interactive
      .filter((part) => !filled(part.value['action_id']))
      .map((part) => broken('action_id', part.pointer, 'an interactive element needs an action_id')),
    ...parts
      .filter((part) => part.kind === 'block' && holders.has(part.pointer) && !filled(part.value['block_id']))
      .map((part) => broken('block_id', part.pointer, 'a block with an interactive element needs a block_id')),
  ]
}

const still = new Set(['image', 'url'])
const filled = (value: unknown): boolean => typeof value === 'string' && value !== ''

/** No answer may ring for a whole channel, wherever the words came from: ids and values come back as text some day. */
function noBroadcast(payload: JsonObject, pointer: string): Finding[] {
  const inText = [...strings(payload, pointer)]
    .filter(({ text }) => /<!\s*(channel|here|everyone|group|subteam)\b/i.test(text))
    .map((found) => found.pointer)
  return [...inText, ...ringingLeaves(payload, pointer)].map((at) =>
    broken('broadcast', at, 'must not call a channel, a group or everyone'),
  )
}

/** Rich text calls people with leaves of its own, in a block as in a table's cell. */
function ringingLeaves(value: unknown, pointer: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => ringingLeaves(item, child(pointer, index)))
  if (!isObject(value)) return []
  if (value['type'] === 'broadcast' || value['type'] === 'usergroup') return [pointer]
  return Object.entries(value).flatMap(([key, field]) => ringingLeaves(field, child(pointer, key)))
}

/** A link that unfurls shows a stranger's words under our name. */
function unfurls(payload: JsonObject, pointer: string, via: MessageVia | undefined): Finding[] {
  const isSeenByAll =
    via === 'chat.postMessage' || (via === 'response_url' && payload['response_type'] === 'in_channel')
  if (!isSeenByAll) return []
  const level = via === 'chat.postMessage' ? 'error' : 'warning'
  return ['unfurl_links', 'unfurl_media']
    .filter((flag) => payload[flag] !== false)
    .map((flag) => broken('unfurl', child(pointer, flag), `${flag} must be false`, level))
}

/** `link_names` and `parse: full` make mentions out of escaped text. */
function mentions(payload: JsonObject, pointer: string): Finding[] {
  const flags = [
    ...(payload['link_names'] === undefined || payload['link_names'] === false ? [] : ['link_names']),
    ...(payload['parse'] === undefined || payload['parse'] === 'none' ? [] : ['parse']),
  ]
  return flags.map((flag) => broken('mentions', child(pointer, flag), `${flag} would make mentions out of plain words`))
}
