import type { Entry } from '#knowledge/entry.ts'
import { type Random, sample } from './random.ts'
import type { Concept } from './vocabulary.ts'

/** What will be where, so that entries can name each other. */
export type Slot = { readonly kind: Entry['kind']; readonly id: string }

/** An entry with what it is about: questions are made from that, not from its text. */
export type Made = { readonly entry: Entry; readonly concepts: readonly Concept[]; readonly name: string | undefined }

/** Entries share sources; how many there are plays no part in a search. */
export const sourceCount = 500

/** Ids of some kind near an entry, for its links. */
export function linked(random: Random, slots: readonly Slot[], kind: Slot['kind'], count: number): string[] {
  return sample(
    random,
    slots.filter((slot) => slot.kind === kind),
    count,
  ).map(({ id }) => id)
}
