import { describe, expect, test } from 'vitest'
import { buildingAnswerer, createAnswerer } from '#answer/answerer.ts'
import { buildingCorpus, type Corpus, restoredCorpus, savedCorpus } from '#answer/corpus.ts'
import type { Catalog } from '#knowledge/catalog.ts'
import type { Entry } from '#knowledge/entry.ts'
import { finished } from '#knowledge/search/slices.ts'
import { catalogOf } from '../support/catalogs.ts'
import { readFile } from '../../src/cli/eval/files.ts'

const shipped = catalogOf('knowledge')
const questions = readFile('test/questions/asked.jsonl').lines.map(({ q }) => q)

const corpusOf = (catalog: Catalog, before?: Corpus): Corpus => finished(buildingCorpus(catalog, before))

/** The catalog as an edit leaves it. undefined takes an entry away. */
function edited(catalog: Catalog, edits: Readonly<Record<string, ((entry: Entry) => Entry) | undefined>>): Catalog {
  const entries = new Map(
    [...catalog.entries].flatMap(([id, entry]): [string, Entry][] => {
      if (!(id in edits)) return [[id, entry]]
      const edit = edits[id]
      return edit ? [[id, edit(entry)]] : []
    }),
  )
  return { ...catalog, entries, version: `${catalog.version}+` }
}

/** Every question is answered as by an answerer that read the catalog anew. */
function expectAlike(corpus: Corpus, catalog: Catalog, asked: readonly string[]): void {
  const [one, other] = [finished(buildingAnswerer(corpus)), createAnswerer(catalog)]
  expect(asked.map((question) => one.answer(question))).toEqual(asked.map((question) => other.answer(question)))
}

const saying =
  (text: string) =>
  (entry: Entry): Entry => ({ ...entry, answer: `${entry.answer} ${text}`, asks: [...entry.asks, text] })

describe('a corpus that was made of an earlier one', () => {
  const edits: readonly (readonly [string, Parameters<typeof edited>[1]])[] = [
    ['a text was edited', { gorm: saying('zanzibar mapping of quokkas') }],
    ['words went away', { gorm: (entry) => ({ ...entry, answer: 'Short.', points: [], asks: ['gorm'] }) }],
    ['a title was, which others name', { gin: (entry) => ({ ...entry, title: 'Gin Tonic' }) }],
    ['an entry went away', { chi: undefined }],
    ['nothing was', {}],
  ]

  test.each(edits)('answers to the letter as one that was read anew, where %s', (_what, edit) => {
    const after = edited(shipped, edit)
    const made = corpusOf(after, corpusOf(shipped))
    const fresh = corpusOf(after)
    expect(made.forms).toEqual(fresh.forms)
    expect(made.lower).toEqual(fresh.lower)
    expectAlike(made, after, questions)
  })

  test('does so after many edits, and stays in few layers', () => {
    let [catalog, corpus] = [shipped, corpusOf(shipped)]
    for (let edit = 0; edit < 12; edit++) {
      catalog = edited(catalog, { gorm: saying(`word${edit} again`), chi: saying(`other${edit}`) })
      corpus = corpusOf(catalog, corpus)
      expect(corpus.index.layers.length).toBeLessThanOrEqual(9)
    }
    expectAlike(corpus, catalog, [...questions, 'word11', 'other3 again'])
  })
})

describe('a corpus that was saved', () => {
  test('answers as before', () => {
    const before = corpusOf(shipped)
    const after = restoredCorpus(shipped, savedCorpus(before, 'one'), 'one')
    expect([...(after?.forms ?? [])]).toEqual([...before.forms])
    expect([...(after?.lower ?? [])]).toEqual([...before.lower])
    if (!after) throw new Error('it is refused')
    expectAlike(after, shipped, questions)
  })

  test('comes back from wherever in the memory its bytes lie', () => {
    const bytes = savedCorpus(corpusOf(shipped), 'one')
    for (const at of [1, 4, 65])
      expect(restoredCorpus(shipped, Buffer.concat([Buffer.alloc(at), bytes]).subarray(at), 'one')?.index.size).toBe(
        shipped.entries.size,
      )
  })

  test('is not there for another content', () => {
    expect(restoredCorpus(shipped, savedCorpus(corpusOf(shipped), 'one'), 'two')).toBeUndefined()
  })

  test('can be edited like any other', () => {
    const saved = restoredCorpus(shipped, savedCorpus(corpusOf(shipped), 'one'), 'one')
    const after = edited(shipped, { gorm: saying('zanzibar') })
    const made = corpusOf(after, saved)
    expect(made.index.layers.length).toBeGreaterThan(1)
    expectAlike(made, after, [...questions, 'zanzibar'])
  })
})
