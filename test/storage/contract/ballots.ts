import { describe, expect, test } from 'vitest'
import { randomId } from '#storage/id.ts'
import type { Storage } from '#storage/ports.ts'
import type { Ballot, NewBallot } from '#storage/ports/ballots.ts'
import type { Start } from '../contract.ts'
import { ballotOf, decisionOf, no, yes } from '../samples.ts'

const voters = 200

export function ballotContract(start: Start): void {
  describe('ballots', () => {
    test('open once for a decision, and again after they closed', async () => {
      const { storage, nth } = await start(2)
      const { decision } = await storage.decisions.create(decisionOf('T1'))
      const opened = await Promise.all(
        Array.from({ length: 8 }, (_, at) => nth(at).ballots.open(ballotOf('T1', decision.id))),
      )
      expect(opened.filter((one) => one.kind === 'opened')).toHaveLength(1)
      expect(new Set(opened.map((one) => ('ballot' in one ? one.ballot.id : '')))).toHaveProperty('size', 1)
      const [ballot] = await storage.ballots.of('T1', decision.id)
      await storage.ballots.close('T1', ballot?.id ?? '', 'owner')
      expect((await storage.ballots.open(ballotOf('T1', decision.id))).kind).toBe('opened')
      expect(await storage.ballots.of('T1', decision.id)).toHaveLength(2)
      expect(await storage.ballots.open(ballotOf('T1', randomId()))).toEqual({ kind: 'missing' })
    })

    test('come back as they were opened, and know where they were posted', async () => {
      const { storage, clock } = await start()
      const ballot = await opened(storage, { closesAt: '2026-12-01', quorum: 5, namesVisibleTo: 'owner' })
      expect(ballot).toMatchObject({
        closesAt: '2026-12-01T00:00:00.000Z',
        quorum: 5,
        namesVisibleTo: 'owner',
        openedAt: new Date(clock.now()).toISOString(),
      })
      expect(ballot.id).toMatch(/^[0-9a-f]{32}$/)
      await storage.ballots.posted('T1', ballot.id, '17.3')
      expect(await storage.ballots.read('T1', ballot.id)).toEqual({ ...ballot, ts: '17.3' })
    })

    test('count each member once and take the last answer; nobody sees another one before the end', async () => {
      const { storage } = await start()
      const { ballots } = storage
      const { id } = await opened(storage)
      expect(await ballots.vote('T1', id, 'U1', yes)).toEqual({ kind: 'counted', count: 1, version: 1, closed: false })
      expect(await ballots.vote('T1', id, 'U2', yes)).toMatchObject({ kind: 'counted', count: 2 })
      expect(await ballots.vote('T1', id, 'U1', no)).toEqual({ kind: 'changed', count: 2, version: 2, closed: false })
      expect(await ballots.count('T1', id)).toBe(2)
      expect(await ballots.own('T1', id, 'U1')).toMatchObject({ voter: 'U1', choices: no, version: 2 })
      expect(await ballots.own('T1', id, 'U9')).toBeUndefined()
      expect(await ballots.result('T1', id)).toMatchObject({ kind: 'open', count: 2 })
      expect(await ballots.result('T1', id)).not.toHaveProperty('votes')

      expect(await ballots.close('T1', id, 'owner')).toMatchObject({ kind: 'closed', count: 2 })
      expect(await ballots.close('T1', id, 'date')).toMatchObject({
        kind: 'alreadyClosed',
        ballot: { closed: { by: 'owner' } },
      })
      expect(await ballots.vote('T1', id, 'U3', yes)).toEqual({ kind: 'closed' })
      expect(await ballots.vote('T1', id, 'U1', yes)).toEqual({ kind: 'closed' })
      expect(await ballots.vote('T1', randomId(), 'U1', yes)).toEqual({ kind: 'missing' })
      const result = await ballots.result('T1', id)
      expect(result.kind === 'result' && result.votes).toEqual(
        expect.arrayContaining([
          { voter: 'U1', choices: no },
          { voter: 'U2', choices: yes },
        ]),
      )
    })

    test('give no names where nobody may see them', async () => {
      const { storage } = await start()
      const { id } = await opened(storage, { namesVisibleTo: 'nobody' })
      await storage.ballots.vote('T1', id, 'UVOTER', yes)
      await storage.ballots.close('T1', id, 'owner')
      const result = await storage.ballots.result('T1', id)
      expect(result).toMatchObject({ kind: 'result', votes: [{ choices: yes }] })
      expect(JSON.stringify(result)).not.toContain('UVOTER')
    })

    test('do not overwrite what the voter changed in another window', async () => {
      const { storage } = await start()
      const { ballots } = storage
      const { id } = await opened(storage)
      await ballots.vote('T1', id, 'U1', yes, 0)
      await ballots.vote('T1', id, 'U1', no, 1)
      expect(await ballots.vote('T1', id, 'U1', yes, 1)).toMatchObject({
        kind: 'conflict',
        own: { choices: no, version: 2 },
      })
      expect(await ballots.vote('T1', id, 'U1', yes, 0)).toMatchObject({ kind: 'conflict' })
      expect(await ballots.own('T1', id, 'U1')).toMatchObject({ choices: no })
    })

    test(`take ${voters} votes at once over replicas, each count seen by one voter, the tally exact`, async () => {
      const { storage, nth } = await start(3)
      const { id } = await opened(storage)
      const cast = (at: number, round: number) =>
        nth(at).ballots.vote('T1', id, `U${at}`, (at + round) % 3 === 0 ? yes : no)
      const everybody = Array.from({ length: voters }, (_, at) => at)
      const first = await Promise.all(everybody.map((at) => cast(at, 0)))
      const counts = first.map((one) => (one.kind === 'counted' ? one.count : 0))
      expect(counts.toSorted((one, other) => one - other)).toEqual(everybody.map((at) => at + 1))
      const second = await Promise.all(everybody.map((at) => cast(at, 1)))
      expect(new Set(second.map((one) => one.kind))).toEqual(new Set(['changed']))
      await storage.ballots.close('T1', id, 'owner')
      const result = await storage.ballots.result('T1', id)
      const votes = result.kind === 'result' ? result.votes : []
      expect(votes).toHaveLength(voters)
      expect(votes.filter(({ choices }) => choices['concurrency']?.choice === 'yes')).toHaveLength(
        everybody.filter((at) => (at + 1) % 3 === 0).length,
      )
    })

    test('close by quorum with exactly one vote, and take none after it', async () => {
      const { storage, nth } = await start(3)
      const { id } = await opened(storage, { quorum: 10 })
      const cast = await Promise.all(
        Array.from({ length: 40 }, (_, at) => nth(at).ballots.vote('T1', id, `U${at}`, yes)),
      )
      expect(cast.filter((one) => one.kind === 'counted')).toHaveLength(10)
      expect(cast.filter((one) => one.kind === 'counted' && one.closed)).toHaveLength(1)
      expect(cast.filter((one) => one.kind === 'closed')).toHaveLength(30)
      const result = await storage.ballots.result('T1', id)
      expect(result.kind === 'result' && result.votes.length).toBe(10)
      expect(result).toMatchObject({ ballot: { closed: { by: 'quorum' } } })
    })

    test('close once while votes pour in, and the count told is the count kept', async () => {
      const { storage, nth } = await start(3)
      const { id } = await opened(storage)
      const votes = Array.from({ length: 60 }, (_, at) => nth(at).ballots.vote('T1', id, `U${at}`, yes))
      const closings = Array.from({ length: 9 }, (_, at) => nth(at).ballots.close('T1', id, 'owner'))
      const [cast, closed] = await Promise.all([Promise.all(votes), Promise.all(closings)])
      const won = closed.filter((one) => one.kind === 'closed')
      expect(won).toHaveLength(1)
      const counted = cast.filter((one) => one.kind === 'counted').length
      expect(won).toMatchObject([{ count: counted }])
      expect(await storage.ballots.count('T1', id)).toBe(counted)
    })

    test('are due by their date, the most overdue first', async () => {
      const { storage, clock } = await start()
      const late = await opened(storage, { closesAt: '2026-11-22T00:00:00Z' })
      const later = await opened(storage, { closesAt: '2026-11-23T00:00:00Z' })
      await opened(storage)
      expect(await storage.ballots.dueToClose(10)).toEqual([])
      clock.move(3 * 24 * 3_600_000)
      expect((await storage.ballots.dueToClose(10)).map(({ id }) => id)).toEqual([late.id, later.id])
      await storage.ballots.close('T1', late.id, 'date')
      expect((await storage.ballots.dueToClose(10)).map(({ id }) => id)).toEqual([later.id])
    })
  })
}

async function opened(storage: Storage, more: Partial<NewBallot> = {}): Promise<Ballot> {
  const { decision } = await storage.decisions.create(decisionOf('T1'))
  const opening = await storage.ballots.open(ballotOf('T1', decision.id, more))
  if (opening.kind === 'missing') throw new Error('no decision')
  return opening.ballot
}
