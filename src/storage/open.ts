import { asDown } from './down.ts'
import { randomId } from './id.ts'
import { type OpenStorage, served } from './served.ts'
import { openSqlite } from './sqlite/open.ts'

export type StorageOptions = {
  /** `postgres://...`; absent: the embedded database. */
  readonly databaseUrl?: string
  /** Where the embedded database lives. */
  readonly dataDir: string
  readonly clock: { readonly now: () => number }
  /** For rows that get their id here. 128 random bits, unless a test wants others. */
  readonly newId?: () => string
  /** Told when an idle connection to PostgreSQL broke; nothing is lost by that. */
  readonly lost?: (error: Error) => void
  /** A PostgreSQL that does not answer yet is waited for: what is asked meanwhile fails as if it had gone away. */
  readonly patient?: boolean
  /** Replicas go by the clock of their database, so that none takes another's lease for over because the machines disagree. */
  readonly oneClock?: boolean
}

/**
 * Opens the database and brings its schema up to date.
 * @throws StorageRefused (`refused.ts`), one line naming the setting and the wish, where trying again would not help
 * @throws StorageDown (`down.ts`) where it might
 */
export async function openStorage(options: StorageOptions): Promise<OpenStorage> {
  const { databaseUrl, dataDir, clock, newId = randomId, lost, patient, oneClock = false } = options
  try {
    // Loaded only by whoever uses it.
    const opened = databaseUrl
      ? (await import('./postgres/open.ts')).openPostgres(databaseUrl, { lost, patient, now: clock.now })
      : openSqlite(dataDir)
    const { ahead = () => 0, ...rest } = await opened
    return served(rest, { clock: oneClock ? { now: () => clock.now() + ahead() } : clock, newId })
  } catch (error) {
    throw asDown(error)
  }
}
