import { has, isBlock, number, type CheckMaker, type Problem } from './check.ts'
import type { Part } from './inspect.ts'
import { textLength } from './json.ts'
import { namesOf } from './path.ts'

/** Rules that count over a whole payload. */
export const countChecks: Readonly<Record<string, CheckMaker>> = {
  unique: (_, path) => (_part, parts) =>
    repeated(
      parts.filter((part) => part.kind === 'block'),
      path,
      () => '',
    ),
  uniqueWithinBlock: (_, path) => (_part, parts) =>
    repeated(
      parts.filter((part) => part.kind === 'element'),
      path,
      (part) => part.block ?? '',
    ),
  maxTrueCount: (limit, path) => (_part, parts) =>
    beyond(
      parts.filter((part) => part.value[path] === true),
      number(limit),
      `no more than ${number(limit)} ${path} allowed`,
    ),
  maxCount: (limit, path) => {
    const types = namesOf(path.replace(/ blocks$/, ''))
    return (_part, parts) =>
      beyond(parts.filter(isBlock(types)), number(limit), `no more than ${number(limit)} ${types.join(' or ')} allowed`)
  },
  maxTotalChars: (limit, path) => {
    const [, type = ''] = /^(\w+) (?:blocks|cells) \(sum/.exec(path) ?? []
    return (_part, parts) => {
      const counted = parts.filter(isBlock([type]))
      const total = counted.reduce((sum, part) => sum + textLength(part.value), 0)
      return total > number(limit)
        ? counted.slice(-1).map(({ pointer }) => ({
            pointer,
            message: `no more than ${number(limit)} characters in all ${type} blocks together`,
          }))
        : []
    }
  },
}

const beyond = (parts: readonly Part[], most: number, message: string): Problem[] =>
  parts.slice(most).map(({ pointer }) => ({ pointer, message }))

function repeated(parts: readonly Part[], name: string, scope: (part: Part) => string): Problem[] {
  const seen = new Set<string>()
  return parts
    .filter((part) => has(part, name))
    .flatMap((part) => {
      const key = JSON.stringify([scope(part), part.value[name]])
      if (!seen.has(key)) return seen.add(key) && []
      return [{ pointer: `${part.pointer}/${name}`, message: `${name} must be unique: ${String(part.value[name])}` }]
    })
}
