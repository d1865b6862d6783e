import { describe, expect, test } from 'vitest'
import { createAnswerer } from '#answer/answerer.ts'
import { readQuestions } from '#cli/questions.ts'
import { scoreQuestions } from '#cli/score.ts'
import { catalogOf } from '../support/catalogs.ts'

const answerer = createAnswerer(catalogOf('knowledge'))

/** The least share of answerable questions that must be right, and the most of unanswerable ones that may be answered with confidence. */
const bars = [
  ['asked.jsonl', 0.95, 0.03, 'real questions of the kinds that the product is for'],
  ['tune.jsonl', 0.9, 0.03, 'written by somebody who saw the facts and no entry; the weights were fitted on them'],
  ['held-out.jsonl', 0.87, 0.08, 'by the same hand, never fitted on'],
] as const

describe('what was measured stays', () => {
  test.each(bars)('%s', (file, right, falseConfidence) => {
    const scored = scoreQuestions(answerer, readQuestions(`test/questions/${file}`))
    const answerable = scored.filter((one) => one.line.expects !== null)
    const unanswerable = scored.filter((one) => one.line.expects === null)
    const share = (part: number, whole: number): number => part / Math.max(1, whole)
    expect(share(answerable.filter((one) => one.outcome === 'right').length, answerable.length)).toBeGreaterThanOrEqual(
      right,
    )
    expect(
      share(unanswerable.filter((one) => one.outcome === 'wrong').length, unanswerable.length),
    ).toBeLessThanOrEqual(falseConfidence)
  })
})
