import type { Log } from '#log.ts'
import type { Clock } from '#slack/clock.ts'
import type { Removal } from '#slack/delivery.ts'

/** Does away with a workspace that took the app away. For the doors: never throws. */
export type Removals = {
  readonly remove: (removal: Removal) => Promise<'done' | 'again'>
  readonly stop: () => void
}

/** Longer than anything that was under way may still write, and than another replica remembers the installation. */
export const lingerMs = 120_000

/**
 * app_uninstalled and tokens_revoked come in either order, twice, and as late as after a new installation (slackapi/bolt-js#673,
 * #1103, #1558). Slack hears "done" only once it is: what failed comes again.
 * @param end deletes everything, or keeps what is newer than the removal
 */
export function createRemovals({
  end,
  clock,
  log,
}: {
  end: (removal: Removal) => Promise<'ended' | 'kept'>
  clock: Pick<Clock, 'after'>
  log: Log
}): Removals {
  const later = new Map<string, () => void>()

  /** Somebody's last answer may have been written behind the deletion's back. */
  function lookAgain(removal: Removal): void {
    later.get(removal.whose)?.()
    const cancel = clock.after(lingerMs, () => {
      later.delete(removal.whose)
      end(removal).catch((error: unknown) =>
        log.warn({ team: removal.whose, error: String(error) }, 'what was left of a workspace may still be there'),
      )
    })
    later.set(removal.whose, cancel)
  }

  return {
    remove: async (removal) => {
      const { whose: team, why } = removal
      try {
        const ended = await end(removal)
        log.info({ team, why, ended }, 'taken away')
        if (ended === 'ended') lookAgain(removal)
        return 'done'
      } catch (error) {
        log.error({ team, why, error: String(error) }, 'a workspace could not be deleted yet')
        return 'again'
      }
    },
    stop: () => {
      for (const cancel of later.values()) cancel()
      later.clear()
    },
  }
}
