import type { Channel, Person } from './protocol.ts'
import type { Names } from './wording.ts'

/** Who and what can be named in a text, the ones chosen from the list by the name they were chosen by. */
export type Nameable = {
  readonly people: readonly Person[]
  readonly channels: readonly Channel[]
  readonly chosen: ReadonlyMap<string, string>
}

/** As it goes over the wire: `@ana` and `#general` become ids. Code stays as it is, and so does a name of several. */
export function toWire(text: string, { people, channels, chosen }: Nameable): string {
  const idOf = (sign: string, name: string) => {
    const picked = chosen.get(sign + name)
    if (picked) return picked
    const all = sign === '@' ? people : channels.filter(({ kind }) => kind !== 'im')
    const [only, ...others] = all.filter((it) => it.name.toLowerCase() === name.toLowerCase())
    return others.length === 0 ? only?.id : undefined
  }
  return text
    .split(/(```[\s\S]*?```|`[^`\n]*`)/)
    .map((piece, n) => (n % 2 === 1 ? piece : piece.replace(/(?<![\w&<@#])([@#])([\w.-]*\w)/g, named)))
    .join('')

  function named(all: string, sign: string, name: string): string {
    const id = idOf(sign, name)
    return id ? `<${sign}${id}>` : all
  }
}

/** As a writer wrote it: ids become names again, escapes characters. */
export function toWritten(text: string, { personOf, channelOf }: Names): string {
  return text
    .replace(/<@(\w+)(?:\|[^>]*)?>/g, (all, id: string) => (personOf(id) ? `@${personOf(id)?.name}` : all))
    .replace(/<#(\w+)(?:\|[^>]*)?>/g, (all, id: string) => (channelOf(id) ? `#${channelOf(id)?.name}` : all))
    .replace(/<(https?:[^|>]*)(?:\|[^>]*)?>/g, '$1')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
}
