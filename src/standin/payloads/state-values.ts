import { isObject } from '#slack/validate/json.ts'
import type { Json } from '../json.ts'

/** An option as a select shows it. */
export type Option = { readonly text: Json; readonly value: string }
/** What somebody puts into a field: a value, several, or null to empty it. Options themselves where the app made them up at another time. */
export type Typed = string | readonly string[] | Option | readonly Option[] | null
/** By `block_id/action_id`, action_id or block_id; what is not named keeps its initial value. */
export type TypedValues = Readonly<Record<string, Typed>>

/** `state.values` for all stateful elements, not only those in input blocks. Refuses what the element could not hold. */
export function stateValues(blocks: readonly Json[], typed: TypedValues = {}): Record<string, Record<string, Json>> {
  const values: Record<string, Record<string, Json>> = {}
  for (const { block, element } of elementsIn(blocks)) {
    const make = makers[String(element['type'])]
    if (!make) continue
    const [blockId, actionId] = [String(block['block_id']), String(element['action_id'])]
    const key = [`${blockId}/${actionId}`, actionId, blockId].find((one) => one in typed)
    const isGiven = key !== undefined
    const given = key === undefined ? undefined : typed[key]
    values[blockId] = {
      ...values[blockId],
      [actionId]: { type: element['type'], ...make(element, isGiven ? (given ?? null) : undefined) },
    }
  }
  return values
}

/** Every element of some blocks with the block it sits in. */
export function elementsIn(blocks: readonly Json[]): { readonly block: Json; readonly element: Json }[] {
  return blocks.flatMap((block) => {
    const inner = Array.isArray(block['child_blocks']) ? elementsIn(block['child_blocks'].filter(isJson)) : []
    const held = [block['element'], block['accessory'], block['elements'], block['actions']].flat().filter(isJson)
    return [...held.map((element) => ({ block, element })), ...inner]
  })
}

/** What an element reports when this was chosen in it; the fields of an action and of `state.values` alike. */
export function reported(element: Json, typed: Typed): Json {
  const make = makers[String(element['type'])]
  if (!make) throw new Error(`nothing can be chosen in a ${String(element['type'])}`)
  return make(element, typed)
}

/** @param typed undefined: nobody touched it */
type Maker = (element: Json, typed: Typed | undefined) => Json

const one =
  (field: string, initial: string): Maker =>
  (element, typed) => ({ [field]: typed === undefined ? (element[initial] ?? null) : single(typed) })
const many =
  (field: string, initial: string): Maker =>
  (element, typed) => ({ [field]: typed === undefined ? (element[initial] ?? []) : list(typed) })
const oneOption: Maker = (element, typed) => ({
  selected_option:
    typed === undefined ? (element['initial_option'] ?? null) : typed === null ? null : chosenOption(element, typed),
})
const manyOptions: Maker = (element, typed) => ({
  selected_options:
    typed === undefined
      ? (element['initial_options'] ?? [])
      : several(typed).map((value) => chosenOption(element, value)),
})
const written: Maker = (element, typed) => {
  const value = typed === undefined ? (element['initial_value'] ?? null) : single(typed)
  const most = element['max_length']
  if (typeof value === 'string' && typeof most === 'number' && value.length > most)
    throw new Error(`Slack would not let anybody write more than ${most} characters here`)
  return { value }
}

const makers: Readonly<Record<string, Maker>> = {
  plain_text_input: written,
  number_input: written,
  email_text_input: written,
  url_text_input: written,
  static_select: oneOption,
  external_select: oneOption,
  radio_buttons: oneOption,
  multi_static_select: manyOptions,
  multi_external_select: manyOptions,
  checkboxes: manyOptions,
  users_select: one('selected_user', 'initial_user'),
  multi_users_select: many('selected_users', 'initial_users'),
  channels_select: one('selected_channel', 'initial_channel'),
  multi_channels_select: many('selected_channels', 'initial_channels'),
  conversations_select: one('selected_conversation', 'initial_conversation'),
  multi_conversations_select: many('selected_conversations', 'initial_conversations'),
  datepicker: one('selected_date', 'initial_date'),
  timepicker: one('selected_time', 'initial_time'),
  datetimepicker: (element, typed) => ({
    selected_date_time:
      typed === undefined ? (element['initial_date_time'] ?? null) : typed === null ? null : Number(typed),
  }),
}

/** An option by its value. An external select's options come from the app at another time, so any value makes one. */
export function optionOf(element: Json, value: string | null): Json {
  if (String(element['type']).endsWith('external_select'))
    return { text: { type: 'plain_text', text: value ?? '', emoji: true }, value }
  const groups = listOf(element, 'option_groups').flatMap((group) => listOf(group, 'options'))
  const found = [...listOf(element, 'options'), ...groups].find((option) => option['value'] === value)
  if (!found) throw new Error(`"${String(value)}" is not among the options of ${String(element['action_id'])}`)
  return found
}

/** The option that was chosen: the very one, or the one with that value. */
function chosenOption(element: Json, typed: Typed): Json {
  const [first] = several(typed)
  return isOption(first) ? { ...first } : optionOf(element, first ?? null)
}

const isJson = (value: unknown): value is Json => isObject(value)
const isOption = (value: unknown): value is Option => isObject(value) && 'value' in value
const listOf = (value: Json, field: string): Json[] => (Array.isArray(value[field]) ? value[field].filter(isJson) : [])
const several = (typed: Typed): readonly (string | Option)[] =>
  typed === null ? [] : typeof typed === 'string' || isOption(typed) ? [typed] : typed
const list = (typed: Typed): string[] =>
  several(typed).map((value) => (typeof value === 'string' ? value : value.value))
/** The first value that was chosen. */
export const single = (typed: Typed): string | null => list(typed)[0] ?? null
