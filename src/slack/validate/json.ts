export type JsonObject = Readonly<Record<string, unknown>>

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The pointer of a field or item below `pointer`, escaped as RFC 6901 asks: a block_id may hold a slash. */
export const child = (pointer: string, key: string | number): string =>
  `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`

/** Every string in a value, with its pointer and the key it stands under (an item: the key of its list). */
export function* strings(
  value: unknown,
  pointer: string,
  key = '',
): Generator<{ readonly text: string; readonly pointer: string; readonly key: string }> {
  if (typeof value === 'string') yield { text: value, pointer, key }
  else if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* strings(item, child(pointer, index), key)
  else if (isObject(value))
    for (const [name, field] of Object.entries(value)) yield* strings(field, child(pointer, name), name)
}

/** Characters under `text` anywhere in a value: how the reports of `msg_blocks_too_long` counted (bolt-js#2867). */
export function textLength(value: unknown): number {
  let total = 0
  for (const { text, key } of strings(value, '')) if (key === 'text') total += text.length
  return total
}
