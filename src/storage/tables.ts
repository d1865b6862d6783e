/** The tables as queries see them (`migrations/`). Times are ISO 8601 text in UTC, always of the same length, so they sort as text. */
export type Tables = {
  readonly deliveries: { team: string; key: string; expires_at: string }
  readonly conversations: { team: string; key: string; conversation: string; expires_at: string }
  readonly shares: { team: string; key: string; state: string; since: string; expires_at: string }
  readonly feedback: { team: string; answer: string; person: string; feedback: string; expires_at: string }
  readonly unanswered: {
    team: string
    id: string
    person: string
    question: string
    asked_at: string
    expires_at: string
  }
  readonly takes: { team: string; key: string; id: string; expires_at: string }
  readonly drafts: { team: string; person: string; purpose: string; payload: string; expires_at: string }
  readonly decisions: DecisionRow
  readonly citations: { team: string; decision: string; entry: string }
  readonly ballots: BallotRow
  readonly votes: VoteRow
  readonly reviews: ReviewRow
  /** One row: how many migrations this database has seen. */
  readonly schema_version: { version: number }
}

export type DecisionRow = {
  team: string
  id: string
  owner: string
  state: string
  proposal: string
  choices: string
  framework: string
  verdict: string
  cited: string
  pilot: number
  superseded_by: string | null
  posted: string | null
  review_at: string | null
  created_at: string
  updated_at: string
  version: number
}

export type BallotRow = {
  team: string
  id: string
  decision: string
  owner: string
  channel: string
  ts: string | null
  closes_at: string | null
  quorum: number | null
  names_visible_to: string
  /** open, closed. */
  state: string
  opened_at: string
  closed_at: string | null
  closed_by: string | null
  /** Written by every vote: whoever writes it holds the row, so votes of one ballot follow one another. */
  moves: number
}

export type VoteRow = {
  team: string
  ballot: string
  voter: string
  choices: string
  cast_at: string
  version: number
}

export type ReviewRow = {
  team: string
  id: string
  decision: string
  reason: string
  /** What makes it happen once: unique for a decision. */
  once: string
  /** waiting (leased or not), told, failed, dropped. */
  state: string
  /** While it is leased, the end of the lease. */
  due_at: string
  attempt: number
  claim: string | null
}

/** Every table but the version's, those that refer to others first: what `forget` empties. A test compares it with the database itself. */
export const teamTables = [
  'votes',
  'reviews',
  'ballots',
  'citations',
  'decisions',
  'drafts',
  'takes',
  'unanswered',
  'feedback',
  'shares',
  'conversations',
  'deliveries',
] as const satisfies readonly Exclude<keyof Tables, 'schema_version'>[]

/** Those whose rows end by themselves. */
export const endingTables = [
  'deliveries',
  'conversations',
  'takes',
  'shares',
  'feedback',
  'unanswered',
  'drafts',
] as const satisfies readonly (keyof Tables)[]
