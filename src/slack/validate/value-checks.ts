import { each, number, words, type CheckMaker, type Test } from './check.ts'
import { isObject } from './json.ts'
import type { Limit } from './limits.ts'

/** Rules about the size and the wording of a value. */
export const valueChecks: Readonly<Record<string, CheckMaker>> = {
  maxLength: (limit, path) =>
    each(path, text(longer(number(limit), `must be less than ${number(limit) + 1} characters`))),
  recommendedMaxLength: (limit, path) =>
    each(path, text(longer(number(limit), `should be less than ${number(limit) + 1} characters`))),
  truncateAboveLength: (limit, path) =>
    each(path, text(longer(number(limit), `is cut at ${number(limit)} characters`))),
  exclusiveMaxLength: (limit, path) =>
    each(path, text(longer(number(limit) - 1, `must be less than ${number(limit)} characters`))),
  minLength: (limit, path) =>
    each(
      path,
      text((value) => (value.length < number(limit) ? `must be more than ${number(limit) - 1} characters` : undefined)),
    ),
  maxItems: (limit, path) =>
    each(
      path,
      list((value) => (value.length > number(limit) ? `no more than ${number(limit)} items allowed` : undefined)),
    ),
  minItems: (limit, path) =>
    each(
      path,
      list((value) => (value.length < number(limit) ? `must have at least ${number(limit)} items` : undefined)),
    ),
  min: (limit, path) =>
    each(
      path,
      numeric((value) => (value < number(limit) ? `must be at least ${number(limit)}` : undefined)),
    ),
  max: (limit, path) =>
    each(
      path,
      numeric((value) => (value > number(limit) ? `must be at most ${number(limit)}` : undefined)),
    ),
  exclusiveMin: (limit, path) =>
    each(
      path,
      numeric((value) => (value <= number(limit) ? `must be more than ${number(limit)}` : undefined)),
    ),
  range: (limit, path) => {
    const [low, high] = numbers(limit)
    return each(
      path,
      numeric((value) => (value < low || value > high ? `must be between ${low} and ${high}` : undefined)),
    )
  },
  enum: (limit, path) => {
    const allowed = words(limit)
    return each(path, (value) =>
      [value].flat().every((item: unknown) => allowed.includes(item))
        ? undefined
        : `must be one of: ${allowed.join(', ')}`,
    )
  },
  const: (limit, path) => each(path, (value) => (value === limit.value ? undefined : `must be ${String(limit.value)}`)),
  not: (limit, path) =>
    each(path, (value) => (value === limit.value ? `must not be ${String(limit.value)}` : undefined)),
  type: (limit, path) =>
    each(path, (value) =>
      isObject(value) && value['type'] === limit.value ? undefined : `must be of type ${String(limit.value)}`,
    ),
  pattern: (limit, path) => {
    const pattern = new RegExp(prose[String(limit.value)] ?? String(limit.value))
    return each(path, (value) => (pattern.test(String(value)) ? undefined : `must match the pattern ${pattern.source}`))
  },
  plainTextOnlyIn: (limit, path) => {
    const families = words(limit).map(
      (family) => new RegExp(`^${String(family).replace(/^(multi_)?select$/, '$1\\w+_select')}$`),
    )
    const check = each(path, (value) => (value === 'mrkdwn' ? 'must be plain_text here' : undefined))
    return (part, parts) => (families.some((family) => family.test(part.element ?? '')) ? check(part, parts) : [])
  },
}

/** Patterns that limits.json tells in words. */
const prose: Readonly<Record<string, string>> = { '10-digit unix seconds': '^\\d{10}$' }

// A value of another make is the shape's business, so these stay silent about it.
const text =
  (test: (value: string) => string | undefined): Test =>
  (value) =>
    typeof value === 'string' ? test(value) : undefined
const list =
  (test: (value: readonly unknown[]) => string | undefined): Test =>
  (value) =>
    Array.isArray(value) ? test(value) : undefined
const numeric =
  (test: (value: number) => string | undefined): Test =>
  (value) =>
    typeof value === 'number' ? test(value) : undefined
const longer =
  (most: number, message: string) =>
  (value: string): string | undefined =>
    value.length > most ? message : undefined

function numbers(limit: Limit): readonly [number, number] {
  const [low, high] = words(limit)
  if (typeof low !== 'number' || typeof high !== 'number') throw new Error(`limits.json: ${limit.id} wants two numbers`)
  return [low, high]
}
