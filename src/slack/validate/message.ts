import { contractFindings, type MessageVia } from './contract.ts'
import type { Finding } from './finding.ts'
import { inspect, type Part } from './inspect.ts'
import { child, isObject, type JsonObject } from './json.ts'
import type { Surface } from './limits.ts'
import { applyLimits } from './rules.ts'
import { senseFindings } from './sense.ts'
import { shapeFinding } from './shapes.ts'

/**
 * Everything that is wrong with a message: what Slack would refuse by limits.json, and what contract.md forbids us.
 * @param via the way it is sent. Absent: only what holds for every way (a renderer's test has no channel and no unfurl flags)
 */
export function validateMessage(payload: unknown, via?: MessageVia): Finding[] {
  if (!isObject(payload)) return [shapeFinding('type', '', 'must provide an object')]
  const message: Part = { kind: 'payload', types: ['message'], value: payload, pointer: '' }
  const blocks = inspectBlocks(payload, '', 'message')
  const parts = [message, ...blocks.parts]
  return [
    ...messageShape(payload, via),
    ...blocks.findings,
    ...applyLimits(parts),
    ...senseFindings(parts),
    ...contractFindings(payload, '', parts, via),
  ]
}

type Inspected = { readonly parts: readonly Part[]; readonly findings: readonly Finding[] }

/** The blocks of a message and of its attachments; both are drawn, so both are checked. */
function inspectBlocks(payload: JsonObject, pointer: string, surface: Surface): Inspected {
  const own =
    payload['blocks'] === undefined
      ? []
      : [inspect(payload['blocks'], 'block[]', child(pointer, 'blocks'), { surface })]
  const attachments = Array.isArray(payload['attachments']) ? payload['attachments'] : []
  const inner = attachments.flatMap((attachment: unknown, index) =>
    isObject(attachment) ? [inspectBlocks(attachment, child(child(pointer, 'attachments'), index), surface)] : [],
  )
  const all = [...own, ...inner]
  return { parts: all.flatMap((one) => one.parts), findings: all.flatMap((one) => one.findings) }
}

/** The fields of a message besides its blocks, as far as every way of sending knows them. */
function messageShape(payload: JsonObject, via: MessageVia | undefined): Finding[] {
  const found: Finding[] = []
  if (isEmpty(payload) && via !== 'ack' && payload['delete_original'] !== true)
    found.push({ ...shapeFinding('no_text', '', 'no_text'), refusal: 'no_text' })
  if (payload['text'] !== undefined && typeof payload['text'] !== 'string')
    found.push(shapeFinding('type', '/text', 'must provide a string'))
  if (payload['attachments'] !== undefined && !Array.isArray(payload['attachments']))
    found.push(shapeFinding('type', '/attachments', 'must provide an array'))
  if (payload['markdown_text'] !== undefined && (payload['blocks'] !== undefined || payload['text'] !== undefined)) {
    found.push(shapeFinding('markdown_text', '/markdown_text', 'must not be combined with blocks or text'))
  }
  return found
}

const isEmpty = (payload: JsonObject): boolean =>
  ['text', 'markdown_text', 'blocks', 'attachments'].every(
    (field) =>
      payload[field] === undefined ||
      payload[field] === '' ||
      (Array.isArray(payload[field]) && payload[field].length === 0),
  )
