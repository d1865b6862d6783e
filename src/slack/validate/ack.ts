import { broken } from './contract.ts'
import type { Finding } from './finding.ts'
import { inspect, type Part } from './inspect.ts'
import { child, isObject, type JsonObject } from './json.ts'
import { validateMessage } from './message.ts'
import { applyLimit, applyLimits } from './rules.ts'
import { shapeFinding } from './shapes.ts'
import { validateView } from './view.ts'

/** What is acknowledged. Only the first three are read by Slack; a body under the others is lost without a word. */
export type AckKind =
  | 'slash_command'
  | 'view_submission'
  | 'block_suggestion'
  | 'block_actions'
  | 'shortcut'
  | 'message_action'
  | 'view_closed'
  | 'event'

/**
 * Everything that is wrong with the body of an ack.
 * @param submitted the view that was submitted: `errors` may name its input blocks only
 */
export function validateAck(kind: AckKind, body: unknown, submitted?: unknown): Finding[] {
  if (body === undefined || body === '')
    return kind === 'block_suggestion' ? [shapeFinding('required', '', 'missing required field: options')] : []
  if (kind === 'slash_command')
    return typeof body === 'string' ? validateMessage({ text: body }, 'ack') : commandAck(body)
  if (!isObject(body)) return [shapeFinding('type', '', 'must provide an object')]
  if (kind === 'view_submission') return submissionAck(body, submitted)
  if (kind === 'block_suggestion') return suggestionAck(body)
  return [broken('ack', '', `Slack does not read the body of an ack to ${kind}`)]
}

function commandAck(body: unknown): Finding[] {
  const type = isObject(body) ? body['response_type'] : undefined
  const known = type === undefined || type === 'ephemeral' || type === 'in_channel'
  return [
    ...validateMessage(body, 'ack'),
    ...(known ? [] : [shapeFinding('type', '/response_type', 'must be one of: ephemeral, in_channel')]),
    ...(type === undefined ? [broken('response_type', '/response_type', 'say who sees it', 'warning')] : []),
  ]
}

function submissionAck(body: JsonObject, submitted: unknown): Finding[] {
  const action = body['response_action']
  if (action === undefined) return [shapeFinding('required', '', 'missing required field: response_action')]
  const findings = applyLimit('view.modal.response_action.enum', ackPart(body, 'view'))
  if (action === 'update' || action === 'push') return [...findings, ...validateView(body['view'], 'modal')]
  return action === 'errors' ? [...findings, ...inputErrors(body['errors'], submitted)] : findings
}

function inputErrors(errors: unknown, submitted: unknown): Finding[] {
  if (!isObject(errors) || Object.keys(errors).length === 0)
    return [shapeFinding('required', '/errors', 'must name at least one input block')]
  const blocks: readonly unknown[] =
    isObject(submitted) && Array.isArray(submitted['blocks']) ? submitted['blocks'] : []
  const inputs = new Set(
    blocks.flatMap((block) => (isObject(block) && block['type'] === 'input' ? [block['block_id']] : [])),
  )
  return Object.entries(errors).flatMap(([id, message]) => [
    ...(submitted === undefined || inputs.has(id)
      ? []
      : [shapeFinding('errors', child('/errors', id), `no input block has the block_id ${id}`)]),
    ...(typeof message === 'string' && message !== ''
      ? []
      : [shapeFinding('type', child('/errors', id), 'must provide a string')]),
  ])
}

function suggestionAck(body: JsonObject): Finding[] {
  const lists = ['options', 'option_groups'].filter((name) => body[name] !== undefined)
  if (lists.length !== 1) return [shapeFinding('required', '', 'must define exactly one of: options, option_groups')]
  const select: Part = ackPart(body, 'element')
  const spec = lists[0] === 'options' ? 'option[]' : 'option_group[]'
  const { parts, findings } = inspect(body[lists[0] ?? ''], spec, child('', lists[0] ?? ''), {
    surface: 'modal',
    element: 'external_select',
  })
  return [
    ...findings,
    ...applyLimits(parts),
    ...applyLimit('element.external_select.block_suggestion_response_options.maxItems', select),
  ]
}

const ackPart = (value: JsonObject, kind: Part['kind']): Part => ({ kind, types: ['ack'], value, pointer: '' })
