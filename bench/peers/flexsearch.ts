import { Charset, Document as Index } from 'flexsearch'
import type { Peer } from '#cli/eval/peers.ts'
import { boost, telling } from './telling.ts'

type Indexed = { id: string; name: string; asks: string; body: string }

/**
 * FlexSearch: sounds alike, swapped letters tolerated, and documents that hold only some of the words. It gives an order and no
 * score, so the places of an entry in the lists of the three fields are added up, and no threshold can be set on it.
 */
export const flexsearch: Peer = {
  name: 'FlexSearch',
  build: (documents, subject) => {
    const index = new Index<Indexed>({
      document: {
        id: 'id',
        index: (['name', 'asks', 'body'] as const).map((field) => ({
          field,
          tokenize: 'tolerant',
          encoder: Charset.LatinBalance,
          resolution: 9,
        })),
      },
    })
    for (const document of documents) index.add({ ...document })
    return (question) => {
      const sums = new Map<string, number>()
      for (const { field, result } of index.search(telling(question, subject), { limit: 20, suggest: true }))
        for (const [at, id] of result.entries())
          sums.set(String(id), (sums.get(String(id)) ?? 0) + worthOf(field) / (at + 1))
      const [best] = [...sums].toSorted((one, other) => other[1] - one[1])
      return Promise.resolve(best && { id: best[0] })
    }
  },
}

const worthOf = (field: string | undefined): number =>
  field === 'name' ? boost.name : field === 'asks' ? boost.asks : boost.body
