import { sql } from 'kysely'
import type { Cited, Decision } from '#decision/types.ts'
import type {
  Changed,
  CitingOptions,
  Created,
  DecisionChanges,
  DecisionFilter,
  DecisionStore,
  NewDecision,
  Removed,
} from '../ports/decisions.ts'
import { changedColumns, decisionOf, newRow } from './decision-row.ts'
import type { Kit } from './kit.ts'
import { timeOf } from './time.ts'
import { type Db, within } from './within.ts'

const most = 1_000

export function decisionStore({ db, clock }: Kit): DecisionStore {
  return {
    create: (decision) => within(db, (tx) => create(tx, decision, timeOf(clock.now()))),
    read: (team, id) => read(db, team, id),
    list: async (team, filter) => (await decisionPage(db, team, filter).execute()).map(decisionOf),
    // Only a change of what is cited touches a second table; any other is one statement.
    change: (team, id, fromVersion, changes) => {
      const apply = (on: Db) => change(on, { team, id, fromVersion, changes, now: timeOf(clock.now()) })
      return changes.cited ? within(db, apply) : apply(db)
    },
    remove: (team, id, fromVersion) => remove(db, team, id, fromVersion),
    citing: async (entries, options) =>
      entries.length === 0 ? [] : (await citingPage(db, entries, options).execute()).map(decisionOf),
  }
}

async function create(db: Db, decision: NewDecision, now: string): Promise<Created> {
  const made = await db
    .insertInto('decisions')
    .values(newRow(decision, now))
    .onConflict((conflict) => conflict.columns(['team', 'id']).doNothing())
    .returningAll()
    .executeTakeFirst()
  if (made) {
    await cite(db, decision.team, decision.id, decision.cited)
    return { kind: 'created', decision: decisionOf(made) }
  }
  const there = await selectOne(db, decision.team, decision.id).executeTakeFirstOrThrow()
  return { kind: 'exists', decision: decisionOf(there) }
}

async function read(db: Db, team: string, id: string): Promise<Decision | undefined> {
  const row = await selectOne(db, team, id).executeTakeFirst()
  return row && decisionOf(row)
}

type Change = {
  readonly team: string
  readonly id: string
  readonly fromVersion: number
  readonly changes: DecisionChanges
  readonly now: string
}

async function change(db: Db, { team, id, fromVersion, changes, now }: Change): Promise<Changed> {
  const row = await db
    .updateTable('decisions')
    .set({ ...changedColumns(changes), updated_at: now, version: fromVersion + 1 })
    .where('team', '=', team)
    .where('id', '=', id)
    .where('version', '=', fromVersion)
    .returningAll()
    .executeTakeFirst()
  if (!row) return otherwise(db, team, id)
  if (changes.cited) {
    await db.deleteFrom('citations').where('team', '=', team).where('decision', '=', id).execute()
    await cite(db, team, id, changes.cited)
  }
  return { kind: 'done', decision: decisionOf(row) }
}

async function remove(db: Db, team: string, id: string, fromVersion: number): Promise<Removed> {
  const gone = await db
    .deleteFrom('decisions')
    .where('team', '=', team)
    .where('id', '=', id)
    .where('version', '=', fromVersion)
    .returning('id')
    .executeTakeFirst()
  return gone ? { kind: 'done' } : otherwise(db, team, id)
}

/** The version was another one, or nothing is there. */
async function otherwise(db: Db, team: string, id: string) {
  const current = await read(db, team, id)
  return current ? ({ kind: 'conflict', current } as const) : ({ kind: 'missing' } as const)
}

async function cite(db: Db, team: string, decision: string, cited: readonly Cited[]): Promise<void> {
  const entries = [...new Set(cited.map(({ entry }) => entry))]
  if (entries.length === 0) return
  await db
    .insertInto('citations')
    .values(entries.map((entry) => ({ team, decision, entry })))
    .execute()
}

const selectOne = (db: Db, team: string, id: string) =>
  db.selectFrom('decisions').selectAll().where('team', '=', team).where('id', '=', id)

/** One page of a workspace's decisions. Each filter has an index that gives the order too. */
export function decisionPage(db: Db, team: string, { state, owner, before, limit }: DecisionFilter) {
  let query = db.selectFrom('decisions').selectAll().where('team', '=', team)
  if (state) query = query.where('state', '=', state)
  if (owner) query = query.where('owner', '=', owner)
  if (before) query = query.where(sql<boolean>`(created_at, id) < (${before.createdAt}, ${before.id})`)
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(Math.min(limit, most))
}

export function citingPage(db: Db, entries: readonly string[] | 'any', { team, after, limit }: CitingOptions) {
  let citations = db.selectFrom('citations').select(['team', 'decision']).distinct()
  if (entries !== 'any') citations = citations.where('entry', 'in', entries)
  if (team) citations = citations.where('team', '=', team)
  if (after) citations = citations.where(sql<boolean>`(team, decision) > (${after.team}, ${after.id})`)
  const page = citations.orderBy('team').orderBy('decision').limit(Math.min(limit, most))
  return db
    .selectFrom(page.as('citing'))
    .innerJoin('decisions', (join) =>
      join.onRef('decisions.team', '=', 'citing.team').onRef('decisions.id', '=', 'citing.decision'),
    )
    .selectAll('decisions')
    .orderBy('decisions.team')
    .orderBy('decisions.id')
}
