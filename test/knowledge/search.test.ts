import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildIndex, type Document } from '#knowledge/search/index.ts'
import { buildSpelling, editsBetween } from '#knowledge/search/spelling.ts'
import { stem, wordsOf } from '#knowledge/search/words.ts'
import { documents, terms } from './made-up.ts'

const songs: Document[] = [
  { id: 'river', name: 'The River', asks: 'song about a river', body: 'a boat and the water' },
  { id: 'boat', name: 'Boat Song', asks: 'rowing on the river', body: 'oars' },
  { id: 'rain', name: 'Rain', asks: 'water from above', body: 'clouds over the river and the boat' },
  { id: 'stone', name: 'Stone', asks: 'hard', body: 'nothing wet here' },
]
const index = buildIndex(songs)
const search = (text: string): string[] =>
  index
    .search(
      wordsOf(text).map((word) => ({ stem: stem(word), weight: 1 })),
      10,
    )
    .map((hit) => hit.id)

describe('song ranking set', () => {
  test.each([
    ['river', ['river', 'boat', 'rain'], 'name, then phrasing, then body'],
    ['boat', ['boat', 'rain', 'river'], 'name first; equal in every way: in the order of the ids'],
    ['rivers', ['river', 'boat', 'rain'], 'a plural is the same word'],
    ['water river', ['river', 'rain', 'boat'], 'both words beat one'],
    ['piano', [], 'nobody holds it'],
  ])('%s', (text, expected) => {
    expect(search(text)).toEqual(expected)
  })

  test('says where each word stands', () => {
    const [first] = index.search(
      [
        { stem: stem('river'), weight: 1 },
        { stem: stem('boat'), weight: 1 },
      ],
      1,
    )
    expect(first).toMatchObject({ id: 'boat', places: [2, 3] })
  })

  test('the few best are the first of the many, whatever was not looked at for them', () => {
    fc.assert(
      fc.property(documents(20), terms, fc.integer({ min: 1, max: 6 }), (texts, asked, few) => {
        const all = buildIndex(texts)
        expect(all.search(asked, few)).toEqual(all.search(asked, 99).slice(0, few))
      }),
    )
  })

  test('a search leaves nothing behind for the next one', () => {
    search('river boat water')
    expect(search('river')).toEqual(['river', 'boat', 'rain'])
  })
})

describe('words', () => {
  test.each([
    ['node.js C++ c# .net', ['node', 'js', 'c++', 'c#', 'dotnet']],
    ['1.22 140,000', ['1.22', '140000']],
    ["don't let's", ['dont', 'lets']],
    ['Für ｆｕｒ', ['fur', 'fur']],
    ['wrap with %w', ['wrap', 'with', '%w']],
  ])('%s', (text, words) => {
    expect(wordsOf(text)).toEqual(words)
  })

  test.each([
    ['caching', 'cached', 'cache'],
    ['libraries', 'library'],
    ['classes', 'class'],
    ['deployed', 'deploy', 'deploying'],
    ['stopping', 'stop'],
  ])('%s and its forms are one word', (...forms) => {
    expect(new Set(forms.map(stem)).size).toBe(1)
  })
})

describe('spelling', () => {
  const spelling = buildSpelling(
    new Map(['worker', 'middleware', 'kubernetes', 'database', 'monzo'].map((word) => [word, 1])),
  )

  test.each([
    ['wroker', 'worker'],
    ['midleware', 'middleware'],
    ['kuberntes', 'kubernetes'],
    ['databse', 'database'],
    ['monzoo', 'monzo'],
    ['weather', undefined],
    ['web', undefined],
  ])('%s', (typed, word) => {
    expect(spelling.correct(typed)?.word).toBe(word)
  })

  test('edits: nothing is nothing, both ways are equal, one swap is one', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), maxLength: 8 })
    fc.assert(
      fc.property(
        word,
        word,
        (one, other) => editsBetween(one, one) === 0 && editsBetween(one, other) === editsBetween(other, one),
      ),
    )
    expect(editsBetween('wroker', 'worker')).toBe(1)
  })
})
