import { buildIndex } from '#knowledge/search/index.ts'
import { stem, wordsOf } from '#knowledge/search/words.ts'
import type { Peer } from '#cli/eval/peers.ts'
import { telling } from './telling.ts'

/** Our own index, and nothing of what understands a question: no names, no intents, no spelling, no ranking. */
export const bm25: Peer = {
  name: 'BM25 alone',
  build: (documents, subject) => {
    const index = buildIndex(documents)
    return (question) => {
      const [best] = index.search(
        wordsOf(telling(question, subject)).map((word) => ({ stem: stem(word), weight: 1 })),
        1,
      )
      return Promise.resolve(best && { id: best.id, score: best.score })
    }
  },
}
