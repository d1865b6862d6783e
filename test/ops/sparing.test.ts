import { expect, test } from 'vitest'
import { sparing } from '#ops/sparing.ts'
import { manualClock } from '#standin/clock.ts'

test('a flood of one kind is one line at once and one a second, and no one is left out of the count', () => {
  const clock = manualClock()
  const said: [string, number][] = []
  const spare = sparing(clock.after)
  const say = (kind: string): void => spare(kind, (times) => said.push([kind, times]))
  for (let n = 0; n < 1_000; n += 1) say('signature')
  say('form')
  expect(said).toEqual([
    ['signature', 1],
    ['form', 1],
  ])
  for (let second = 0; second < 5; second += 1) {
    clock.advance(1_000)
    for (let n = 0; n < 10; n += 1) say('signature')
  }
  clock.advance(10_000)
  expect(said.slice(2)).toEqual([999, 10, 10, 10, 10, 10].map((times) => ['signature', times]))
  say('signature')
  expect(said.at(-1)).toEqual(['signature', 1])
})
