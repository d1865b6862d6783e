import { validateMessage, validateView, type Finding } from '#slack/validate.ts'
import { isObject } from '#slack/validate/json.ts'
import { limits } from '#slack/validate/limits.ts'
import type { Json } from '../json.ts'
import { ok, refuse, type Answer } from './call.ts'

/**
 * blocks.validate: exactly one of `blocks`, `message` and `view`, without a token
 * (https://docs.slack.dev/reference/methods/blocks.validate; its error names after slack-morphism 2.30).
 */
export function blocksValidate(args: Json): Answer {
  const given = ['blocks', 'message', 'view'].filter((field) => args[field] !== undefined)
  const [what] = given
  if (what === undefined || given.length > 1) return refuse('invalid_arguments')
  const value = args[what]
  const errors = findingsOf(what, value)
    .filter(({ level, refusal }) => level === 'error' && (refusal === 'invalid' || refusal === 'view_too_large'))
    .map((finding) => asError(finding, value, prefixes[what] ?? ''))
  return errors.length === 0 ? ok() : refuse(`invalid_${what}`, { errors })
}

/** Our pointers begin at the payload, those of this method at what was given. */
const prefixes: Readonly<Record<string, string>> = { blocks: '/blocks', view: '/view' }

function findingsOf(what: string, value: unknown): readonly Finding[] {
  if (what === 'view') return validateView(value, isObject(value) && value['type'] === 'home' ? 'home' : 'modal')
  if (what === 'blocks') return validateMessage({ text: 'x', blocks: value })
  return [...surplus(value), ...validateMessage(isObject(value) ? { text: 'x', ...value } : value)]
}

/** A message here has blocks and attachments and nothing else, not even `text` (slackapi/node-slack-sdk#2659). */
const surplus = (message: unknown): Finding[] =>
  Object.keys(isObject(message) ? message : {})
    .filter((field) => field !== 'blocks' && field !== 'attachments')
    .map((field) => ({
      rule: 'shape.surplus',
      pointer: `/${field}`,
      message: `invalid additional property: ${field}`,
      confidence: 'sdk',
      level: 'error',
      refusal: 'invalid',
    }))

function asError({ rule, pointer, message }: Finding, value: unknown, prefix: string): Json {
  const at = pointer.startsWith(prefix) ? pointer.slice(prefix.length) : pointer
  const constraint = constraintOf(rule, valueAt(value, at))
  return {
    code: 'failed_constraint',
    message,
    pointer: at,
    field: at.split('/').at(-1) ?? '',
    ...(constraint ? { constraint } : {}),
  }
}

/** `expected` and `got` are numbers for sizes and lists for choices (slackapi/node-slack-sdk#2659). */
function constraintOf(rule: string, got: unknown): Json | undefined {
  const limit = limits.find(({ id }) => id === rule)
  const type = names[limit?.rule ?? '']
  if (!limit || type === undefined) return rule === 'shape.unknownType' ? { type: 'enum', got } : undefined
  return { type, expected: limit.value, got: type === 'enum' ? got : sizeOf(got) }
}

const names: Readonly<Record<string, string>> = {
  maxLength: 'max_length',
  minLength: 'min_length',
  maxItems: 'max_items',
  minItems: 'min_items',
  enum: 'enum',
}

const sizeOf = (value: unknown): number => (typeof value === 'string' || Array.isArray(value) ? value.length : 0)

function valueAt(value: unknown, pointer: string): unknown {
  let held = value
  for (const key of pointer.split('/').slice(1)) {
    const name = key.replaceAll('~1', '/').replaceAll('~0', '~')
    held = Array.isArray(held) ? held[Number(name)] : isObject(held) ? held[name] : undefined
  }
  return held
}
