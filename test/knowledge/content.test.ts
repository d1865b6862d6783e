import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createAnswerer } from '#answer/answerer.ts'
import { plainText } from '#answer/text.ts'
import { readQuestions } from '#cli/questions.ts'
import { entriesOf } from '#knowledge/catalog.ts'
import { formatFinding } from '#knowledge/finding.ts'
import { lint } from '#knowledge/lint/index.ts'
import { textsOf } from '#knowledge/lint/texts.ts'
import { wordsOf } from '#knowledge/search/words.ts'
import { catalogOf } from '../support/catalogs.ts'

const catalog = catalogOf('knowledge')
const answerer = createAnswerer(catalog)

test('the real content passes every rule, on the day it was last checked', () => {
  // The day is fixed: a review date that passes is for `npm run knowledge:check` to tell, not for a test to fail one morning.
  expect(lint(catalog, { today: '2026-11-21' }).map(formatFinding)).toEqual([])
})

test('what was promised is there', () => {
  expect(entriesOf(catalog, 'tools')).toHaveLength(99)
  expect(entriesOf(catalog, 'organisations').filter((one) => one.case_study).length).toBeGreaterThanOrEqual(27)
  expect(entriesOf(catalog, 'organisations').length).toBeGreaterThanOrEqual(157)
  expect(catalog.entries.size).toBeGreaterThanOrEqual(450)
})

test('no run of nine words is taken from a headline of the linked pages', () => {
  const runs = new Set(
    readFileSync('test/knowledge/headlines.txt', 'utf8')
      .split('\n')
      .flatMap((line) => runsOf(line)),
  )
  const taken = [...catalog.entries.values(), ...catalog.frameworks.values()].flatMap((entry) =>
    textsOf(entry).flatMap(({ field, text }) =>
      runsOf(text)
        .filter((run) => runs.has(run))
        .map((run) => `${entry.id}.${field}: ${run}`),
    ),
  )
  expect(taken).toEqual([])
})

function runsOf(text: string): string[] {
  const words = wordsOf(text)
  return words.slice(0, Math.max(0, words.length - 8)).map((_, at) => words.slice(at, at + 9).join(' '))
}

describe('what is often said wrongly is answered by what is known', () => {
  test.each(readQuestions('test/questions/corrections.jsonl').map((line) => [line.q, line] as const))(
    '%s',
    (_, line) => {
      const answer = answerer.answer(line.q)
      expect(answer.band).toBe('strong')
      const text = plainText(answer).toLowerCase()
      for (const any of line.expects ?? [])
        expect(any.filter((one) => text.includes(one.toLowerCase()))).not.toEqual([])
    },
  )
})
