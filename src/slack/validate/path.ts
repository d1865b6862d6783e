import { child, isObject } from './json.ts'

export type Selected = { readonly value: unknown; readonly pointer: string }
export type Reader = (value: unknown, pointer: string) => Selected[]

/**
 * Reads a path of limits.json: `rows[0][].type`, `axis_config.x_label|y_label`, `*_button.value`.
 * A field that is not there is not selected: whether it must be there is another rule's business.
 */
export function reader(path: string): Reader {
  const steps = path.split('.').flatMap((segment) => parseSegment(segment.trim(), path))
  return (value, pointer) => steps.reduce<Selected[]>((selected, step) => selected.flatMap(step), [{ value, pointer }])
}

/** The fields that `a|b` puts side by side. */
export const namesOf = (path: string): string[] => path.split('|').map((name) => name.trim())

type Step = (selected: Selected) => Selected[]

function parseSegment(segment: string, path: string): Step[] {
  const match = /^([\w|* ]+)((?:\[\d*\])*)$/.exec(segment)
  const [, names, brackets] = match ?? []
  if (names === undefined || brackets === undefined)
    throw new Error(`limits.json: the path "${path}" is not one that can be followed`)
  const indexes = [...brackets.matchAll(/\[(\d*)\]/g)].map(([, index]) => index ?? '')
  return [fields(namesOf(names)), ...indexes.map(items)]
}

const fields = (names: readonly string[]): Step => {
  const patterns = names.map((name) => new RegExp(`^${name.replaceAll('*', '\\w+')}$`))
  return ({ value, pointer }) =>
    isObject(value)
      ? Object.entries(value)
          .filter(([key, field]) => field !== undefined && patterns.some((pattern) => pattern.test(key)))
          .map(([key, field]) => ({ value: field, pointer: child(pointer, key) }))
      : []
}

const items =
  (index: string): Step =>
  ({ value, pointer }) =>
    Array.isArray(value)
      ? value
          .map((item: unknown, at) => ({ value: item, pointer: child(pointer, at), at }))
          .filter(({ at }) => index === '' || at === Number(index))
      : []
