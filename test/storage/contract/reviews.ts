import { describe, expect, test } from 'vitest'
import type { Storage } from '#storage/ports.ts'
import type { DueReview } from '#storage/ports/reviews.ts'
import { randomId } from '#storage/id.ts'
import type { Start } from '../contract.ts'
import { decisionOf } from '../samples.ts'

const hour = 3_600_000
const lease = 60_000

export function reviewContract(start: Start): void {
  describe('reviews', () => {
    test('fire at their date, once', async () => {
      const { storage, clock } = await start()
      const { reviews } = storage
      const decision = await decided(storage)
      expect(await reviews.schedule('T1', decision, '2026-11-22')).toBe('scheduled')
      expect(await reviews.schedule('T1', decision, '2026-11-22')).toBe('already')
      expect(await reviews.schedule('T1', randomId(), '2026-11-22')).toBe('missing')
      expect(await reviews.claimDue(lease, 10)).toEqual([])
      clock.move(24 * hour)
      const [due] = await reviews.claimDue(lease, 10)
      expect(due).toMatchObject({ team: 'T1', decision, reason: 'date', dueAt: '2026-11-22T00:00:00.000Z', attempt: 1 })
      expect(await settled(storage, due, 'told')).toBe('settled')
      clock.move(24 * hour)
      expect(await reviews.claimDue(lease, 10)).toEqual([])
      expect(await reviews.schedule('T1', decision, '2026-11-22')).toBe('already')
    })

    test('go to one replica each, however many ask at once', async () => {
      const { storage, replicas, clock } = await start(4)
      for (let at = 0; at < 30; at += 1)
        await storage.reviews.schedule('T1', await decided(storage), new Date(clock.now() + at).toISOString())
      clock.move(hour)
      const claims: DueReview[] = []
      for (let round = 0; round < 4; round += 1)
        claims.push(...(await Promise.all(replicas.map((one) => one.storage.reviews.claimDue(lease, 3)))).flat())
      for (let more = true; more;) {
        const rest = await storage.reviews.claimDue(lease, 10)
        claims.push(...rest)
        more = rest.length > 0
      }
      expect(claims).toHaveLength(30)
      expect(new Set(claims.map(({ id }) => id)).size).toBe(30)
    })

    test('go to the next one when the holder died, and the dead one has lost them', async () => {
      const { storage, clock } = await start()
      const decision = await decided(storage)
      await storage.reviews.schedule('T1', decision, '2026-11-21')
      const [first] = await storage.reviews.claimDue(lease, 10)
      clock.move(lease - 1)
      expect(await storage.reviews.claimDue(lease, 10)).toEqual([])
      clock.move(1)
      const [second] = await storage.reviews.claimDue(lease, 10)
      expect(second).toMatchObject({ id: first?.id, attempt: 2 })
      expect(await settled(storage, first, 'told')).toBe('lost')
      expect(await settled(storage, second, { againAt: new Date(clock.now() + hour).toISOString() })).toBe('settled')
      clock.move(hour)
      const [third] = await storage.reviews.claimDue(lease, 10)
      expect(third?.attempt).toBe(3)
      expect(await settled(storage, third, 'failed')).toBe('settled')
      clock.move(hour)
      expect(await storage.reviews.claimDue(lease, 10)).toEqual([])
    })

    test('come early once for a reason, in place of their date', async () => {
      const { storage, nth, clock } = await start(2)
      const { reviews } = storage
      const decision = await decided(storage)
      await reviews.schedule('T1', decision, '2027-05-21')
      const hastened = await Promise.all(
        Array.from({ length: 6 }, (_, at) => nth(at).reviews.hasten('T1', decision, 'monzo@2')),
      )
      expect(hastened.filter((one) => one === 'scheduled')).toHaveLength(1)
      expect(hastened.filter((one) => one === 'already')).toHaveLength(5)
      const due = await reviews.claimDue(lease, 10)
      expect(due).toMatchObject([{ decision, reason: 'monzo@2' }])
      await settled(storage, due[0], 'told')
      expect(await reviews.hasten('T1', decision, 'monzo@2')).toBe('already')
      clock.move(400 * 24 * hour)
      expect(await reviews.claimDue(lease, 10)).toEqual([])
      expect(await reviews.hasten('T1', decision, 'monzo@3')).toBe('scheduled')
    })

    test('move with their date', async () => {
      const { storage, clock } = await start()
      const { reviews } = storage
      const decision = await decided(storage)
      for (const at of ['2026-11-22', '2026-11-24', '2026-11-23']) await reviews.schedule('T1', decision, at)
      clock.move(30 * hour)
      expect(await reviews.claimDue(lease, 10)).toEqual([])
      expect(await reviews.schedule('T1', decision, '2026-11-22')).toBe('scheduled')
      const due = await reviews.claimDue(lease, 10)
      expect(due).toMatchObject([{ dueAt: '2026-11-22T00:00:00.000Z' }])
      await settled(storage, due[0], 'told')
      await reviews.schedule('T1', decision, '2026-11-25')
      await reviews.unschedule('T1', decision)
      clock.move(300 * hour)
      expect(await reviews.claimDue(lease, 10)).toEqual([])
    })
  })
}

async function decided(storage: Storage): Promise<string> {
  return (await storage.decisions.create(decisionOf('T1'))).decision.id
}

const settled = (storage: Storage, review: DueReview | undefined, how: Parameters<Storage['reviews']['settle']>[1]) =>
  review ? storage.reviews.settle(review, how) : expect.fail('nothing was due')
