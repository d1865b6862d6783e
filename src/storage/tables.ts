/** The tables as queries see them (`migrations/`). Times are ISO 8601 text in UTC, always of the same length, so they sort as text. */
export type Tables = {
  readonly deliveries: { team: string; key: string; expires_at: string }
  readonly conversations: { team: string; key: string; conversation: string; expires_at: string }
  readonly shares: {
    team: string
    key: string
    state: string
    since: string
    expires_at: string
    holder: string | null
  }
  readonly outbox: OutboxRow
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
  readonly own_knowledge: { team: string; edition: string; files: string; published_at: string }
  readonly installations: InstallationRow
  /** Workspaces that act through an organisation's installation. */
  readonly org_teams: { team: string; enterprise: string }
  /** Belongs to nobody yet. `id` and `browser` are digests: what stands here opens nothing. */
  readonly install_states: { id: string; browser: string; used: number; expires_at: string }
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

/** Work that was accepted and is not finished. */
export type OutboxRow = {
  team: string
  id: string
  kind: string
  payload: string
  journal: string
  /** Which process works at it; null while it waits. */
  owner: string | null
  /** While it is held, the end of the lease; else when it may be begun. */
  due_at: string
  attempt: number
  taken_at: string
}

export type InstallationRow = {
  team: string
  enterprise: string | null
  /** Of a whole organisation: `team` is its id. */
  org: number
  app: string
  bot_user: string
  scopes: string
  installer: string
  /** Sealed, as is the refresh token. */
  token: string
  refresh_token: string | null
  token_ends_at: string | null
  /** live, lapsed. */
  state: string
  installed_at: string
  version: number
  /** Who refreshes the token at the moment, and until when it is waited for. */
  lease: string | null
  leased_until: string | null
}

/**
 * Every table but the version's and that of the states, which belong to nobody; those that refer to others first: what `forget`
 * empties. A test compares it with the database itself.
 */
export const teamTables = [
  'outbox',
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
  'own_knowledge',
  'org_teams',
  'installations',
] as const satisfies readonly Exclude<keyof Tables, 'schema_version' | 'install_states'>[]

/** Those whose rows end by themselves. */
export const endingTables = [
  'deliveries',
  'conversations',
  'takes',
  'shares',
  'feedback',
  'unanswered',
  'drafts',
  'install_states',
] as const satisfies readonly (keyof Tables)[]
