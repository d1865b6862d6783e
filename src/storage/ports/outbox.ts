/** What names one piece of work: the workspace, and an id that is the same however often it is begun. */
export type OwedKey = { readonly team: string; readonly id: string }

/**
 * Work that was accepted and is not finished. The result of a ballot is owed from the moment it is closed: the transaction that closes
 * it keeps work of kind `ballot` with the id `ballot-` and the ballot's own, and the payload `{ ballot }`.
 */
export type Owed = OwedKey & {
  /** Which part of the program knows how to do it, such as `delivery` or `ballot`. */
  readonly kind: string
  /** What that part needs for it, as it was kept: JSON. */
  readonly payload: unknown
  /** What of it has left the program already; whoever does the work writes and reads it. JSON. */
  readonly journal: unknown
  /** How often it was begun, this time included. */
  readonly attempt: number
  /** Milliseconds since 1970. */
  readonly takenAt: number
}

export type NewOwed = OwedKey & { readonly kind: string; readonly payload: unknown }

/** One process among several, for as long as it runs, and how long its word counts when it says nothing more. */
export type Holder = { readonly owner: string; readonly leaseMs: number }

/**
 * What is owed to somebody: a delivery that was acknowledged, a ballot that was closed and has no result yet. A row is held by the
 * process that works at it, for as long as that process lives; a row that nobody holds, or whose holder has died, is taken up
 * by any other. Kept lightly: the death of the program loses nothing of it, the death of the machine may.
 */
export type OutboxStore = {
  /**
   * Claims the keys of a delivery and keeps the work that follows from it, in one transaction: of any number of repetitions, over
   * replicas too, one is `first`, and what is first is also kept.
   * @param keys `team|...`, remembered for a day; none: always first
   * @param work absent where nothing is lost if the program dies now
   */
  readonly take: (keys: readonly string[], work: NewOwed | undefined, holder: Holder) => Promise<'first' | 'repeated'>
  /** Takes hold of one piece of work that nobody holds. undefined: it is finished, or somebody else is at it. */
  readonly hold: (work: OwedKey, holder: Holder) => Promise<Owed | undefined>
  /**
   * Takes hold of work whose time has come, oldest first.
   * @param abandoned whether work of others whose lease has run out is taken as well
   */
  readonly holdDue: (holder: Holder, limit: number, abandoned: boolean) => Promise<readonly Owed[]>
  /** The process lives: everything it holds stays its own. */
  readonly prolong: (holder: Holder) => Promise<void>
  /** Writes the journal. false: another process has taken the work over, so this one must not go on. */
  readonly note: (work: OwedKey, owner: string, journal: unknown) => Promise<boolean>
  /** Lets go of it for so many milliseconds. Nothing happens where another process holds it. */
  readonly postpone: (work: OwedKey, owner: string, forMs: number, journal: unknown) => Promise<void>
  /** It is done: nothing of it stays. */
  readonly finish: (work: OwedKey) => Promise<void>
  /** How much is owed at this moment, and since when the oldest of it, in milliseconds since 1970. */
  readonly backlog: () => Promise<{ readonly count: number; readonly oldest?: number }>
}
