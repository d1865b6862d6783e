import { randomId } from './id.ts'
import type { Storage } from './ports.ts'
import { sqlStorage } from './sql/storage.ts'
import { openSqliteInMemory } from './sqlite/open.ts'

/**
 * The same storage as the embedded database's, in memory: a restart forgets everything. For tests.
 * @param now the clock, in milliseconds
 */
export function memoryStorage(now: () => number): Storage {
  const { db, light } = openSqliteInMemory()
  return sqlStorage({ db, light, clock: { now }, newId: randomId })
}
