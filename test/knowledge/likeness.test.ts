import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judge, judgeByFuse } from '#knowledge/search/judge.ts'
import type { Candidate } from '#knowledge/search/likeness.ts'

const letters = (from: string, minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...from.split('')), minLength, maxLength })
const text = fc
  .array(
    fc.oneof(
      { arbitrary: letters('aabbcdeé_-.1XY', 1, 9), weight: 12 },
      { arbitrary: letters('abc', 28, 50), weight: 1 },
      { arbitrary: fc.constantFrom(' ', '\t', '?'), weight: 1 },
    ),
    { maxLength: 7 },
  )
  .map((words) => words.join(' '))
const candidates: fc.Arbitrary<Candidate[]> = fc
  .array(fc.record({ names: fc.array(text, { maxLength: 3 }), asks: fc.array(text, { maxLength: 4 }) }), {
    maxLength: 5,
  })
  .map((list) => list.map((one, at) => ({ id: String(at), ...one })))

test('the judge says what Fuse says, to the last digit', () => {
  fc.assert(
    fc.property(text, candidates, (question, list) => {
      const byFuse = judgeByFuse(question, list)
      expect(judge(question, list)).toEqual(byFuse)
    }),
    { numRuns: 2_000 },
  )
})

test.each([
  ['worker pool', ['worker pool'], 'the same text is nearly 1', 0.9, 1],
  ['wroker pol', ['worker pool'], 'two slips are still alike', 0.3, 0.95],
  ['garbage collector', ['worker pool'], 'nothing is alike', 0, 0.01],
])('%s beside %s: %s', (question, names, _, least, most) => {
  const likeness = judge(question, [{ id: 'one', names, asks: [] }]).get('one') ?? 0
  expect(likeness).toBeGreaterThanOrEqual(least)
  expect(likeness).toBeLessThanOrEqual(most)
})
