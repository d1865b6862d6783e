import { has, isBlock, number, whole, type CheckMaker } from './check.ts'
import type { Part } from './inspect.ts'
import { isObject } from './json.ts'
import type { Limit } from './limits.ts'
import { namesOf, reader } from './path.ts'

/** Rules about the fields of one thing: which must be there, which may not, and how they go together. */
export const fieldChecks: Readonly<Record<string, CheckMaker>> = {
  required: (_, path) => whole((part) => (has(part, path) ? undefined : `missing required field: ${path}`)),
  requireAnyOf: (_, path) =>
    whole((part) =>
      present(part, path).length > 0 ? undefined : `must define at least one of: ${namesOf(path).join(', ')}`,
    ),
  requireExactlyOne: (_, path) =>
    whole((part) =>
      present(part, path).length === 1 ? undefined : `must define exactly one of: ${namesOf(path).join(', ')}`,
    ),
  mutuallyExclusive: (_, path) =>
    whole((part) =>
      present(part, path).length < 2 ? undefined : `must not define more than one of: ${namesOf(path).join(', ')}`,
    ),
  forbidden: (_, path) =>
    whole((part) =>
      present(part, path).length === 0 ? undefined : `invalid additional property: ${present(part, path).join(', ')}`,
    ),
  notPostable: () => whole(() => 'can be read from Slack but not be posted'),
  requires: (limit, path) => {
    const [field = '', wanted] = String(limit.value).split(':')
    return whole((part) =>
      has(part, path) && String(part.value[field]) !== wanted ? `${path} needs ${field} to be ${wanted}` : undefined,
    )
  },
  mustBeFalseWhen: (limit, path) => {
    const type = quoted(limit)
    return whole((part) =>
      part.value[path] === true && isObject(part.value['element']) && part.value['element']['type'] === type
        ? `must be false for ${type}`
        : undefined,
    )
  },
  requiredWhen: (limit, path) => {
    const type = quoted(limit)
    return (part, parts) =>
      !has(part, path) && parts.some(isBlock([type]))
        ? [{ pointer: part.pointer, message: `missing required field: ${path} (there is an ${type} block)` }]
        : []
  },
  invariant: (_, path) => {
    const [low = '', high = ''] = path.split('<=')
    return whole((part) =>
      Number(part.value[low]) > Number(part.value[high]) ? `${low} must not be more than ${high}` : undefined,
    )
  },
  sameLength: (_, path) => (part) => {
    const rows = reader(path)(part.value, part.pointer).map(({ value }) => (Array.isArray(value) ? value.length : 0))
    return new Set(rows).size > 1
      ? [{ pointer: part.pointer, message: 'all rows must have the same number of cells' }]
      : []
  },
  maxBytes: (limit) =>
    whole((part) =>
      Buffer.byteLength(JSON.stringify(part.value)) > number(limit)
        ? `must be less than ${number(limit) + 1} bytes`
        : undefined,
    ),
}

const present = (part: Part, path: string): string[] => namesOf(path).filter((name) => has(part, name))

/** The type in a condition told in words: `element.type==="file_input"`. */
function quoted(limit: Limit): string {
  const [, type] = /type==="(\w+)"/.exec(String(limit.value)) ?? []
  if (type === undefined) throw new Error(`limits.json: ${limit.id} has a condition that cannot be read`)
  return type
}
