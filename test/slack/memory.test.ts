import { describe, expect, test } from 'vitest'
import { memoryStorage } from '#storage/memory.ts'

describe('memory', () => {
  test('lets one share, and the next only where the first surely failed', async () => {
    const { shares } = memoryStorage(() => 0)
    expect(await Promise.all([shares.claim('a'), shares.claim('a')])).toEqual(['free', 'posting'])
    await shares.settle('a', 'free')
    expect(await shares.claim('a')).toBe('free')
    await shares.settle('a', 'unknown')
    expect(await shares.claim('a')).toBe('unknown')
    await shares.settle('a', 'posted')
    expect(await shares.claim('a')).toBe('posted')
  })

  test('counts the answers of the last minute', async () => {
    let now = 0
    const { budget } = memoryStorage(() => now)
    const taken: number[] = []
    for (now = 0; now < 90_000; now += 10_000) taken.push(await budget.take('t'))
    expect(taken).toEqual([0, 1, 2, 3, 4, 5, 5, 5, 5])
  })
})
