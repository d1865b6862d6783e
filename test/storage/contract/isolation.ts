import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Storage } from '#storage/ports.ts'
import { teamTables } from '#storage/tables.ts'
import type { Start, Started } from '../contract.ts'
import { ballotOf, claimed, conversation, decisionOf, holderOf, installationOf, no, yes } from '../samples.ts'

export function isolationContract(start: Start): void {
  describe('workspaces', () => {
    test('never see or touch each other, whatever they do with the same ids', async () => {
      const { storage, db } = await start()
      let runs = 0
      await fc.assert(
        fc.asyncProperty(fc.array(fc.tuple(fc.boolean(), operation), { maxLength: 25 }), async (operations) => {
          runs += 1
          const [one, other, alone] = [`T${runs}A`, `T${runs}B`, `T${runs}C`]
          // What the first one does has the same outcomes as if nobody else were there.
          for (const [first, act] of operations) {
            const acted = await act(storage, first ? one : other)
            const expected = first ? await act(storage, alone) : acted
            expect(withoutIds(acted)).toEqual(withoutIds(expected))
          }
          expect(await rowsOf(db, one)).toEqual(await rowsOf(db, alone))
        }),
        { numRuns: 25 },
      )
    })

    test('are forgotten whole: every table with a team is known and emptied', async () => {
      const { storage, db, place } = await start()
      for (const team of ['T1', 'T2']) await fill(storage, team)
      const columns = await place.columns(db)
      const tables = new Set(columns.map(({ table }) => table))
      const withTeam = columns.filter(({ column }) => column === 'team').map(({ table }) => table)
      // A new table needs a team and its place in `teamTables`; only the version and one-time states belong to nobody.
      expect(withTeam.toSorted()).toEqual([...teamTables].toSorted())
      expect([...tables].filter((table) => !withTeam.includes(table)).toSorted()).toEqual([
        'install_states',
        'schema_version',
      ])

      const before = await counts(db, 'T2')
      expect(Object.entries(await counts(db, 'T1')).filter(([, rows]) => rows === 0)).toEqual([])
      await storage.forget('T1')
      expect(Object.entries(await counts(db, 'T1')).filter(([, rows]) => rows > 0)).toEqual([])
      expect(await counts(db, 'T2')).toEqual(before)
      await storage.forget('T1')
      await fill(storage, 'T1')
      expect(await counts(db, 'T1')).toEqual(before)
    })
  })
}

type Act = (storage: Storage, team: string) => Promise<unknown>

const ids = fc.constantFrom('d1', 'd2', 'd3')
const voter = fc.constantFrom('U1', 'U2')
const version = fc.integer({ min: 1, max: 3 })
const operation: fc.Arbitrary<Act> = fc.oneof(
  fc.tuple(ids, fc.string()).map(
    ([id, project]): Act =>
      (storage, team) =>
        storage.decisions.create(decisionOf(team, { id, proposal: { project, alternatives: [] } })),
  ),
  fc.tuple(ids, version, fc.string()).map(
    ([id, from, verdict]): Act =>
      (storage, team) =>
        storage.decisions.change(team, id, from, { verdict: verdict.replaceAll('\0', ''), cited: [] }),
  ),
  fc.tuple(ids, version).map(
    ([id, from]): Act =>
      (storage, team) =>
        storage.decisions.remove(team, id, from),
  ),
  ids.map(
    (id): Act =>
      (storage, team) =>
        storage.decisions.read(team, id),
  ),
  fc.constant<Act>((storage, team) => storage.decisions.list(team, { limit: 100 })),
  fc.constant<Act>((storage, team) => storage.decisions.citing(['monzo'], { team, limit: 100 })),
  ids.map(
    (id): Act =>
      (storage, team) =>
        storage.ballots.open(ballotOf(team, id)),
  ),
  fc.tuple(ids, voter, fc.constantFrom(yes, no)).map(([id, who, choices]): Act => async (storage, team) => {
    const [ballot] = await storage.ballots.of(team, id)
    return ballot
      ? [await storage.ballots.vote(team, ballot.id, who, choices), await storage.ballots.own(team, ballot.id, who)]
      : []
  }),
  ids.map((id): Act => async (storage, team) => {
    const [ballot] = await storage.ballots.of(team, id)
    return ballot
      ? [await storage.ballots.close(team, ballot.id, 'owner'), await storage.ballots.result(team, ballot.id)]
      : []
  }),
  ids.map(
    (id): Act =>
      (storage, team) =>
        storage.reviews.schedule(team, id, '2027-01-01'),
  ),
  ids.map(
    (id): Act =>
      (storage, team) =>
        storage.reviews.hasten(team, id, 'x'),
  ),
  fc.tuple(voter, fc.jsonValue()).map(([user, payload]): Act => async (storage, team) => {
    const key = { team, user, purpose: 'decide' }
    const before = await storage.drafts.read(key, z.unknown())
    await storage.drafts.write(key, payload)
    return before ?? null
  }),
  ids.map(
    (key): Act =>
      (storage, team) =>
        claimed(storage, `${team}|${key}`),
  ),
  ids.map(
    (key): Act =>
      (storage, team) =>
        storage.shares.claim(`${team}|${key}`),
  ),
  fc.constant<Act>((storage, team) => storage.budget.take(`${team}|c`)),
  ids.map((text): Act => async (storage, team) => {
    const before = await storage.ownKnowledge.read(team)
    await storage.ownKnowledge.publish(team, new Map([['topics/one.yml', text]]))
    return [...(before?.files ?? [])]
  }),
  fc.constant<Act>((storage, team) => storage.forget(team)),
)

/** Outcomes of two teams, made comparable: the team and what is random taken out. */
const withoutIds = (outcome: unknown): unknown =>
  JSON.parse(
    (JSON.stringify(outcome) ?? 'null').replaceAll(/"T\d+[ABC]"/g, '"team"').replaceAll(/"[0-9a-f]{32}"/g, '"id"'),
  )

async function rowsOf(db: Started['db'], team: string): Promise<unknown> {
  const rows: unknown[] = []
  for (const table of teamTables) {
    const all = await db.selectFrom(table).selectAll().where('team', '=', team).execute()
    rows.push([table, all.map((row) => JSON.stringify(withoutIds(row))).toSorted()])
  }
  return rows
}

async function counts(db: Started['db'], team: string): Promise<Readonly<Record<string, number>>> {
  const found: Record<string, number> = {}
  for (const table of teamTables)
    found[table] = (await db.selectFrom(table).select('team').where('team', '=', team).execute()).length
  return found
}

/** At least one row in every table. */
async function fill(storage: Storage, team: string): Promise<void> {
  await storage.ownKnowledge.publish(team, new Map([['topics/one.yml', 'title: One']]))
  const { decision } = await storage.decisions.create(decisionOf(team))
  const opened = await storage.ballots.open(ballotOf(team, decision.id))
  if (opened.kind === 'opened') await storage.ballots.vote(team, opened.ballot.id, 'U1', yes)
  await storage.reviews.schedule(team, decision.id, '2027-01-01')
  await storage.drafts.write({ team, user: 'U1', purpose: 'decide' }, { step: 1 })
  await claimed(storage, `${team}|e`)
  await storage.outbox.take([], { team, id: 'r', kind: 'delivery', payload: {} }, holderOf('a'))
  await storage.shares.claim(`${team}|a`)
  await storage.conversations.write(`${team}|c`, conversation)
  await storage.feedback.write({ team, answer: 'a', user: 'U1' }, { helpful: true, question: 'q' })
  await storage.unanswered.keep({ team, user: 'U1', text: 'q', at: Date.UTC(2026, 10, 21) })
  await storage.budget.take(`${team}|c`)
  await storage.installations.save(installationOf(team))
  await storage.installations.acting(team, `E${team}`)
}
