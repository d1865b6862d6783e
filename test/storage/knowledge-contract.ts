import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildIndex, type Document, withOverlay } from '#knowledge/search/index.ts'
import { liveIndex } from '#knowledge/search/live-index.ts'
import { localSearch } from '#knowledge/search/local.ts'
import type { Hit, SearchPort, Term } from '#knowledge/search/port.ts'
import type { View } from '#knowledge/search/view.ts'
import { stem } from '#knowledge/search/words.ts'
import type { KnowledgeStore } from '#storage/postgres/search/open.ts'
import { breathless, documents, ids, terms } from '../knowledge/made-up.ts'
import { oddTexts } from './samples.ts'

/**
 * What published knowledge must do in any PostgreSQL: answer as the index in memory does, and keep workspaces apart.
 * @param fresh an empty one
 */
export function knowledgeContract(name: string, fresh: () => Promise<KnowledgeStore>): void {
  describe(`published knowledge in ${name}`, () => {
    test('is searched, counted and mended as in memory, whatever is shared, replaced and removed', async () => {
      const store = await fresh()
      let workspaces = 0
      await fc.assert(
        fc.asyncProperty(documents(12), documents(12), ids, documents(6), ids, terms, async (...made) => {
          const [shared, later, gone, own, removed, asked] = made
          const workspace = `T${(workspaces += 1)}`
          await store.shared.publish('first', shared.map(entryOf))
          await store.of(workspace).edit({ put: own, remove: removed })
          // What is shared goes on changing beneath what is laid upon it.
          await store.shared.edit({ put: later, remove: gone })
          const base = buildIndex(edited(shared, later, gone))
          const hidden = removed.filter((id) => shared.some((one) => one.id === id))
          expect(await seen(store.shared, asked)).toEqual(await seen(inMemory(base), asked, nearly))
          expect(await seen(store.of(workspace), asked)).toEqual({
            ...(await seen(inMemory(withOverlay(base, own, hidden)), asked, nearly)),
            // An overlay in memory goes on knowing how what it hides is written, as long as the stem is held.
            corrections: await inMemory(buildIndex(edited(edited(shared, later, gone), own, hidden))).correct(typed),
          })
          expect(await seen(store.of('T0'), asked)).toEqual(await seen(inMemory(base), asked, nearly))
          await store.forget(workspace)
          expect(await seen(store.of(workspace), asked)).toEqual(await seen(inMemory(base), asked, nearly))
        }),
        {
          numRuns: 15,
          // The only document that writes "river" is hidden, and another one holds its stem.
          examples: [[[{ id: 'd1', name: '', asks: '', body: 'river' }], [], [], [song('rivers')], ['d1'], []]],
        },
      )
    }, 60_000)

    test('finds an edit by the next search, and no longer what is gone', async () => {
      const { shared } = await fresh()
      await shared.edit({ put: [song('river'), song('boat')], remove: [] })
      expect(await found(shared, 'river')).toEqual(['river'])
      await shared.edit({ put: [{ ...song('boat'), name: 'Oars' }], remove: ['river', 'never there'] })
      expect(await found(shared, 'river')).toEqual([])
      expect(await found(shared, 'oar')).toEqual(['boat'])
      expect(await shared.facts(['oar', stem('river')])).toEqual({ size: 1, holding: new Map([['oar', 1]]) })
    })

    test.each(['lephant', 'xelephant', 'leephant', 'olephant', 'elephnat', 'eelephant'])('mends %s', async (word) => {
      const { shared } = await fresh()
      await shared.edit({ put: [song('elephant'), song('river')], remove: [] })
      expect((await shared.correct([word])).get(word)).toMatchObject({ word: 'elephant' })
    })

    test('mends by no word that a workspace sees nowhere, though it sees the stem', async () => {
      const store = await fresh()
      await store.shared.edit({ put: [song('oar'), song('river'), song('rivers')], remove: [] })
      const mine = store.of('T1')
      expect((await mine.correct(['rivre'])).get('rivre')).toMatchObject({ word: 'river' })
      await mine.edit({ put: [], remove: ['river'] })
      expect(await mine.correct(['rivre'])).toEqual(new Map())
      expect((await store.shared.correct(['rivre'])).get('rivre')).toMatchObject({ word: 'river' })
      await mine.edit({ put: [{ ...song('boat'), body: 'down the river' }], remove: [] })
      expect((await mine.correct(['rivre'])).get('rivre')).toMatchObject({ word: 'river' })
    })

    test('shows a workspace its own, and nobody else', async () => {
      const store = await fresh()
      await store.shared.publish('v', [entryOf(song('river')), entryOf(song('boat'))])
      const [mine, theirs] = [store.of('T1'), store.of('T2')]
      await mine.publish('mine', [{ ...entryOf(song('secret')), entry: { says: 'of T1' } }])
      await mine.edit({ put: [{ ...song('river'), name: 'Our own stream' }], remove: ['boat'] })
      await theirs.edit({ put: [{ ...song('boat'), name: 'Their canoe' }], remove: [] })
      expect(await found(mine, 'secret', 'stream', 'boat', 'canoe')).toEqual(['river', 'secret'])
      expect(await found(theirs, 'secret', 'stream', 'river', 'canoe')).toEqual(['boat', 'river'])
      expect(await found(store.shared, 'secret', 'stream', 'canoe')).toEqual([])
      expect((await theirs.facts([stem('secret'), stem('stream')])).holding).toEqual(new Map())
      expect(await theirs.correct(['secert', 'streem'])).toEqual(new Map())
      expect((await mine.correct(['secert'])).get('secert')).toMatchObject({ word: 'secret' })
      // A word that only hidden documents hold is nothing to mend another by.
      expect((await store.shared.correct(['boaat'])).get('boaat')).toMatchObject({ word: 'boat' })
      expect(await mine.correct(['boaat'])).toEqual(new Map())
      expect([...(await theirs.entriesOf(['secret', 'river'])).keys()]).toEqual(['river'])
      expect([...(await mine.entriesOf(['secret', 'river', 'boat'])).keys()]).toEqual(['secret'])
      expect((await mine.entriesOf(['secret'])).get('secret')).toMatchObject({ own: true, entry: { says: 'of T1' } })
      await theirs.edit({ put: [], remove: ['secret'] })
      expect(await found(mine, 'secret')).toEqual(['secret'])
      await store.forget('T2')
      expect(await found(mine, 'secret')).toEqual(['secret'])
      await store.forget('T1')
      expect(await found(mine, 'secret')).toEqual([])
      expect(await found(mine, 'boat')).toEqual(['boat'])
    })

    test('publishes what a workspace has of its own, and leaves hidden what it does not want', async () => {
      const store = await fresh()
      await store.shared.publish('v', [entryOf(song('boat')), entryOf(song('oar'))])
      const mine = store.of('T1')
      await mine.edit({ put: [song('canoe')], remove: ['boat', 'oar'] })
      const published = await mine.publish('mine', [entryOf(song('oar'))])
      expect(published).toEqual({ added: ['oar'], changed: [], removed: ['canoe'] })
      expect(await mine.publish('mine', [entryOf(song('oar'))])).toEqual({ added: [], changed: [], removed: [] })
      expect(await found(mine, 'boat', 'oar', 'canoe')).toEqual(['oar'])
    })

    test('belongs to a workspace that has an id', async () => {
      const store = await fresh()
      expect(() => store.of('')).toThrow('a workspace has an id')
    })

    test('is published again without a change, and tells what became another', async () => {
      const { shared } = await fresh()
      const [river, boat, oar] = [entryOf(song('river')), entryOf(song('boat')), entryOf(song('oar'))]
      expect(await shared.version()).toBeUndefined()
      expect(await shared.publish('one', [river, boat])).toEqual({ added: ['boat', 'river'], changed: [], removed: [] })
      expect(await shared.publish('one', [boat, river])).toEqual({ added: [], changed: [], removed: [] })
      const mended = { ...river, entry: { says: 'something else' } }
      expect(await shared.publish('two', [mended, oar])).toEqual({
        added: ['oar'],
        changed: ['river'],
        removed: ['boat'],
      })
      expect(await shared.version()).toBe('two')
      const entries = await shared.entriesOf(['river', 'boat', 'oar'])
      expect(entries.get('river')).toEqual({
        id: 'river',
        kind: 'topics',
        version: 'version of river',
        own: false,
        entry: { says: 'something else' },
      })
      expect([...entries.keys()].toSorted()).toEqual(['oar', 'river'])
      await shared.edit({ put: [song('boat')], remove: [] })
      expect(await shared.version()).toBeUndefined()
      // One that was put by an edit has no entry to read.
      expect(await shared.entriesOf(['boat'])).toEqual(new Map())
      expect(await shared.publish('two', [mended, oar])).toEqual({ added: [], changed: [], removed: ['boat'] })
    })

    test.each(oddTexts.map((text) => [text.slice(0, 40), text] as const))('takes the text %j', async (_, text) => {
      const { shared } = await fresh()
      const document: Document = { id: `an id ${text.slice(0, 40)}`, name: `marker ${text}`, asks: text, body: text }
      await shared.publish(text.slice(0, 40), [{ ...entryOf(document), entry: { [text]: text } }])
      expect(await shared.search([{ stem: stem('marker'), weight: 1 }], 5)).toHaveLength(1)
      expect((await shared.entriesOf([document.id])).size).toBe(1)
      expect(await shared.search([{ stem: text, weight: 1 }], 5)).toEqual(expect.any(Array))
      expect(await shared.correct([text])).toEqual(expect.any(Map))
      await shared.edit({ put: [], remove: [document.id] })
      expect(await shared.search([{ stem: stem('marker'), weight: 1 }], 5)).toEqual([])
    })

    test('has nothing to say where there is nothing', async () => {
      const store = await fresh()
      for (const view of [store.shared, store.of('T1')]) {
        expect(await view.search([{ stem: stem('river'), weight: 1 }], 5)).toEqual([])
        expect(await view.search([], 5)).toEqual([])
        expect(await view.facts([stem('river')])).toEqual({ size: 0, holding: new Map() })
        expect(await view.facts([])).toEqual({ size: 0, holding: new Map() })
        expect(await view.correct(['rivver'])).toEqual(new Map())
        expect(await view.entriesOf([])).toEqual(new Map())
      }
    })
  })
}

export const song = (word: string): Document => ({ id: word, name: word, asks: '', body: `A song of a ${word}` })

export const entryOf = (document: Document) => ({
  document,
  kind: 'topics',
  version: `version of ${document.id}`,
  entry: { says: document.body },
})

/** Ids of everything that holds one of the words. */
export async function found(port: SearchPort, ...words: readonly string[]): Promise<string[]> {
  const hits = await port.search(
    words.map((word) => ({ stem: stem(word), weight: 1 })),
    50,
  )
  return hits.map(({ id }) => id).toSorted()
}

function edited(before: readonly Document[], put: readonly Document[], remove: readonly string[]): Document[] {
  const gone = new Set([...remove, ...put.map(({ id }) => id)])
  return [...before.filter(({ id }) => !gone.has(id)), ...put]
}

/** Nearly known words, known ones, and one that resembles nothing. */
const typed = [
  'rivre',
  'rivers',
  'watre',
  'staone',
  'xstone',
  'tsone',
  'livers',
  'baot',
  'piano',
  'rian',
  'bnak',
  'oar',
]
const stems = [...new Set(['river', 'boat', 'water', 'stone', 'rain', 'oar', 'bank', 'the', 'piano'].map(stem))]

const inMemory = (index: View): SearchPort => localSearch(liveIndex(index, breathless), breathless)

/** Sums of the same numbers in another order differ in their last digits. */
const nearly = (score: number): unknown => expect.closeTo(score, 6)

/** Everything that can be asked through a port. Where scores are equal, ids stand in their own order. */
async function seen(port: SearchPort, asked: readonly Term[], score: (score: number) => unknown = (one) => one) {
  const all = await port.search(asked, 50)
  return {
    facts: await port.facts(stems),
    corrections: await port.correct(typed),
    best: await Promise.all([1, 3, 50].map(async (limit) => scoresOf(await port.search(asked, limit)).map(score))),
    all: all
      .toSorted((one, other) => (one.id < other.id ? -1 : 1))
      .map(({ score: own, ...rest }) => ({ ...rest, score: score(own) })),
  }
}

const scoresOf = (hits: readonly Hit[]): number[] => hits.map(({ score }) => score)
