import { randomId } from './id.ts'
import type { Storage } from './ports.ts'
import { served } from './served.ts'
import { openSqliteInMemory } from './sqlite/open.ts'

/**
 * The embedded database without a file: a restart forgets everything. For tests.
 * @param now the clock, in milliseconds
 */
export function memoryStorage(now: () => number): Storage {
  return served(openSqliteInMemory(), { clock: { now }, newId: randomId }).storage
}
