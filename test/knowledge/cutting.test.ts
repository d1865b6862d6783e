import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createCutter } from '#knowledge/search/cutting.ts'
import { wordsOf } from '#knowledge/search/words.ts'

/** What a cutter makes of texts one after the other. */
function cut(texts: readonly string[]): string[][] {
  const cutter = createCutter()
  return texts.map((text) => {
    const count = cutter.cut(text)
    return [...cutter.found().subarray(0, count)].map((number) => cutter.words[number] ?? '')
  })
}

const odd = [
  ...(`aAzZ019.,'’#+%w \n\t-_/:;()éßﬁ漢😀\u0301`.match(/./gsu) ?? []),
  ' net',
  '.net',
  '.NET',
  'c++',
  'C#',
  '%w',
  '%W ',
  '1,000',
  '1.22',
  "don't",
]
const text = fc.oneof(
  fc.array(fc.constantFrom(...odd), { maxLength: 40 }).map((parts) => parts.join('')),
  fc.string({ maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
)

test('letter by letter the words are those of `wordsOf`, whatever the texts', () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 12 }), (texts) => {
      expect(cut(texts)).toEqual(texts.map(wordsOf))
    }),
    { numRuns: 3_000 },
  )
})

test.each([
  ["Go's team doesn't; the teams' work 'quoted'", ['gos', 'team', 'doesnt', 'the', 'teams', 'work', 'quoted']],
  ['1.22beta v1.22 12a.5 1.2.3. 3.', ['1.22', 'beta', 'v1', '22', '12a', '5', '1.2.3', '3']],
  ['c++ c+++ c# c## 7# 1.2#', ['c++', 'c++', 'c#', 'c#', '7#', '1.2']],
  ['1,000,000 and 1,5', ['1000000', 'and', '1', '5']],
  ['', []],
])('%j', (typed, words) => {
  expect(cut([typed])).toEqual([words])
  expect(wordsOf(typed)).toEqual(words)
})

test('numbers follow the order in which words first came, over many words and however long they are', () => {
  const cutter = createCutter()
  const words = Array.from({ length: 20_000 }, (_, at) => `w${at.toString(36)}`)
  cutter.cut(words.join(' '))
  cutter.cut(`${'x'.repeat(300)} ${words.toReversed().join(' ')}`)
  expect(cutter.words).toEqual([...words, 'x'.repeat(300)])
})
