import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Start } from '../contract.ts'
import { claimed, conversation, oddTexts } from '../samples.ts'

const hour = 3_600_000

export function memoryContract(start: Start): void {
  describe('what is remembered for a while', () => {
    test('a delivery is claimed by one of many, and forgotten after a day', async () => {
      const { nth, storage, clock } = await start(3)
      const claims = await Promise.all(Array.from({ length: 60 }, (_, at) => claimed(nth(at), 'T1|event|Ev1')))
      expect(claims.filter(Boolean)).toHaveLength(1)
      expect(await claimed(storage, 'T2|event|Ev1')).toBe(true)
      clock.move(24 * hour - 1)
      expect(await claimed(storage, 'T1|event|Ev1')).toBe(false)
      clock.move(1)
      expect(await claimed(storage, 'T1|event|Ev1')).toBe(true)
      expect(await claimed(storage, 'T1|event|Ev1')).toBe(false)
    })

    test('a share is claimed by one, and by the next where the first surely failed', async () => {
      const { nth, storage } = await start(3)
      const { shares } = storage
      const states = await Promise.all(Array.from({ length: 30 }, (_, at) => nth(at).shares.claim('T1|a')))
      expect(states.filter((state) => state === 'free')).toHaveLength(1)
      expect(states.filter((state) => state === 'posting')).toHaveLength(29)
      await shares.settle('T1|a', 'free')
      expect(await shares.claim('T1|a')).toBe('free')
      await shares.settle('T1|a', 'unknown')
      expect(await shares.claim('T1|a')).toBe('unknown')
      await shares.settle('T1|a', 'posted')
      expect(await shares.claim('T1|a')).toBe('posted')
      expect(await shares.claim('T2|a')).toBe('free')
    })

    test('a share whose holder died is unknown, never free', async () => {
      const { storage, clock } = await start()
      await storage.shares.claim('T1|a')
      clock.move(59_000)
      expect(await storage.shares.claim('T1|a')).toBe('posting')
      clock.move(1_000)
      expect(await storage.shares.claim('T1|a')).toBe('unknown')
    })

    test('a conversation is known for a day after it was last written', async () => {
      const { storage, clock } = await start()
      const { conversations } = storage
      expect(await conversations.read('T1|C1|1.2')).toBeUndefined()
      await conversations.write('T1|C1|1.2', conversation)
      clock.move(23 * hour)
      await conversations.write('T1|C1|1.2', { ...conversation, trail: ['a', 'b'] })
      clock.move(23 * hour)
      expect(await conversations.read('T1|C1|1.2')).toEqual({ ...conversation, trail: ['a', 'b'] })
      expect(await conversations.read('T2|C1|1.2')).toBeUndefined()
      clock.move(hour)
      expect(await conversations.read('T1|C1|1.2')).toBeUndefined()
    })

    test('a conversation of another version is as good as none', async () => {
      const { storage, db } = await start()
      await storage.conversations.write('T1|C1|', conversation)
      for (const text of ['{"subject":{}}', 'no json']) {
        await db.updateTable('conversations').set({ conversation: text }).execute()
        expect(await storage.conversations.read('T1|C1|')).toBeUndefined()
      }
    })

    test('feedback is one verdict for each person and answer', async () => {
      const { storage } = await start()
      const key = { team: 'T1', answer: 'a', user: 'U1' }
      await storage.feedback.write(key, { helpful: true, question: 'who' })
      for (const reason of oddTexts) {
        await storage.feedback.write(key, { helpful: false, question: reason, reason })
        expect(await storage.feedback.read(key)).toEqual({ helpful: false, question: reason, reason })
      }
      expect(await storage.feedback.read({ ...key, user: 'U2' })).toBeUndefined()
      expect(await storage.feedback.read({ ...key, team: 'T2' })).toBeUndefined()
    })

    test('questions without an answer are kept in order, their text made safe', async () => {
      const { storage, clock } = await start()
      for (const text of oddTexts) {
        await storage.unanswered.keep({ team: 'T1', user: 'U1', text, at: clock.now() })
        clock.move(1)
      }
      await storage.unanswered.keep({ team: 'T2', user: 'U2', text: 'other', at: clock.now() })
      const safe = oddTexts.map((text) => text.toWellFormed().replaceAll('\0', '\uFFFD'))
      expect((await storage.unanswered.list('T1')).map(({ text }) => text)).toEqual(safe)
      expect(await storage.unanswered.list()).toHaveLength(oddTexts.length + 1)
      expect((await storage.unanswered.list('T2'))[0]).toEqual({
        team: 'T2',
        user: 'U2',
        text: 'other',
        at: clock.now(),
      })
    })

    test('the answers of the last minute are counted', async () => {
      const { storage, clock } = await start()
      const taken: number[] = []
      for (let at = 0; at < 9; at += 1) {
        taken.push(await storage.budget.take('T1|C1|1'))
        clock.move(10_000)
      }
      expect(taken).toEqual([0, 1, 2, 3, 4, 5, 5, 5, 5])
      expect(await storage.budget.take('T1|C1|2')).toBe(0)
    })

    test('a draft is one for each person and purpose, and must fit what is read', async () => {
      const { storage, clock } = await start()
      const { drafts } = storage
      const key = { team: 'T1', user: 'U1', purpose: 'decide' }
      const shape = z.object({ step: z.number(), words: z.array(z.string()) })
      expect(await drafts.read(key, shape)).toBeUndefined()
      await drafts.write(key, { step: 1, words: [] })
      await drafts.write(key, { step: 2, words: oddTexts })
      expect(await drafts.read(key, shape)).toEqual({ step: 2, words: oddTexts })
      expect(await drafts.read(key, z.object({ other: z.string() }))).toBeUndefined()
      for (const other of [{ team: 'T2' }, { user: 'U2' }, { purpose: 'reason' }])
        expect(await drafts.read({ ...key, ...other }, shape)).toBeUndefined()
      clock.move(30 * 24 * hour)
      expect(await drafts.read(key, shape)).toBeUndefined()
      await drafts.write(key, { step: 3, words: [] })
      await drafts.drop(key)
      expect(await drafts.read(key, shape)).toBeUndefined()
    })

    test('what has ended is purged, and nothing else', async () => {
      const { storage, db, clock } = await start()
      const expired = Array.from({ length: 2_500 }, (_, at) => ({
        team: 'T1',
        key: `k${at}`,
        expires_at: new Date(clock.now() - 1 - Math.floor(at / 4)).toISOString(),
      }))
      for (let from = 0; from < expired.length; from += 500)
        await db
          .insertInto('deliveries')
          .values(expired.slice(from, from + 500))
          .execute()
      await claimed(storage, 'T1|now')
      await storage.budget.take('T1|C1|1')
      await storage.shares.claim('T1|a')
      expect(await storage.purge()).toBe(2_500)
      expect(await storage.purge()).toBe(0)
      expect(await claimed(storage, 'T1|now')).toBe(false)
      clock.move(8 * 24 * hour)
      expect(await storage.purge()).toBe(3)
    })

    test('odd keys and ids are just keys and ids', async () => {
      const { storage } = await start()
      for (const odd of ['__proto__', 'constructor', 'a|b|c', 'NUL \0', '\ud800', "'; --", 'é', 'x'.repeat(2_000)]) {
        expect(await claimed(storage, `T1|${odd}`)).toBe(true)
        expect(await claimed(storage, `T1|${odd}`)).toBe(false)
        expect(await storage.decisions.read('T1', odd)).toBeUndefined()
        expect(await storage.ballots.vote('T1', odd, odd, {})).toEqual({ kind: 'missing' })
      }
    })
  })
}
