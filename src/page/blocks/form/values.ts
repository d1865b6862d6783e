import type { Json, Option, Typed, TypedValues } from '../../protocol.ts'
import { actionIdOf, blockIdOf, list, number, object, string, strings, typeOf } from '../read.ts'
import { richWords } from '../text/rich-words.ts'

export type Field = { readonly block: Json; readonly element: Json }

/** Every element of some blocks with the block it sits in. */
export function fieldsOf(blocks: readonly Json[]): readonly Field[] {
  return blocks.flatMap((block) => {
    const alone = [object(block, 'element'), object(block, 'accessory')].filter((element) => element !== undefined)
    const own = [...alone, ...list(block, 'elements'), ...list(block, 'actions')].map((element) => ({ block, element }))
    return [
      ...own,
      ...fieldsOf(list(block, 'child_blocks')),
      ...(typeOf(block) === 'carousel' ? fieldsOf(list(block, 'elements')) : []),
    ]
  })
}

export const withTyped = (values: TypedValues, block: string, action: string, typed: Typed): TypedValues => ({
  ...values,
  [block]: { ...values[block], [action]: typed },
})

/** Slack's rule: what was typed stays where the same block_id holds the same action_id, and goes where either changed. */
export function keptValues(values: TypedValues, before: readonly Json[], after: readonly Json[]): TypedValues {
  const had = new Set(fieldsOf(before).map(keyOf))
  return fieldsOf(after)
    .filter((field) => had.has(keyOf(field)))
    .reduce((kept: TypedValues, { block, element }) => {
      const typed = values[blockIdOf(block)]?.[actionIdOf(element)]
      return typed === undefined ? kept : withTyped(kept, blockIdOf(block), actionIdOf(element), typed)
    }, {})
}

/** An element of another kind could not hold what was typed, even under the same ids. */
const keyOf = ({ block, element }: Field): string =>
  JSON.stringify([blockIdOf(block), actionIdOf(element), typeOf(element)])

/** What stands in an element: what was typed, or else what the app put there. */
export const valueOf = (element: Json, values: TypedValues, block: Json): Typed => {
  const typed = values[blockIdOf(block)]?.[actionIdOf(element)]
  return typed === undefined ? initialOf(element) : typed
}

export function initialOf(element: Json): Typed {
  const type = typeOf(element)
  const option = object(element, 'initial_option')
  const options = list(element, 'initial_options')
  if (type === 'external_select') return option ? asOption(option) : null
  if (type === 'multi_external_select') return options.map(asOption)
  if (type === 'checkboxes' || type === 'multi_static_select') return options.map(optionValue)
  if (option) return optionValue(option)
  if (type === 'rich_text_input') return richWords(object(element, 'initial_value')) || null
  if (type.startsWith('multi_')) return strings(element, `initial_${pluralOf(type)}`)
  const time = number(element, 'initial_date_time')
  if (time !== undefined) return String(time)
  const words = ['value', 'user', 'channel', 'conversation', 'date', 'time']
    .map((name) => string(element, `initial_${name}`))
    .find((value) => value !== undefined)
  return words ?? null
}

const pluralOf = (type: string): string => type.replace(/^multi_|_select$/g, '')
const optionValue = (option: Json): string => string(option, 'value') ?? ''
export const asOption = (option: Json): Option => ({ text: object(option, 'text') ?? {}, value: optionValue(option) })

export const isEmpty = (typed: Typed): boolean =>
  typed === null || typed === '' || (Array.isArray(typed) && typed.length === 0)

/** A value as the keys of what was chosen. */
export function keysOf(typed: Typed): readonly string[] {
  if (typed === null) return []
  const all: readonly (string | Option)[] = Array.isArray(typed) ? typed : [typed as string | Option]
  return all.map((one) => (typeof one === 'string' ? one : one.value))
}
export const textOf = (typed: Typed): string => keysOf(typed)[0] ?? ''
