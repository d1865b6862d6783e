import type { Answer, Answerer } from '#answer/answer.ts'

/** The questions of a busy day, many times over; their answers share the catalog's sentences, so they weigh little. */
const most = 1_000
/** Characters of a question that is remembered with its answer. */
export const longestRemembered = 300

/**
 * The same answerer, which remembers what it was asked last. Answering is pure, so nothing but time changes: a question that
 * many people ask, and every press of a button, finds its answer at once. Follow-ups depend on more than their words and are
 * thought through anew.
 */
export function recalling(answerer: Answerer): Answerer {
  const known = new Map<string, Answer>()
  return {
    version: answerer.version,
    suggest: answerer.suggest,
    answer: (text, previous) => {
      if (previous || text.length > longestRemembered) return answerer.answer(text, previous)
      const answer = known.get(text) ?? answerer.answer(text)
      // Moved to the end, so that the front is what nobody asked for longest.
      known.delete(text)
      known.set(text, answer)
      const [oldest] = known.size > most ? known.keys() : []
      if (oldest !== undefined) known.delete(oldest)
      return answer
    },
  }
}
