import type { Compilable } from 'kysely'
import type { Storage } from '#storage/ports.ts'
import type { Db } from '#storage/sql/within.ts'
import type { HandClock } from './samples.ts'

/** One program that has the database open. */
export type Replica = { readonly storage: Storage; readonly db: Db; readonly close: () => Promise<void> }

/** An empty database for one test. Opened several times, it is what several replicas share. */
export type Place = {
  readonly open: (clock: HandClock) => Promise<Replica>
  /** How the database would run a query, in its own words. */
  readonly plan: (db: Db, query: Compilable) => Promise<string>
  /** The columns that are really there. */
  readonly columns: (db: Db) => Promise<readonly { readonly table: string; readonly column: string }[]>
}
