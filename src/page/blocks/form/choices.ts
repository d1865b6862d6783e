import type { Channel, Json, Option, Person, Typed } from '../../protocol.ts'
import { isTrue, list, number, object, string, strings, typeOf } from '../read.ts'
import { plainWords } from '../text/text-words.ts'
import { asOption, keysOf } from './values.ts'

/** One line in the list of a select. */
export type Choice = {
  readonly key: string
  readonly label: string
  readonly detail?: string
  /** As the app made it up, where it will not know it by its value alone. */
  readonly option?: Option
}
export type Group = { readonly label?: string; readonly choices: readonly Choice[] }

type Known = { readonly people: readonly Person[]; readonly channels: readonly Channel[] }

/** What a select offers by itself; an external one asks the app instead. */
export function groupsOf(element: Json, known: Known): readonly Group[] {
  const type = typeOf(element).replace('multi_', '')
  if (type === 'users_select') return [{ choices: known.people.map(personChoice) }]
  if (type === 'channels_select')
    return [{ choices: known.channels.filter((one) => one.kind === 'public' && !one.archived).map(channelChoice) }]
  if (type === 'conversations_select') return [{ choices: conversations(object(element, 'filter'), known) }]
  const groups = list(element, 'option_groups').map((group) => groupOf(object(group, 'label'), list(group, 'options')))
  return groups.length > 0 ? groups : [groupOf(undefined, list(element, 'options'))]
}

export const groupOf = (label: Json | undefined, options: readonly Json[]): Group => ({
  ...(label ? { label: plainWords(label) } : {}),
  choices: options.map(optionChoice),
})

const optionChoice = (option: Json): Choice => {
  const detail = object(option, 'description')
  return {
    key: string(option, 'value') ?? '',
    label: plainWords(object(option, 'text')),
    option: asOption(option),
    ...(detail ? { detail: plainWords(detail) } : {}),
  }
}

const personChoice = ({ id, realName, name, role, from }: Person): Choice => ({
  key: id,
  label: realName || name,
  detail: from ? `${role}, ${from}` : role,
})
const channelChoice = ({ id, name }: Channel): Choice => ({ key: id, label: `#${name}` })

function conversations(filter: Json | undefined, { people, channels }: Known): readonly Choice[] {
  const include = strings(filter, 'include')
  return channels.flatMap((channel) => {
    if (channel.archived || (include.length > 0 && !include.includes(channel.kind))) return []
    if (channel.sharedWith && isTrue(filter, 'exclude_external_shared_channels')) return []
    if (channel.kind !== 'im') return [channelChoice(channel)]
    const person = people.find((one) => one.id === channel.name)
    if (person && person.kind !== 'person' && isTrue(filter, 'exclude_bot_users')) return []
    return [{ key: channel.id, label: person?.realName ?? channel.name }]
  })
}

/** Those whose words hold what was typed. */
export function matching(groups: readonly Group[], typed: string): readonly Group[] {
  const wanted = typed.trim().toLowerCase()
  return groups
    .map((group) => ({
      ...group,
      choices: group.choices.filter(({ label, detail }) => `${label} ${detail ?? ''}`.toLowerCase().includes(wanted)),
    }))
    .filter((group) => group.choices.length > 0)
}

/** What is chosen, with its words; a value without words is better than none. */
export function chosenOf(typed: Typed, groups: readonly Group[]): readonly Choice[] {
  const all: readonly unknown[] = Array.isArray(typed) ? typed : typed === null ? [] : [typed]
  const options = all.flatMap((one) => (typeof one === 'string' ? [] : [optionChoice(one as Option)]))
  const offered = [...options, ...groups.flatMap((group) => group.choices)]
  return keysOf(typed).map((key) => offered.find((choice) => choice.key === key) ?? { key, label: key })
}

/** What is chosen, as the program wants to hear it. */
export function typedOf(element: Json, choices: readonly Choice[]): Typed {
  const isExternal = typeOf(element).endsWith('external_select')
  const isMany = isManySelect(element)
  if (choices.length === 0) return isMany ? [] : null
  if (isExternal) {
    const options = choices.map(
      ({ key, label, option }) => option ?? { text: { type: 'plain_text', text: label }, value: key },
    )
    return isMany ? options : (options[0] ?? null)
  }
  const keys = choices.map(({ key }) => key)
  return isMany ? keys : (keys[0] ?? null)
}

export const isManySelect = (element: Json): boolean => typeOf(element).startsWith('multi_')
export const mostOf = (element: Json): number => number(element, 'max_selected_items') ?? Infinity
