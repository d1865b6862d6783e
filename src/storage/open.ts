import { asDown } from './down.ts'
import { randomId } from './id.ts'
import type { Health, Opened } from './opened.ts'
import { openPostgres } from './postgres/open.ts'
import type { Storage } from './ports.ts'
import { sqlStorage } from './sql/storage.ts'
import { openSqlite } from './sqlite/open.ts'

export type OpenStorage = {
  readonly storage: Storage
  /** Whether it answers at this moment: reading, which a full or read-only database still does. Never throws. */
  readonly health: () => Promise<Health>
  /** Waits for what was asked for. */
  readonly close: () => Promise<void>
}

export type StorageOptions = {
  /** `postgres://...`; absent: the embedded database. */
  readonly databaseUrl?: string
  /** Where the embedded database lives. */
  readonly dataDir: string
  readonly clock: { readonly now: () => number }
  /** For rows that get their id here. At least 128 random bits. */
  readonly newId?: () => string
  /** Told when an idle connection to PostgreSQL broke; nothing is lost by that. */
  readonly lost?: (error: Error) => void
}

/**
 * Opens the database and brings its schema up to date.
 * @throws StorageRefused (`migrate.ts`), one line naming the setting and the wish, where trying again would not help
 * @throws StorageDown where it might
 */
export async function openStorage({ databaseUrl, dataDir, clock, newId = randomId, lost }: StorageOptions): Promise<OpenStorage> {
  const opened = await (databaseUrl ? openPostgres(databaseUrl, lost) : openSqlite(dataDir)).catch((error: unknown) => {
    throw asDown(error)
  })
  return served(opened, { clock, newId })
}

/** The ports on a database that is open. */
export function served(opened: Opened, { clock, newId }: Pick<Required<StorageOptions>, 'clock' | 'newId'>): OpenStorage {
  const { db, light, scrub, ping, close } = opened
  return {
    storage: sqlStorage({ db, light, clock, newId }, scrub),
    health: async () => {
      try {
        await ping()
        return { ok: true }
      } catch (error) {
        const down = asDown(error)
        return { ok: false, because: down instanceof Error ? down.message : String(down) }
      }
    },
    close,
  }
}
