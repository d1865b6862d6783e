import MiniSearch from 'minisearch'
import type { Document } from '#knowledge/search/index.ts'
import { stem, stopWords, wordsOf } from '#knowledge/search/words.ts'
import { flexsearch } from '../peers/flexsearch.ts'
import { plainFuse, tokenFuse } from '../peers/fuse.ts'
import { minisearch } from '../peers/minisearch.ts'
import { orama } from '../peers/orama.ts'

/** Another search engine. @returns asks it: the id it puts first */
export type Engine = {
  readonly name: string
  readonly build: (documents: readonly Document[]) => (question: string) => Promise<string | undefined>
  /** More entries than this are not tried, for that reason. */
  readonly upTo?: { readonly entries: number; readonly because: string }
}

const linear = (entries: number): NonNullable<Engine['upTo']> => ({
  entries,
  because:
    'it looks through every text for each question: seconds a question at 10,000 entries, half a minute at 100,000',
})

/** MiniSearch in the configuration that served it best: fuzzy only for words that it does not know, which costs a tenth. */
const minisearchSparing: Engine = {
  name: 'MiniSearch, fuzzy for unknown words',
  build: (documents) => {
    const known = new Set(documents.flatMap(({ name, asks, body }) => wordsOf(`${name} ${asks} ${body}`).map(stem)))
    const index = new MiniSearch({
      fields: ['name', 'asks', 'body'],
      processTerm: (term) => stem(term.toLowerCase()),
      searchOptions: { boost: { name: 4, asks: 2.2, body: 1 } },
    })
    index.addAll(documents)
    return (question) => {
      const words = wordsOf(question).filter((word) => !stopWords.has(word))
      const [best] = index.search(words.join(' '), {
        fuzzy: (term) => (known.has(term) || term.length < 4 ? false : 0.2),
      })
      return Promise.resolve(best && String(best.id))
    }
  },
}

type Peer = typeof orama

const engineOf = ({ name, build }: Peer, upTo?: Engine['upTo']): Engine => ({
  name,
  build: (documents) => {
    const ask = build(documents, [])
    return async (question) => (await ask(question))?.id
  },
  ...(upTo ? { upTo } : {}),
})

/** The engines that are measured beside ours, on the same documents and questions. */
export const engines: readonly Engine[] = [
  engineOf(plainFuse, linear(1_000)),
  engineOf(tokenFuse, linear(10_000)),
  minisearchSparing,
  engineOf(minisearch),
  engineOf(orama),
  engineOf(flexsearch, {
    entries: 10_000,
    because:
      'tolerating swapped letters it keeps about 78 KB an entry, which at 100,000 is more than a process may use',
  }),
]
