import { create, insertMultiple, search } from '@orama/orama'
import type { Peer } from '#cli/eval/peers.ts'
import { boost, telling } from './telling.ts'

/** Orama: English stems, documents that hold any of the words. Its tolerance is for typing errors and finds far more than was meant, so it stays off. */
export const orama: Peer = {
  name: 'Orama',
  build: (documents, subject) => {
    const db = create({
      schema: { id: 'string', name: 'string', asks: 'string', body: 'string' },
      components: { tokenizer: { language: 'english', stemming: true } },
    })
    const ready = insertMultiple(db, [...documents], 500)
    return async (question) => {
      await ready
      const { hits } = await search(db, {
        term: telling(question, subject),
        properties: ['name', 'asks', 'body'],
        boost,
        limit: 1,
        threshold: 1,
      })
      const [best] = hits
      return best && { id: best.document.id, score: best.score }
    }
  },
}
