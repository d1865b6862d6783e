import { describe, expect, test } from 'vitest'
import { memoryStorage } from '#storage/memory.ts'

const hour = 3_600_000

describe('memory', () => {
  test('gives a claim to one of many', async () => {
    const { deliveries } = memoryStorage(() => 0)
    const claims = await Promise.all(Array.from({ length: 20 }, () => deliveries.claim('k')))
    expect(claims.filter(Boolean)).toHaveLength(1)
  })

  test('forgets a delivery after a day', async () => {
    let now = 0
    const { deliveries } = memoryStorage(() => now)
    await deliveries.claim('k')
    now = 23 * hour
    expect(await deliveries.claim('k')).toBe(false)
    now = 24 * hour + 1
    expect(await deliveries.claim('k')).toBe(true)
  })

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
