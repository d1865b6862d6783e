import { describe, expect, test } from 'vitest'
import { manualClock, seededRandom } from '#standin/clock.ts'

describe('the manual clock', () => {
  test('calls back in order of time, also what was planned on the way', () => {
    const clock = manualClock(0)
    const seen: string[] = []
    clock.after(20, () => seen.push(`second at ${clock.now()}`))
    clock.after(10, () => {
      seen.push(`first at ${clock.now()}`)
      clock.after(5, () => seen.push(`between at ${clock.now()}`))
    })
    const cancel = clock.after(15, () => seen.push('never'))
    expect(clock.waiting()).toEqual([20, 10, 15])
    cancel()
    expect(clock.waiting()).toEqual([20, 10])
    clock.advance(30)
    expect(seen).toEqual(['first at 10', 'between at 15', 'second at 20'])
    expect(clock.now()).toBe(30)
  })

  test('lets who waits go on', async () => {
    const clock = manualClock()
    const waited = clock.wait(1000)
    clock.advance(1000)
    await expect(waited).resolves.toBeUndefined()
  })
})

test('the same seed gives the same numbers, between 0 and 1', () => {
  const [left, right, other] = [seededRandom(7), seededRandom(7), seededRandom(8)]
  const numbers = Array.from({ length: 1000 }, () => left())
  expect(numbers).toEqual(Array.from({ length: 1000 }, () => right()))
  expect(numbers[0]).not.toBe(other())
  expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true)
})
