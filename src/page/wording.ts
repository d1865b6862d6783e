import type { Channel, Person } from './protocol.ts'

/** Where names are looked up. */
export type Names = {
  readonly personOf: (id: string) => Person | undefined
  readonly channelOf: (id: string) => Channel | undefined
}

/** The name a conversation goes by: without `#`, the other one's name for direct messages. */
export function titleOf({ kind, name }: Channel, { personOf }: Names): string {
  return kind === 'im' ? (personOf(name)?.realName ?? name) : name
}

/** The same, with `#` where it has one. */
export const calledOf = (channel: Channel, names: Names) =>
  `${channel.kind === 'im' ? '' : '#'}${titleOf(channel, names)}`

/** A message's text without markup: for ears, previews and titles. */
export function plainOf(text: string, { personOf, channelOf }: Names): string {
  return text
    .replace(/<([@#!]?)([^|>]*)(?:\|([^>]*))?>/g, (_, sign: string, id: string, label: string | undefined) => {
      if (sign === '@') return `@${personOf(id)?.name ?? label ?? id}`
      if (sign === '#') return `#${channelOf(id)?.name ?? label ?? id}`
      return label ?? id
    })
    .replace(/[*_~`]+(\S[^*_~`]*)[*_~`]+/g, '$1')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
}

/** `1 reply`, `3 replies`. */
export const count = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`

/** `a`, `a and b`, `a, b and c`. */
export const listed = (words: readonly string[]) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`

export const sizeOf = (bytes: number) =>
  bytes < 1000
    ? count(bytes, 'byte')
    : bytes < 1e6
      ? `${(bytes / 1000).toFixed(1)} kB`
      : `${(bytes / 1e6).toFixed(1)} MB`
