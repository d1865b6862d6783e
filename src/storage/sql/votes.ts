import { sql } from 'kysely'
import type { Choices } from '#decision/types.ts'
import type { Vote, Voted } from '../ports/ballots.ts'
import { choicesShape, parsed } from './json.ts'
import { owe, resultOf } from './outbox.ts'
import type { Db } from './within.ts'

type Cast = {
  readonly team: string
  readonly ballot: string
  readonly voter: string
  readonly choices: Choices
  readonly fromVersion: number | undefined
  readonly now: string
}

/**
 * Writes one vote, and closes the ballot when that makes the quorum. Runs in a transaction. The first statement takes hold
 * of the ballot's row while it is open, so votes and the closing of one ballot follow one another: counts are exact, every
 * count is seen by one voter, and nothing is counted after the closing.
 */
export async function castVote(db: Db, cast: Cast): Promise<Voted> {
  const { team, ballot, now } = cast
  const held = await db
    .updateTable('ballots')
    .set((row) => ({ moves: row('moves', '+', 1) }))
    .where('team', '=', team)
    .where('id', '=', ballot)
    .where('state', '=', 'open')
    .returning('quorum')
    .executeTakeFirst()
  if (!held) return { kind: (await exists(db, team, ballot)) ? 'closed' : 'missing' }

  const version = await write(db, cast)
  if (version === undefined) {
    const own = await ownVote(db, team, ballot, cast.voter)
    return own ? { kind: 'conflict', own } : { kind: 'missing' }
  }
  const count = await countVotes(db, team, ballot)
  const closed = version === 1 && held.quorum !== null && count >= held.quorum
  if (closed) {
    await db
      .updateTable('ballots')
      .set({ state: 'closed', closed_at: now, closed_by: 'quorum' })
      .where('team', '=', team)
      .where('id', '=', ballot)
      .execute()
    await owe(db, resultOf(team, ballot), now)
  }
  return { kind: version === 1 ? 'counted' : 'changed', count, version, closed }
}

/** The vote's new version; undefined where the voter had seen another one. */
async function write(db: Db, { team, ballot, voter, choices, fromVersion, now }: Cast): Promise<number | undefined> {
  const row = await db
    .insertInto('votes')
    .values({ team, ballot, voter, choices: JSON.stringify(choices), cast_at: now, version: 1 })
    .onConflict((conflict) => {
      const update = conflict.columns(['team', 'ballot', 'voter']).doUpdateSet((row) => ({
        choices: row.ref('excluded.choices'),
        cast_at: row.ref('excluded.cast_at'),
        version: row('votes.version', '+', 1),
      }))
      return fromVersion === undefined ? update : update.where('votes.version', '=', fromVersion)
    })
    .returning('version')
    .executeTakeFirst()
  return row?.version
}

export async function countVotes(db: Db, team: string, ballot: string): Promise<number> {
  const { count } = await db
    .selectFrom('votes')
    .select(sql<number>`cast(count(*) as integer)`.as('count'))
    .where('team', '=', team)
    .where('ballot', '=', ballot)
    .executeTakeFirstOrThrow()
  return count
}

export async function ownVote(db: Db, team: string, ballot: string, voter: string): Promise<Vote | undefined> {
  const row = await db
    .selectFrom('votes')
    .select(['choices', 'cast_at', 'version'])
    .where('team', '=', team)
    .where('ballot', '=', ballot)
    .where('voter', '=', voter)
    .executeTakeFirst()
  return row && { voter, choices: parsed(choicesShape, row.choices), castAt: row.cast_at, version: row.version }
}

async function exists(db: Db, team: string, ballot: string): Promise<boolean> {
  const row = await db
    .selectFrom('ballots')
    .select('id')
    .where('team', '=', team)
    .where('id', '=', ballot)
    .executeTakeFirst()
  return row !== undefined
}
