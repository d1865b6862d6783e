import type { Choices } from '#decision/types.ts'

/** Who may see which name voted how, once the ballot is closed. `nobody`: the store itself gives no names away. */
export type NamesVisibleTo = 'nobody' | 'owner' | 'everyone'
/** Why a ballot closed. */
export type ClosedBy = 'owner' | 'quorum' | 'date'

/** A ballot on a decision. Times are ISO 8601 in UTC. */
export type Ballot = {
  readonly id: string
  readonly team: string
  readonly decision: string
  readonly owner: string
  readonly channel: string
  /** The message that asks, known once it is posted. */
  readonly ts?: string
  /** Closes by date from then on. */
  readonly closesAt?: string
  /** Closes with the vote that makes so many. */
  readonly quorum?: number
  readonly namesVisibleTo: NamesVisibleTo
  readonly openedAt: string
  readonly closed?: { readonly at: string; readonly by: ClosedBy }
}

export type NewBallot = Omit<Ballot, 'id' | 'ts' | 'openedAt' | 'closed'>

/** alreadyOpen: a decision has at most one open ballot. missing: no such decision in this workspace. */
export type Opened = { readonly kind: 'opened' | 'alreadyOpen'; readonly ballot: Ballot } | { readonly kind: 'missing' }

/** One member's answers. The version rises with every change. */
export type Vote = {
  readonly voter: string
  readonly choices: Choices
  readonly castAt: string
  readonly version: number
}

/**
 * counted: the first of this voter. changed: in place of the one before. `count` is how many have voted, this one included;
 * `closed` is true for the one vote that reached the quorum, and whoever gets it tells the result.
 * conflict: the voter changed it in another window since.
 */
export type Voted =
  | { readonly kind: 'counted' | 'changed'; readonly count: number; readonly version: number; readonly closed: boolean }
  | { readonly kind: 'conflict'; readonly own: Vote }
  | { readonly kind: 'closed' | 'missing' }

/** closed: exactly one caller gets it, and tells the result. */
export type Closing =
  | { readonly kind: 'closed' | 'alreadyClosed'; readonly ballot: Ballot; readonly count: number }
  | { readonly kind: 'missing' }

/** open: what the others answered is nobody's business until it closes. */
export type Result =
  | { readonly kind: 'result'; readonly ballot: Ballot; readonly votes: readonly CountedVote[] }
  | { readonly kind: 'open'; readonly ballot: Ballot; readonly count: number }
  | { readonly kind: 'missing' }
/** Without its voter where names are visible to nobody; then in no telling order. */
export type CountedVote = { readonly voter?: string; readonly choices: Choices }

export type BallotStore = {
  readonly open: (ballot: NewBallot) => Promise<Opened>
  /** Notes where the question was posted. */
  readonly posted: (team: string, ballot: string, ts: string) => Promise<void>
  readonly read: (team: string, ballot: string) => Promise<Ballot | undefined>
  /** The ballots of a decision, newest first. */
  readonly of: (team: string, decision: string) => Promise<readonly Ballot[]>
  /** @param fromVersion the version the voter saw, 0 for none; absent: the last one counts, whatever was there */
  readonly vote: (team: string, ballot: string, voter: string, choices: Choices, fromVersion?: number) => Promise<Voted>
  /** How many have voted. */
  readonly count: (team: string, ballot: string) => Promise<number>
  readonly own: (team: string, ballot: string, voter: string) => Promise<Vote | undefined>
  readonly close: (team: string, ballot: string, by: ClosedBy) => Promise<Closing>
  readonly result: (team: string, ballot: string) => Promise<Result>
  /** Open ballots of all workspaces whose date has come, the most overdue first; to be closed by `close(..., 'date')`. */
  readonly dueToClose: (limit: number) => Promise<readonly Ballot[]>
}
