import type { KitClock, Random } from './clock.ts'

/** Makes ids of Slack's make. */
export type Ids = {
  /** `U8Q2…`: a prefix and ten letters or digits. */
  readonly make: (prefix: string) => string
  /** `13345224609.738474920.…`, as trigger ids and hashes look. */
  readonly dotted: () => string
  /** A message's time, unique and rising: `1790000000.000123`. */
  readonly ts: () => string
  readonly uuid: () => string
}

export function createIds(clock: Pick<KitClock, 'now'>, random: Random): Ids {
  let count = 0
  const text = (length: number, alphabet: string): string =>
    Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('')
  const hex = (length: number): string => text(length, '0123456789abcdef')
  return {
    make: (prefix) => prefix + text(10, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'),
    dotted: () => `${text(11, '123456789')}.${text(9, '123456789')}.${hex(19)}`,
    ts: () => {
      count += 1
      return `${Math.floor(clock.now() / 1000)}.${String(count % 1_000_000).padStart(6, '0')}`
    },
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
  }
}
