import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildIndex, type Document, withOverlay } from '#knowledge/search/index.ts'
import { liveIndex } from '#knowledge/search/live-index.ts'
import { localSearch } from '#knowledge/search/local.ts'
import type { Edit } from '#knowledge/search/port.ts'
import { stem } from '#knowledge/search/words.ts'
import { breathless, documents, ids, seen, terms } from './made-up.ts'

/** What should be there after an edit: the plain way. */
function edited(before: readonly Document[], { put, remove }: Edit): Document[] {
  const gone = new Set([...remove, ...put.map((document) => document.id)])
  return [...before.filter((document) => !gone.has(document.id)), ...put]
}

describe('an index laid upon another answers as one that was built of both', () => {
  test('to the last digit, whatever is replaced and removed', () => {
    fc.assert(
      fc.property(documents(15), documents(8), ids, terms, (shared, own, removed, asked) => {
        const laid = withOverlay(buildIndex(shared), own, removed)
        expect(seen(laid, asked)).toEqual(seen(buildIndex(edited(shared, { put: own, remove: removed })), asked))
      }),
    )
  })

  test('and the shared one stays as it was', () => {
    fc.assert(
      fc.property(documents(15), documents(8), terms, (shared, own, asked) => {
        const base = buildIndex(shared)
        const before = seen(base, asked)
        withOverlay(base, own)
        expect(seen(base, asked)).toEqual(before)
      }),
    )
  })
})

describe('an index that follows its documents', () => {
  const edits = fc.array(fc.record({ put: documents(4), remove: ids }), { maxLength: 24 })

  test('answers after any edits as one that was built anew, also while and after segments are made one', async () => {
    await fc.assert(
      fc.asyncProperty(documents(15), edits, terms, async (first, changes, asked) => {
        const live = liveIndex(buildIndex(first), breathless)
        let wanted = first
        for (const change of changes) {
          await live.edit(change)
          wanted = edited(wanted, change)
          expect(seen(live.index(), asked)).toEqual(seen(buildIndex(wanted), asked))
        }
        await live.settled()
        expect(seen(live.index(), asked)).toEqual(seen(buildIndex(wanted), asked))
        expect(live.index().layers.length).toBeLessThanOrEqual(10)
      }),
      { numRuns: 60 },
    )
  })

  test('what was handed out before an edit does not know it', async () => {
    const live = liveIndex(buildIndex([song('river')]), breathless)
    const before = live.index()
    await live.edit({ put: [song('boat')], remove: ['river'] })
    expect(before.has(stem('river'))).toBe(true)
    expect(live.index().has(stem('river'))).toBe(false)
    expect(live.index().search([{ stem: 'boat', weight: 1 }], 5)).toMatchObject([{ id: 'boat' }])
  })

  test('edits that come at the same time are done one after the other', async () => {
    const live = liveIndex(buildIndex([]), breathless)
    await Promise.all([
      live.edit({ put: [song('river')], remove: [] }),
      live.edit({ put: [song('boat')], remove: ['river'] }),
      live.edit({ put: [], remove: ['boat'] }),
    ])
    expect(live.index().size).toBe(0)
  })
})

describe('the port in front of it', () => {
  test('tells what a question needs: how rare words are, what a misspelt one was meant to be, and where they stand', async () => {
    const port = localSearch(liveIndex(buildIndex([song('kiln'), song('boat')]), breathless), breathless)
    await port.edit({ put: [song('furnace'), song('boats')], remove: ['kiln'] })
    const facts = await port.facts(['boat', 'kiln'])
    expect([facts.size, facts.holding]).toEqual([3, new Map([['boat', 2]])])
    const corrected = await port.correct(['furnaec', 'kilns', 'boat', 'zebra'])
    expect([...corrected].map(([typed, { word }]) => [typed, word])).toEqual([['furnaec', 'furnace']])
    expect(await port.search([{ stem: stem('furnace'), weight: 1 }], 5)).toMatchObject([{ id: 'furnace', places: [3] }])
  })
})

const song = (word: string): Document => ({ id: word, name: word, asks: '', body: '' })
