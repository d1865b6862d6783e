import { sql } from 'kysely'
import type { Holder, NewOwed, Owed, OwedKey, OutboxStore } from '../ports/outbox.ts'
import type { OutboxRow } from '../tables.ts'
import { claims } from './claims.ts'
import { claimAll } from './deliveries.ts'
import { anything, parsed } from './json.ts'
import type { Kit } from './kit.ts'
import { timeOf } from './time.ts'
import { type Db, within } from './within.ts'

export function outboxStore(kit: Kit): OutboxStore {
  const { light, clock } = kit
  const claim = claims(kit)
  const end = ({ leaseMs }: Holder): string => timeOf(clock.now() + leaseMs)
  return {
    take: (keys, work, holder) => {
      if (!work) return claim(keys)
      return within(light, async (tx) => {
        const isFirst = await claimAll(tx, kit, keys)
        if (!isFirst) return 'repeated'
        const { team, id, kind, payload } = work
        const held = { owner: holder.owner, due_at: end(holder), attempt: 1, taken_at: timeOf(clock.now()) }
        await tx
          .insertInto('outbox')
          .values({ team, id, kind, payload: JSON.stringify(payload), journal: '{}', ...held })
          .execute()
        return 'first'
      })
    },
    hold: async (work, holder) => {
      const row = await one(light, work)
        .set((row) => ({ owner: holder.owner, due_at: end(holder), attempt: row('attempt', '+', 1) }))
        .where('owner', 'is', null)
        .returningAll()
        .executeTakeFirst()
      return row && owedOf(row)
    },
    holdDue: async (holder, limit, abandoned) => {
      const rows = await holdDue(light, timeOf(clock.now()), {
        owner: holder.owner,
        end: end(holder),
        limit,
        abandoned,
      })
      return rows.map(owedOf).toSorted((one, other) => one.takenAt - other.takenAt)
    },
    prolong: async (holder) => {
      await light
        .updateTable('outbox')
        .set({ due_at: end(holder) })
        .where('owner', '=', holder.owner)
        .execute()
    },
    note: async (work, owner, journal) => {
      const row = await one(light, work)
        .set({ journal: JSON.stringify(journal) })
        .where('owner', '=', owner)
        .returning('id')
        .executeTakeFirst()
      return row !== undefined
    },
    postpone: async (work, owner, forMs, journal) => {
      await one(light, work)
        .set({ owner: null, due_at: timeOf(clock.now() + forMs), journal: JSON.stringify(journal) })
        .where('owner', '=', owner)
        .execute()
    },
    finish: async ({ team, id }) => {
      await light.deleteFrom('outbox').where('team', '=', team).where('id', '=', id).execute()
    },
    backlog: async () => {
      const row = await light
        .selectFrom('outbox')
        .select((select) => [
          sql<number>`cast(count(*) as integer)`.as('count'),
          select.fn.min('taken_at').as('oldest'),
        ])
        .executeTakeFirstOrThrow()
      return { count: row.count, ...(row.oldest ? { oldest: Date.parse(row.oldest) } : {}) }
    },
  }
}

/**
 * Keeps work beside what it follows from, in the same transaction. Nobody holds it yet.
 * @param db of the transaction that is open
 */
export async function owe(db: Db, { team, id, kind, payload }: NewOwed, now: string): Promise<void> {
  await db
    .insertInto('outbox')
    .values({
      team,
      id,
      kind,
      payload: JSON.stringify(payload),
      journal: '{}',
      owner: null,
      due_at: now,
      attempt: 0,
      taken_at: now,
    })
    // Owed already is owed once.
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Work that follows from the closing of a ballot: its result has to be told. */
export const resultOf = (team: string, ballot: string): NewOwed => ({
  team,
  id: `ballot-${ballot}`,
  kind: 'ballot',
  payload: { ballot },
})

const one = (db: Db, { team, id }: OwedKey) => db.updateTable('outbox').where('team', '=', team).where('id', '=', id)

type Holding = { readonly owner: string; readonly end: string; readonly limit: number; readonly abandoned: boolean }

/**
 * One statement, as for reviews: a row that another replica has just taken no longer meets the outer condition, which
 * PostgreSQL looks at again once it holds the row; SQLite lets one write at a time.
 */
function holdDue(db: Db, now: string, { owner, end, limit, abandoned }: Holding): Promise<OutboxRow[]> {
  return db
    .updateTable('outbox')
    .set((row) => ({ owner, due_at: end, attempt: row('attempt', '+', 1) }))
    .where('due_at', '<=', now)
    .$if(!abandoned, (query) => query.where('owner', 'is', null))
    .where((row) =>
      row(
        row.refTuple('team', 'id'),
        'in',
        row
          .selectFrom('outbox')
          .select(['team', 'id'])
          .where('due_at', '<=', now)
          .$if(!abandoned, (query) => query.where('owner', 'is', null))
          .orderBy('due_at')
          .limit(limit)
          .$asTuple('team', 'id'),
      ),
    )
    .returningAll()
    .execute()
}

const owedOf = ({ team, id, kind, payload, journal, attempt, taken_at }: OutboxRow): Owed => ({
  team,
  id,
  kind,
  payload: parsed(anything, payload),
  journal: parsed(anything, journal),
  attempt,
  takenAt: Date.parse(taken_at),
})
