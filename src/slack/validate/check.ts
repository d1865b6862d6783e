import type { Part } from './inspect.ts'
import type { Limit } from './limits.ts'
import { reader, type Selected } from './path.ts'

/** Something that breaks a limit, and where. */
export type Problem = { readonly pointer: string; readonly message: string }

/** Looks at one part; `parts` is everything in the payload, for the limits that count over all of it. */
export type Check = (part: Part, parts: readonly Part[]) => Problem[]

/** Makes the check of one limit; throws when the limit's value is not of the make that its rule needs. */
export type CheckMaker = (limit: Limit, path: string) => Check

/** Looks at one value: what is wrong with it, in words. */
export type Test = (value: unknown) => string | undefined

/** Tests everything that a path names. */
export function each(path: string, test: Test): Check {
  const read = reader(path)
  return (part) =>
    read(part.value, part.pointer).flatMap(({ value, pointer }: Selected) => {
      const message = test(value)
      return message === undefined ? [] : [{ pointer, message }]
    })
}

/** Tests a part as a whole. */
export const whole =
  (test: (part: Part) => string | undefined): Check =>
  (part) => {
    const message = test(part)
    return message === undefined ? [] : [{ pointer: part.pointer, message }]
  }

export const has = (part: Part, name: string): boolean => part.value[name] !== undefined
export const isBlock =
  (types: readonly string[]) =>
  (part: Part): boolean =>
    part.kind === 'block' && types.some((type) => part.types.includes(type))

export function number(limit: Limit): number {
  if (typeof limit.value !== 'number') throw new Error(`limits.json: ${limit.id} wants a number`)
  return limit.value
}

export function words(limit: Limit): readonly unknown[] {
  if (!Array.isArray(limit.value)) throw new Error(`limits.json: ${limit.id} wants a list`)
  return limit.value
}
