import type { Log } from '#log.ts'
import type { Clock } from '#slack/clock.ts'

export type Chore = { readonly name: string; readonly everyMs: number; readonly run: () => Promise<unknown> }

/** Work that nobody asks for, again and again. */
export type Chores = {
  readonly start: () => void
  /** Begins nothing new and waits for what is under way. */
  readonly stop: () => Promise<void>
}

/**
 * Runs each chore now and after its time, never twice at once: the next time is counted from the end of the last one. One
 * that fails is logged and tried again at its time.
 */
export function createChores({ clock, log }: { clock: Clock; log: Log }, chores: readonly Chore[]): Chores {
  let isStopping = false
  const cancels = new Map<Chore, () => void>()
  const running = new Map<Chore, Promise<void>>()

  const once = async (chore: Chore): Promise<void> => {
    try {
      await chore.run()
    } catch (error) {
      log.warn({ chore: chore.name, error: error instanceof Error ? error.message : String(error) }, 'a chore failed')
    }
    running.delete(chore)
    if (!isStopping)
      cancels.set(
        chore,
        clock.after(chore.everyMs, () => begin(chore)),
      )
  }
  const begin = (chore: Chore): void => void running.set(chore, once(chore))

  return {
    start: () => chores.forEach(begin),
    stop: async () => {
      isStopping = true
      for (const cancel of cancels.values()) cancel()
      await Promise.all(running.values())
    },
  }
}
