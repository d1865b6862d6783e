/**
 * What any store of searchable texts offers: the index in memory answers at once, one in a database answers later. Who asks
 * through `SearchPort` awaits; who holds a `TextIndex` need not.
 */

/** A text to be found, in fields of falling weight. */
export type Document = {
  readonly id: string
  /** What it is called: title, aliases, needs. */
  readonly name: string
  /** How people ask for it, and its one-sentence answer. */
  readonly asks: string
  /** Everything else that it says. */
  readonly body: string
}

/** A word to look for: `weight` lowers words that were guessed. */
export type Term = { readonly stem: string; readonly weight: number }

/** A document that holds at least one of the words. */
export type Hit = {
  readonly id: string
  /** Higher is better, comparable within one search only. */
  readonly score: number
  /** For each term, in order: where the document holds it best, 0 nowhere, 1 body, 2 asks, 3 name. */
  readonly places: readonly number[]
}

/** A known word that a misspelt one may stand for. `score` is 1 for no difference, 0 for none in common. */
export type Correction = { readonly word: string; readonly score: number }

/** What was changed since the store last looked: documents as they are now, and ids that are gone. An id that is known is replaced. */
export type Edit = { readonly put: readonly Document[]; readonly remove: readonly string[] }

/** An index that lies in memory: every answer is there when the call returns. Its answers never change. */
export type TextIndex = {
  /** How many documents can be found. */
  readonly size: number
  /** The best `limit` documents, equal scores in the order of their ids. Costs time in the length of the terms' postings at most, not in the number of documents. */
  readonly search: (terms: readonly Term[], limit: number) => Hit[]
  /** How much a word tells: 0 for one that every document holds, about 8 for the rarest of 3,000. A word nobody holds gets the most. */
  readonly information: (stem: string) => number
  readonly has: (stem: string) => boolean
}

/** How many documents hold each of some words, out of how many: what weighing a question needs, in one round trip. */
export type WordFacts = { readonly size: number; readonly holding: ReadonlyMap<string, number> }

/** Search for one workspace, wherever its texts lie. All calls are safe to repeat, and reject where the store does not answer. */
export type SearchPort = {
  /** As `TextIndex.search`. Scores of two stores differ; the order of their first hits should not by much. */
  readonly search: (terms: readonly Term[], limit: number) => Promise<readonly Hit[]>
  /** A stem that nobody holds is missing from the answer. */
  readonly facts: (stems: readonly string[]) => Promise<WordFacts>
  /** For each word that nobody holds, what it was meant to be; a word that resembles nothing is missing from the answer. */
  readonly correct: (words: readonly string[]) => Promise<ReadonlyMap<string, Correction>>
  /** Found, or no longer found, by the next search that begins after the promise is kept. */
  readonly edit: (edit: Edit) => Promise<void>
}

/** BM25's inverse document frequency, never negative: how much a word tells that so many of all documents hold. */
export function informationOf(holding: number, all: number): number {
  return Math.log(1 + (all - holding + 0.5) / (holding + 0.5))
}
