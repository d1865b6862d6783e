import Fuse, { type IFuseOptions } from 'fuse.js'
import type { Document } from '#knowledge/search/index.ts'
import type { Peer } from '#cli/eval/peers.ts'
import { telling } from './telling.ts'

/** The body is left out: Fuse scans letter by letter, and texts of a page take seconds a question and bring no better answers. */
const options: IFuseOptions<Document> = {
  keys: [
    { name: 'name', weight: 2 },
    { name: 'asks', weight: 1 },
  ],
  includeScore: true,
  ignoreLocation: true,
}

/** Fuse.js as its documentation begins: the whole question as one pattern. */
export const plainFuse: Peer = peerOf('plain Fuse.js', { ...options, threshold: 0.6 })

/** Fuse.js with token search: words one by one, weighed by how rare they are. */
export const tokenFuse: Peer = peerOf('Fuse token search', {
  ...options,
  threshold: 0.35,
  useTokenSearch: true,
  tokenMatch: 'any',
})

function peerOf(name: string, how: IFuseOptions<Document>): Peer {
  return {
    name,
    build: (documents, subject) => {
      const fuse = new Fuse([...documents], how)
      return (question) => {
        const [best] = fuse.search(telling(question, subject), { limit: 1 })
        return Promise.resolve(best && { id: best.item.id, score: 1 - (best.score ?? 1) })
      }
    },
  }
}
