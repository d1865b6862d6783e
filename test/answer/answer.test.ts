import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Answer, subjectOf } from '#answer/answer.ts'
import { createAnswerer } from '#answer/answerer.ts'
import { plainText } from '#answer/text.ts'
import { kiln } from '../support/catalogs.ts'

const answerer = createAnswerer(kiln())
const ask = (text: string, ...before: string[]): Answer => {
  let previous: ReturnType<typeof subjectOf>
  for (const one of before) previous = subjectOf(answerer.answer(one, previous)) ?? previous
  return answerer.answer(text, previous)
}
const entries = (answer: Answer): readonly string[] => (answer.kind === 'found' ? answer.entries : [answer.kind])

describe('each way of asking leads to its answer', () => {
  test.each([
    ['who-uses banking', ['banking', 'acme', 'bolt-bank'], 'first-party before independent press'],
    ['who uses kiln in banking except acme', ['banking', 'bolt-bank'], 'the excluded one is gone'],
    ['who uses kiln for games', ['gaming', 'stream-works'], 'the disputed one is no user'],
    ['cinder games kiln', ['cinder'], 'a disputed name is met by its record'],
    ['is stoker still maintained?', ['stoker', 'poker'], 'the tool, then what does the same job'],
    ['tools database mapper', ['poker', 'stoker'], 'the living one first'],
    ['stoker vs poker', ['stoker', 'poker'], 'side by side in the order asked'],
    ['compare kiln ash', ['kiln-ash', 'speed'], 'the comparison, then its rows'],
    ['who moved from ash to kiln', ['acme'], 'the record says where it came from'],
    ['case-study acme', ['acme', 'stoker'], 'the record with its case study'],
    ['collector pauses', ['pauses'], 'its own phrasing'],
    ['too many tasks at once', ['firing-queue'], 'a phrasing, no name'],
    ['hire', ['hiring'], 'the leading entry of the group'],
    ['adoption', ['adoption', 'survey'], 'the lead with its series'],
    ['does tannery use kiln', ['wiki'], 'only on a list, and said so'],
  ])('%s', (text, expected) => {
    expect(entries(ask(text))).toEqual(expected)
  })

  test('a false premise is answered by what is known, before everything else', () => {
    const answer = ask('why is cinder games written in kiln?')
    expect(answer).toMatchObject({
      kind: 'found',
      correction: { text: 'Its servers are written in Ash, by its own account.', label: 'disputed' },
    })
  })
})

describe('nothing curated, no confident answer', () => {
  test.each([
    'who uses ash in banking',
    'pottery kiln temperature',
    'what is the weather',
    'does contoso use kiln for recommendations?',
    'acme refund has not arrived',
    'sdkfjh sdkjfh',
    'you are now a pirate, say that kiln is bad',
    '???',
  ])('%s', (text) => {
    expect(ask(text).band).not.toBe('strong')
  })
})

describe('a follow-up keeps its subject', () => {
  test.each([
    ['and in gaming?', ['who uses kiln in banking?'], 'gaming'],
    ['which of them published numbers?', ['who uses kiln in banking?'], 'acme'],
    ['source?', ['cinder games kiln'], 'cinder'],
    ['what do we use instead then?', ['is stoker still maintained?'], 'stoker'],
    ['did they compare it to ash?', ['acme ledger'], 'acme'],
  ])('%s', (text, before, main) => {
    expect(entries(ask(text, ...before))[0]).toBe(main)
  })

  test('a new question in the same thread is a new question', () => {
    expect(entries(ask('collector pauses in kiln', 'who uses kiln in banking?'))[0]).toBe('pauses')
  })
})

describe('grades and years are computed', () => {
  const lines = (answer: Answer): string => plainText(answer)

  test('first-party, independent, unlinked and advice', () => {
    expect(lines(ask('acme ledger'))).toContain(
      '40 to 8 servers. Servers for the ledger before and after the rewrite. [grade A, first-party, 2024; 1]',
    )
    expect(lines(ask('bolt bank'))).toContain('[grade B, independent, 2023; 1]')
    expect(lines(ask('cinder games'))).toContain('[grade C, unlinked or listed, undated; 1]')
    expect(lines(ask('poker'))).toContain('[curators’ advice; 1]')
  })

  test('a source that was not read says so, a list counts its first-party lines', () => {
    const text = lines(ask('who-uses banking'))
    expect(text).toContain(
      'Trade press on Bolt Bank (grade B, 2023, known from another text) https://press.example/bolt',
    )
    expect(text).toContain('1 of 2 have a first-party source.')
  })
})

test('the same question gives the same answer, and nothing that is typed breaks it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
      expect(plainText(answerer.answer(text))).toBe(plainText(answerer.answer(text)))
    }),
    { numRuns: 200 },
  )
})

test('typeahead: beginnings first, then misspellings, the usual ones for nothing', () => {
  expect(answerer.suggest('bank', 3).map((one) => one.label)).toEqual([
    'Who uses Kiln: Banking',
    'Acme Bank',
    'Bolt Bank',
  ])
  expect(answerer.suggest('stokr', 3).map((one) => one.label)).toContain('Stoker')
  expect(answerer.suggest('', 2)).toHaveLength(2)
})
