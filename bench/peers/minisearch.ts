import MiniSearch from 'minisearch'
import { stem } from '#knowledge/search/words.ts'
import type { Peer } from '#cli/eval/peers.ts'
import { boost, telling } from './telling.ts'

/** MiniSearch: prefixes and a fifth of a word's length in edits from four letters on, and our own stems, which it lacks. */
export const minisearch: Peer = {
  name: 'MiniSearch',
  build: (documents, subject) => {
    const index = new MiniSearch({
      fields: ['name', 'asks', 'body'],
      processTerm: (term) => stem(term.toLowerCase()),
      searchOptions: { boost, fuzzy: (term) => (term.length > 3 ? 0.2 : false), prefix: (term) => term.length > 3 },
    })
    index.addAll(documents)
    return (question) => {
      const [best] = index.search(telling(question, subject))
      return Promise.resolve(best && { id: String(best.id), score: best.score })
    }
  },
}
