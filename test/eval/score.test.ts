import { describe, expect, test } from 'vitest'
import { scoreQuestions } from '#cli/score.ts'
import { summaryOf } from '#cli/eval/summary.ts'
import { answering, choose, found, line, unknown } from './lines.ts'

const answerer = answering({
  plain: found('the kiln is hot', 0.9),
  beside: found('the pot is cold', 0.85),
  first: choose(['plain', 'beside'], 0.6),
  second: choose(['beside', 'plain'], 0.5),
  nearest: unknown(['beside', 'plain'], 0.2),
  nothing: unknown([], 0),
})
const hot = [['HOT', 'warm']]

describe('how a question went', () => {
  test.each<[string, string[][] | null, string, boolean | undefined, string]>([
    ['plain', hot, 'right', undefined, 'a strong answer that holds what is expected'],
    ['beside', hot, 'wrong', false, 'a strong answer that does not; nothing else is offered'],
    ['first', hot, 'right', true, 'the first candidate leads there, one press away'],
    ['second', hot, 'abstained', true, 'the second candidate does'],
    ['nearest', hot, 'abstained', true, 'one of the nearest topics does'],
    ['nothing', hot, 'abstained', false, 'nothing is offered'],
    ['plain', null, 'wrong', undefined, 'confident about what nothing answers'],
    ['first', null, 'right', undefined, 'offers the nearest topics as such'],
    ['nothing', null, 'right', undefined, 'says that it does not know'],
  ])('%s wants %j: %s, offered %s, since it is %s', (q, expects, outcome, held) => {
    const [scored] = scoreQuestions(answerer, [line(q, expects)])
    expect(scored?.outcome).toBe(outcome)
    expect(scored?.nearMiss?.held).toBe(held)
  })
})

test('a summary counts by kind, and keeps answerable and unanswerable apart', () => {
  const summary = summaryOf(
    scoreQuestions(answerer, [
      line('plain', hot, 'keyword'),
      line('beside', hot, 'keyword'),
      line('second', hot, 'slang'),
      line('plain', null, 'out-of-scope'),
      line('nothing', null, 'out-of-scope'),
    ]),
  )
  expect(summary.answerable).toEqual({ questions: 3, right: 1, wrong: 1, abstained: 1 })
  expect(summary.unanswerable).toEqual({ questions: 2, right: 1, wrong: 1, abstained: 0 })
  expect(summary.rightShare).toBeCloseTo(1 / 3)
  expect(summary.falseConfidence).toBe(0.5)
  expect(summary.nearMisses).toEqual({ questions: 2, held: 1, share: 0.5 })
  expect(Object.keys(summary.byKind)).toEqual(['keyword', 'out-of-scope', 'slang'])
})
