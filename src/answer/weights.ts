import type { Hit, TextIndex } from '#knowledge/search/index.ts'
import { stem } from '#knowledge/search/words.ts'
import type { Question } from '#question/question.ts'

/** A content word of the question, and how much of the question it is. */
export type Weighed = { readonly word: string; readonly stem: string; readonly weight: number; readonly known: boolean }

/** How much of a word's weight a place explains: nowhere, body, asks, name. A word in passing is no proof that the entry is about it. */
export const placeWorth = [0, 0.55, 0.75, 1] as const

/** Chat brings words that no base knows; in a long question a single one says less about its subject than in a short one. */
const shortQuestion = 5

/** What a word of the story around a question counts beside one of the question itself. */
const contextShare = 0.5

/** Weighs the words of a question by what they tell. An unknown word tells most: it is what the question is about, and we have nothing on it. */
export function weigh(question: Question, index: TextIndex): Weighed[] {
  const patience = Math.min(1, shortQuestion / Math.max(1, question.terms.length))
  const context = question.context.map((word) => ({
    word,
    stem: stem(word),
    known: true,
    weight: contextShare * index.information(stem(word)),
  }))
  const asked = question.terms.map((word) => {
    const key = stem(word)
    const known = index.has(key)
    return { word, stem: key, known, weight: index.information(key) * (known ? 1 : patience) }
  })
  return [...asked, ...context]
}

/** Which part of the question's weight is explained, between 0 and 1, given what each word is worth. */
export function coverage(weighed: readonly Weighed[], worth: (at: number, term: Weighed) => number): number {
  let total = 0
  let explained = 0
  weighed.forEach((term, at) => {
    total += term.weight
    explained += term.weight * Math.min(1, worth(at, term))
  })
  // A story tells more than it asks: beyond six content words only a part of the rest has to be explained.
  const asked = weighed.length > 6 ? total * Math.sqrt(6 / weighed.length) : total
  return total === 0 ? 0 : Math.min(1, explained / asked)
}

/** What each word is worth in a document found by text. */
export function worthOf(hit: Hit | undefined, at: number): number {
  return placeWorth[hit?.places[at] ?? 0] ?? 0
}
