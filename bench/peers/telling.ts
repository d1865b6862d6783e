import { stopWords, wordsOf } from '#knowledge/search/words.ts'

/** How much a field counts, as in our own index, so that no peer loses by its weights. */
export const boost = { name: 4, asks: 2.2, body: 1 } as const

/**
 * Takes question words, chat filler and the names of the subject itself, which nearly every entry holds, out of a question: every
 * peer does better so. A question of nothing else stays as it is.
 */
export function telling(question: string, subject: readonly string[]): string {
  const names = new Set(subject.flatMap(wordsOf))
  const words = wordsOf(question).filter((word) => !stopWords.has(word) && !names.has(word))
  return words.length > 0 ? words.join(' ') : question
}
