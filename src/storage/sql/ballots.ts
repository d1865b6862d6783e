import { sql } from 'kysely'
import type { Ballot, BallotStore, ClosedBy, Closing, NewBallot, Opened, Result } from '../ports/ballots.ts'
import type { BallotRow } from '../tables.ts'
import { choicesShape, closedByShape, namesShape, parsed } from './json.ts'
import type { Kit } from './kit.ts'
import { owe, resultOf } from './outbox.ts'
import { normalTime, timeOf } from './time.ts'
import { castVote, countVotes, ownVote } from './votes.ts'
import { type Db, within } from './within.ts'

export function ballotStore({ db, clock, newId }: Kit): BallotStore {
  const now = (): string => timeOf(clock.now())
  return {
    open: (ballot) => within(db, (tx) => open(tx, ballot, newId(), now())),
    posted: async (team, ballot, ts) => {
      await db.updateTable('ballots').set({ ts }).where('team', '=', team).where('id', '=', ballot).execute()
    },
    read: (team, ballot) => read(db, team, ballot),
    of: async (team, decision) => {
      const rows = await db
        .selectFrom('ballots')
        .selectAll()
        .where('team', '=', team)
        .where('decision', '=', decision)
        .orderBy('opened_at', 'desc')
        .orderBy('id')
        .execute()
      return rows.map(ballotOf)
    },
    vote: (team, ballot, voter, choices, fromVersion) =>
      within(db, (tx) => castVote(tx, { team, ballot, voter, choices, fromVersion, now: now() })),
    count: (team, ballot) => countVotes(db, team, ballot),
    own: (team, ballot, voter) => ownVote(db, team, ballot, voter),
    close: (team, ballot, by) => within(db, (tx) => close(tx, team, ballot, by, now())),
    result: (team, ballot) => result(db, team, ballot),
    dueToClose: async (limit) => {
      const rows = await db
        .selectFrom('ballots')
        .selectAll()
        .where('state', '=', sql.lit('open'))
        .where('closes_at', '<=', now())
        .orderBy('closes_at')
        .limit(limit)
        .execute()
      return rows.map(ballotOf)
    },
  }
}

async function open(db: Db, ballot: NewBallot, id: string, now: string): Promise<Opened> {
  const { team, decision } = ballot
  const there = await db
    .selectFrom('decisions')
    .select('id')
    .where('team', '=', team)
    .where('id', '=', decision)
    .executeTakeFirst()
  if (!there) return { kind: 'missing' }
  const made = await db
    .insertInto('ballots')
    .values({
      team,
      id,
      decision,
      owner: ballot.owner,
      channel: ballot.channel,
      closes_at: ballot.closesAt === undefined ? null : normalTime(ballot.closesAt),
      quorum: ballot.quorum ?? null,
      names_visible_to: ballot.namesVisibleTo,
      state: 'open',
      opened_at: now,
      moves: 0,
    })
    // The index allows one open ballot for a decision.
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
  if (made) return { kind: 'opened', ballot: ballotOf(made) }
  const running = await db
    .selectFrom('ballots')
    .selectAll()
    .where('team', '=', team)
    .where('decision', '=', decision)
    .where('state', '=', sql.lit('open'))
    .executeTakeFirst()
  // It closed between the two statements: the caller may simply ask again.
  return running ? { kind: 'alreadyOpen', ballot: ballotOf(running) } : open(db, ballot, id, now)
}

async function read(db: Db, team: string, ballot: string): Promise<Ballot | undefined> {
  const row = await db
    .selectFrom('ballots')
    .selectAll()
    .where('team', '=', team)
    .where('id', '=', ballot)
    .executeTakeFirst()
  return row && ballotOf(row)
}

/** The condition on the state lets exactly one caller through; the votes that are being written go first. */
async function close(db: Db, team: string, id: string, by: ClosedBy, now: string): Promise<Closing> {
  const row = await db
    .updateTable('ballots')
    .set({ state: 'closed', closed_at: now, closed_by: by })
    .where('team', '=', team)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .returningAll()
    .executeTakeFirst()
  const ballot = row ? ballotOf(row) : await read(db, team, id)
  if (!ballot) return { kind: 'missing' }
  if (row) await owe(db, resultOf(team, id), now)
  return { kind: row ? 'closed' : 'alreadyClosed', ballot, count: await countVotes(db, team, id) }
}

async function result(db: Db, team: string, id: string): Promise<Result> {
  const ballot = await read(db, team, id)
  if (!ballot) return { kind: 'missing' }
  if (!ballot.closed) return { kind: 'open', ballot, count: await countVotes(db, team, id) }
  const anonymous = ballot.namesVisibleTo === 'nobody'
  const rows = await db
    .selectFrom('votes')
    .select(['voter', 'choices'])
    .where('team', '=', team)
    .where('ballot', '=', id)
    // By time, people could tell whose it was; the answers themselves are an order that tells nothing.
    .orderBy(anonymous ? 'choices' : 'cast_at')
    .orderBy(anonymous ? 'choices' : 'voter')
    .execute()
  const votes = rows.map(({ voter, choices }) => ({
    ...(anonymous ? {} : { voter }),
    choices: parsed(choicesShape, choices),
  }))
  return { kind: 'result', ballot, votes }
}

/** @throws ZodError when a column does not hold what this version writes */
function ballotOf(row: BallotRow): Ballot {
  return {
    id: row.id,
    team: row.team,
    decision: row.decision,
    owner: row.owner,
    channel: row.channel,
    ...(row.ts === null ? {} : { ts: row.ts }),
    ...(row.closes_at === null ? {} : { closesAt: row.closes_at }),
    ...(row.quorum === null ? {} : { quorum: row.quorum }),
    namesVisibleTo: namesShape.parse(row.names_visible_to),
    openedAt: row.opened_at,
    ...(row.closed_at === null ? {} : { closed: { at: row.closed_at, by: closedByShape.parse(row.closed_by) } }),
  }
}
