import { asDown } from './down.ts'
import { guarded } from './guard.ts'
import type { Health, Opened } from './opened.ts'
import type { Storage } from './ports.ts'
import { sqlStorage } from './sql/storage.ts'

export type OpenStorage = {
  readonly storage: Storage
  /** Whether it answers at this moment: reading, which a full or read-only database still does. Never throws. */
  readonly health: () => Promise<Health>
  /** Waits for what was asked for. Safe to call twice. */
  readonly close: () => Promise<void>
}

export type Sources = { readonly clock: { readonly now: () => number }; readonly newId: () => string }

/** The ports on a database that is open. */
export function served({ db, light, scrub, ping, close }: Opened, sources: Sources): OpenStorage {
  let closing: Promise<void> | undefined
  const { storage, settled } = guarded(sqlStorage({ db, light, ...sources }, scrub))
  return {
    storage,
    health: async () => {
      try {
        await ping()
        return { ok: true }
      } catch (error) {
        const down = asDown(error)
        return { ok: false, because: down instanceof Error ? down.message : String(down) }
      }
    },
    close: () => (closing ??= settled().then(close)),
  }
}
