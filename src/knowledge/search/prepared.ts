import type { Correction, Document } from './port.ts'
import { frequencies, normOf, placeOf, segmentOf, steepness } from './segment.ts'
import { allowed, buildSpelling, lettersOf } from './spelling.ts'
import { stem } from './words.ts'

/** A document as a store keeps it that cannot run our own code: words stemmed and counted as the index in memory does. */
export type Prepared = {
  /** Words, at most 65,535. */
  readonly length: number
  readonly stems: readonly PreparedStem[]
  readonly forms: readonly PreparedForm[]
}

/** `frequency` is weighted by field; `place` as in a `Hit`. */
export type PreparedStem = { readonly stem: string; readonly frequency: number; readonly place: number }

/** A word as it is written, how often, and a bit for each of its letters. */
export type PreparedForm = {
  readonly form: string
  readonly stem: string
  readonly uses: number
  readonly letters: number
}

/** A word that nobody may hold, and which others could be meant: those whose length and letters are so near. */
export type Misspelt = {
  readonly word: string
  readonly stem: string
  /** Edits that are allowed to a word that begins alike; none are looked for where it is 0. */
  readonly most: number
  readonly letters: number
}

/** What of the index in memory another store goes by, so that both stem, score and mend alike. */
export type Preparation = {
  readonly prepare: (document: Document) => Prepared
  readonly misspelt: (word: string) => Misspelt
  /** The best of a short list, judged as the spelling table judges. @param near words with how often they are used */
  readonly meant: (word: string, near: ReadonlyMap<string, number>) => Correction | undefined
  /** A word's share is `steepness * information * frequency / (frequency + still + byLength * length / averageLength)`. */
  readonly saturation: { readonly steepness: number; readonly still: number; readonly byLength: number }
}

export const preparation: Preparation = {
  prepare,
  misspelt: (word) => ({
    word,
    stem: stem(word),
    most: word.length > longest ? 0 : allowed(word.length, true),
    letters: lettersOf(word),
  }),
  meant: (word, near) => buildSpelling(near).correct(word),
  saturation: { steepness, ...normOf(1) },
}

/** Nothing longer is mended, so that nobody's long word is looked up. */
const longest = 40

function prepare(document: Document): Prepared {
  const { lengths, words, counts, forms } = segmentOf([document])
  return {
    length: lengths[0] ?? 0,
    stems: [...words].map(([word, term]) => {
      // Of one document each term has one posting.
      const packed = counts[term] ?? 0
      return { stem: word, frequency: frequencies[packed] ?? 0, place: placeOf(packed) }
    }),
    forms: [...forms].map(([form, uses]) => ({ form, stem: stem(form), uses, letters: lettersOf(form) })),
  }
}
