/**
 * A review of a decision that is to be told to its owner. `attempt` is 1 the first time; above that, an earlier holder died
 * or said "again", and may have told it already.
 */
export type DueReview = {
  readonly id: string
  readonly team: string
  readonly decision: string
  /** `date`, or what was handed to `hasten`. */
  readonly reason: string
  readonly dueAt: string
  readonly attempt: number
  /** Proves to `settle` that this holder still has it. */
  readonly claim: string
}

/** told and failed are final; `againAt` (ISO 8601) puts it back. */
export type Settlement = 'told' | 'failed' | { readonly againAt: string }

export type ReviewStore = {
  /**
   * The review date of a decision. It takes the place of an earlier date that has not come yet; each date fires once.
   * already: that very date was scheduled before, and fired or will fire. missing: no such decision in this workspace.
   */
  readonly schedule: (team: string, decision: string, at: string) => Promise<'scheduled' | 'already' | 'missing'>
  /** Takes the review date away, if it has not come yet. */
  readonly unschedule: (team: string, decision: string) => Promise<void>
  /**
   * Brings the review forward to now, once for each reason; the date it had falls away.
   * @param reason what came up, such as an entry and its new version
   */
  readonly hasten: (team: string, decision: string, reason: string) => Promise<'scheduled' | 'already' | 'missing'>
  /**
   * Takes due reviews of all workspaces for `leaseMs`, the most overdue first. Exactly one caller gets each, over replicas;
   * when it neither settles nor lives, the next one gets it after the lease.
   */
  readonly claimDue: (leaseMs: number, limit: number) => Promise<readonly DueReview[]>
  /** lost: the lease ran out and somebody else has it. */
  readonly settle: (review: DueReview, settlement: Settlement) => Promise<'settled' | 'lost'>
}
