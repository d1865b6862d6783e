import fc from 'fast-check'
import type { Document, Term, TextIndex } from '#knowledge/search/index.ts'
import { stem } from '#knowledge/search/words.ts'

/** Few words, so that documents share them and scores come close. */
const words = ['river', 'rivers', 'boat', 'water', 'stone', 'rain', 'oar', 'bank', 'the']
const word = fc.constantFrom(...words)
const text = (most: number) => fc.array(word, { maxLength: most }).map((words) => words.join(' '))

/** A document under one of a few ids, so that later ones replace earlier ones. */
export const documents = (most: number): fc.Arbitrary<Document[]> =>
  fc
    .uniqueArray(fc.integer({ min: 0, max: 19 }), { maxLength: most })
    .chain((numbers) =>
      fc.tuple(
        ...numbers.map((number) =>
          fc.record({ id: fc.constant(`d${number}`), name: text(3), asks: text(5), body: text(9) }),
        ),
      ),
    )

export const ids: fc.Arbitrary<string[]> = fc.uniqueArray(
  fc.integer({ min: 0, max: 19 }).map((number) => `d${number}`),
  { maxLength: 6 },
)

export const terms: fc.Arbitrary<Term[]> = fc.array(
  fc.record({
    stem: fc.constantFrom(...words.map(stem), 'piano'),
    weight: fc.constantFrom(1, 0.6, 0.3),
  }),
  { maxLength: 5 },
)

/** Everything that can be asked of an index, so that two can be told apart. */
export function seen(index: TextIndex, asked: readonly Term[]): unknown {
  return {
    size: index.size,
    words: [...words.map(stem), 'piano'].map((one) => [index.has(one), index.information(one)]),
    hits: [1, 3, 50].map((limit) => index.search(asked, limit)),
  }
}

/** Pauses that take no time, after every single step. */
export const breathless = { now: () => 0, pause: () => Promise.resolve(), sliceMs: 0 }
