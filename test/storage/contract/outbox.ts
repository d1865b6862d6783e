import { describe, expect, test } from 'vitest'
import type { NewOwed } from '#storage/ports/outbox.ts'
import type { Start } from '../contract.ts'
import { ballotOf, claimed, decisionOf, holderOf, no, yes } from '../samples.ts'

const owed = (id: string, team = 'T1'): NewOwed => ({ team, id, kind: 'delivery', payload: { body: { text: 'who' } } })
const resultKey = (team: string, ballot: string) => ({ team, id: `ballot-${ballot}` })
const [a, b] = [holderOf('a'), holderOf('b')]

export function outboxContract(start: Start): void {
  describe('what is owed', () => {
    test('is kept for the first of many that deliver it, and for no other', async () => {
      const { nth, storage } = await start(3)
      const taken = await Promise.all(
        Array.from({ length: 30 }, (_, at) =>
          nth(at).outbox.take(['T1|event|Ev1', `T1|said|${at}`], owed(`r${at}`), holderOf(`p${at % 3}`)),
        ),
      )
      expect(taken.filter((one) => one === 'first')).toHaveLength(1)
      expect(await storage.outbox.backlog()).toMatchObject({ count: 1 })
    })

    test('is kept with its keys or not at all: by any key it came before', async () => {
      const { storage } = await start()
      expect(await storage.outbox.take(['T1|one', 'T1|two'], owed('r1'), a)).toBe('first')
      expect(await storage.outbox.take(['T1|two', 'T1|three'], owed('r2'), a)).toBe('repeated')
      expect(await storage.outbox.take(['T2|one'], owed('r1', 'T2'), a)).toBe('first')
      expect(await storage.outbox.backlog()).toMatchObject({ count: 2 })
    })

    test('is told alone what many are told at once, where nothing has to be kept', async () => {
      const { nth, storage } = await start(3)
      const keys = Array.from({ length: 200 }, (_, at) => [`T${at % 2}|key|${at % 50}`, `T${at % 2}|only|${at}`])
      const taken = await Promise.all(keys.map((own, at) => nth(at).outbox.take(own, undefined, a)))
      const first = keys.flatMap(([shared = ''], at) => (taken[at] === 'first' ? [shared] : []))
      expect(first.toSorted()).toEqual([...new Set(keys.map(([shared = '']) => shared))].toSorted())
      // Those that came second have taken their own key all the same, as each of them would have alone.
      const again = await Promise.all(keys.map(([, own = '']) => storage.outbox.take([own, own], undefined, a)))
      expect(new Set(again)).toEqual(new Set(['repeated']))
      expect(await storage.outbox.take(['T1|halves \ud800 and \0', 'T1'], undefined, a)).toBe('first')
      expect(await storage.outbox.take(['T1|halves \ud800 and \0'], undefined, a)).toBe('repeated')
      expect(await storage.outbox.take(['T1'], undefined, a)).toBe('repeated')
      expect(await storage.outbox.take([], undefined, a)).toBe('first')
    })

    test('stays with a process that lives, and is taken up by one other when it has died', async () => {
      const { nth, storage, clock } = await start(3)
      await storage.outbox.take([], owed('r1'), a)
      clock.move(9_000)
      await storage.outbox.prolong(a)
      clock.move(9_000)
      expect(await storage.outbox.holdDue(b, 10, true)).toEqual([])
      clock.move(1_001)
      expect(await storage.outbox.holdDue(b, 10, false)).toEqual([])
      const found = await Promise.all(
        Array.from({ length: 9 }, (_, at) => nth(at).outbox.holdDue(holderOf(`p${at}`), 10, true)),
      )
      expect(found.flat()).toMatchObject([{ team: 'T1', id: 'r1', attempt: 2, payload: { body: { text: 'who' } } }])
    })

    test('is lost to whoever was thought dead: what it writes counts no more', async () => {
      const { storage, clock } = await start()
      const { outbox } = storage
      await outbox.take([], owed('r1'), a)
      expect(await outbox.note(owed('r1'), 'a', { post: 'begun' })).toBe(true)
      clock.move(10_001)
      expect(await outbox.holdDue(b, 10, true)).toMatchObject([{ journal: { post: 'begun' } }])
      expect(await outbox.note(owed('r1'), 'a', {})).toBe(false)
      await outbox.postpone(owed('r1'), 'a', 0, {})
      expect(await outbox.hold(owed('r1'), a)).toBeUndefined()
      expect(await outbox.note(owed('r1'), 'b', { post: 'done' })).toBe(true)
    })

    test('that was put off waits for its time, goes to whoever is there, and is done once', async () => {
      const { storage, clock } = await start()
      const { outbox } = storage
      for (const id of ['later', 'sooner']) {
        await outbox.take([], owed(id), a)
        clock.move(10)
      }
      await outbox.postpone(owed('later'), 'a', 5_000, { said: 'begun' })
      await outbox.postpone(owed('sooner'), 'a', 2_000, {})
      clock.move(1_999)
      expect(await outbox.holdDue(b, 10, false)).toEqual([])
      clock.move(4_000)
      const due = await outbox.holdDue(b, 10, false)
      // The oldest first, whatever comes due before: answers of one conversation keep their order.
      expect(due.map(({ id }) => id)).toEqual(['later', 'sooner'])
      expect(due[0]).toMatchObject({ journal: { said: 'begun' }, attempt: 2 })
      for (const work of due) await outbox.finish(work)
      expect(await outbox.backlog()).toEqual({ count: 0 })
    })

    test('is the result of a ballot from the moment that closes it, by a hand or by the last vote', async () => {
      const { storage } = await start()
      const { outbox, ballots } = storage
      const ids: string[] = []
      for (const quorum of [1, 5]) {
        const { decision } = await storage.decisions.create(decisionOf('T1'))
        const opened = await ballots.open({ ...ballotOf('T1', decision.id), quorum })
        if (opened.kind !== 'opened') throw new Error('no ballot')
        ids.push(opened.ballot.id)
      }
      const [byVote = '', byHand = ''] = ids
      expect(await outbox.hold(resultKey('T1', byVote), a)).toBeUndefined()
      await ballots.vote('T1', byVote, 'U1', yes)
      await ballots.close('T1', byHand, 'owner')
      await ballots.close('T1', byHand, 'owner')
      expect(await ballots.vote('T1', byHand, 'U2', no)).toEqual({ kind: 'closed' })
      for (const id of ids)
        expect(await outbox.hold(resultKey('T1', id), a)).toMatchObject({
          kind: 'ballot',
          payload: { ballot: id },
          attempt: 1,
        })
      expect(await outbox.backlog()).toMatchObject({ count: 2 })
      // Done once, it is owed no more, however often the ballot is closed.
      for (const id of ids) await outbox.finish(resultKey('T1', id))
      await ballots.close('T1', byVote, 'date')
      expect(await outbox.backlog()).toEqual({ count: 0 })
    })

    test('a claim on a share comes back to the turn that made it, and to nobody else', async () => {
      const { storage } = await start()
      const { shares } = storage
      expect(await shares.claim('T1|a', 'r1')).toBe('free')
      expect(await shares.claim('T1|a', 'r2')).toBe('posting')
      expect(await shares.claim('T1|a')).toBe('posting')
      expect(await shares.claim('T1|a', 'r1')).toBe('free')
      await shares.settle('T1|a', 'posted')
      expect(await shares.claim('T1|a', 'r1')).toBe('free')
      expect(await shares.claim('T1|a', 'r2')).toBe('posted')
    })

    test('three hundred at once are each taken up by one of three', async () => {
      const { nth, storage, clock } = await start(3)
      for (let at = 0; at < 300; at += 1) await storage.outbox.take([], owed(`r${at}`), a)
      clock.move(10_001)
      const found = await Promise.all(
        Array.from({ length: 30 }, (_, at) => nth(at).outbox.holdDue(holderOf(`p${at % 3}`), 10, true)),
      )
      const ids = found.flat().map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      expect(await claimed(storage, 'T1|still there')).toBe(true)
    })
  })
}
