import type { Db } from './within.ts'

/** What every store works with. */
export type Kit = {
  readonly db: Db
  /**
   * The same database for what may be lost when the machine dies: nobody was told that it is saved, and each write costs no
   * wait for the disk. The death of the program alone loses nothing of it either.
   */
  readonly light: Db
  readonly clock: { readonly now: () => number }
  readonly newId: () => string
  readonly keyOf: typeof keyOf
}

/** `team|the|rest` as columns. What has no bar is a team and nothing else. */
export function keyOf(key: string): { readonly team: string; readonly key: string } {
  const bar = key.indexOf('|')
  return bar === -1 ? { team: key, key: '' } : { team: key.slice(0, bar), key: key.slice(bar + 1) }
}
