import type { Kysely } from 'kysely'
import type { Tables } from '../tables.ts'

export type Db = Kysely<Tables>

const attempts = 3
/** Two transactions stood in each other's way, and PostgreSQL undid one: doing it again is right. */
const again = new Set(['40001', '40P01'])

/**
 * Runs several statements as one, within the transaction that is open already, if one is.
 * @param work waits for nothing but the database: on SQLite everybody else's writes wait for it
 */
export async function within<T>(db: Db, work: (db: Db) => Promise<T>): Promise<T> {
  if (db.isTransaction) return work(db)
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      if (attempt === attempts || !hinders(error)) throw error
    }
  }
}

/** Whether somebody else's transaction was the reason, so that the same may go well now. Nothing was written. */
export const hinders = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && again.has(String(error.code))
