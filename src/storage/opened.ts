import type { Db } from './sql/within.ts'

/** Whether the database answers, and for people why not. */
export type Health = { readonly ok: true } | { readonly ok: false; readonly because: string }

/** A database whose schema is up to date. */
export type Opened = {
  readonly db: Db
  /** For what may be lost when the machine dies; see `sql/kit.ts`. */
  readonly light: Db
  /** Takes what was deleted of a workspace from where it still lies: out of the files, out of tables that only this database has. */
  readonly scrub: (team: string) => Promise<void>
  /** @throws whatever the database says */
  readonly ping: () => Promise<void>
  /**
   * How many milliseconds the database's clock is ahead of this machine's, as far as it was last seen; absent where both are one.
   */
  readonly ahead?: () => number
  readonly close: () => Promise<void>
}
