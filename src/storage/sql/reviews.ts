import { sql } from 'kysely'
import type { DueReview, ReviewStore } from '../ports/reviews.ts'
import type { Kit } from './kit.ts'
import { normalTime, timeOf } from './time.ts'
import { type Db, within } from './within.ts'

/** The reason of a review that comes by its date. */
const byDate = 'date'

export function reviewStore({ db, clock, newId }: Kit): ReviewStore {
  return {
    schedule: (team, decision, at) => {
      const dueAt = normalTime(at)
      return within(db, (tx) =>
        place(tx, { team, id: newId(), decision, reason: byDate, once: `${byDate}|${dueAt}`, dueAt }),
      )
    },
    unschedule: (team, decision) => dropDate(db, team, decision),
    hasten: (team, decision, reason) => {
      const dueAt = timeOf(clock.now())
      return within(db, (tx) => place(tx, { team, id: newId(), decision, reason, once: `early|${reason}`, dueAt }))
    },
    claimDue: (leaseMs, limit) => claimDue(db, clock.now(), leaseMs, limit, newId()),
    settle: async (review, settlement) => {
      const row = await db
        .updateTable('reviews')
        .set(
          typeof settlement === 'string'
            ? { state: settlement, claim: null }
            : { due_at: normalTime(settlement.againAt), claim: null },
        )
        .where('team', '=', review.team)
        .where('id', '=', review.id)
        .where('claim', '=', review.claim)
        .returning('id')
        .executeTakeFirst()
      return row ? 'settled' : 'lost'
    },
  }
}

type Placing = {
  readonly team: string
  readonly id: string
  readonly decision: string
  readonly reason: string
  readonly once: string
  readonly dueAt: string
}

/** In a transaction: the new one in place of a date that has not come. */
async function place(db: Db, { dueAt, ...review }: Placing): Promise<'scheduled' | 'already' | 'missing'> {
  const { team, decision } = review
  // Writing the decision's row holds it: two that place a review for one decision follow one another.
  const held = await db
    .updateTable('decisions')
    .set((row) => ({ version: row.ref('version') }))
    .where('team', '=', team)
    .where('id', '=', decision)
    .returning('id')
    .executeTakeFirst()
  if (!held) return 'missing'
  const former = await db
    .selectFrom('reviews')
    .select(['state', 'claim'])
    .where('team', '=', team)
    .where('decision', '=', decision)
    .where('once', '=', review.once)
    .executeTakeFirst()
  if (former && former.state !== 'dropped') return 'already'
  await dropDate(db, team, decision)
  const waiting = { state: 'waiting', due_at: dueAt, attempt: 0, claim: null }
  await db
    .insertInto('reviews')
    .values({ ...review, ...waiting })
    // A date that was dropped before it came may be set again.
    .onConflict((conflict) => conflict.columns(['team', 'decision', 'once']).doUpdateSet(waiting))
    .execute()
  return 'scheduled'
}

async function dropDate(db: Db, team: string, decision: string): Promise<void> {
  await db
    .updateTable('reviews')
    .set({ state: 'dropped' })
    .where('team', '=', team)
    .where('decision', '=', decision)
    .where('reason', '=', byDate)
    .where('state', '=', 'waiting')
    .where('claim', 'is', null)
    .execute()
}

/**
 * One statement. Two replicas may pick the same rows, but a row that the other one has just taken no longer meets the
 * outer condition, which PostgreSQL looks at again once it holds the row; SQLite lets one write at a time.
 */
async function claimDue(
  db: Db,
  now: number,
  leaseMs: number,
  limit: number,
  claim: string,
): Promise<readonly DueReview[]> {
  const rows = await db
    .updateTable('reviews')
    .set((row) => ({ claim, due_at: timeOf(now + leaseMs), attempt: row('attempt', '+', 1) }))
    .where('state', '=', sql.lit('waiting'))
    .where('due_at', '<=', timeOf(now))
    .where((row) =>
      row(
        row.refTuple('team', 'id'),
        'in',
        row
          .selectFrom('reviews')
          .select(['team', 'id'])
          .where('state', '=', sql.lit('waiting'))
          .where('due_at', '<=', timeOf(now))
          .orderBy('due_at')
          .limit(limit)
          .$asTuple('team', 'id'),
      ),
    )
    .returning(['team', 'id', 'decision', 'reason', 'once', 'attempt'])
    .execute()
  return rows.map(({ once, ...row }) => ({ ...row, claim, dueAt: dueOf(once) ?? timeOf(now) }))
}

const dueOf = (once: string): string | undefined =>
  once.startsWith(`${byDate}|`) ? once.slice(byDate.length + 1) : undefined
