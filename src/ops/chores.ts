import type { Events } from '#events.ts'
import type { Log } from '#log.ts'
import type { Clock } from '#slack/clock.ts'

/** @property run a number it gives says how many things it did */
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
export function createChores(
  { clock, log, events }: { clock: Clock; log: Log; events: Pick<Events, 'chore'> },
  chores: readonly Chore[],
): Chores {
  let isStopping = false
  const cancels = new Map<Chore, () => void>()
  const running = new Map<Chore, Promise<void>>()

  const once = async (chore: Chore): Promise<void> => {
    const started = clock.now()
    const tell = (outcome: 'done' | 'failed', done: unknown): void =>
      events.chore(chore.name, outcome, { ms: clock.now() - started, done: typeof done === 'number' ? done : 0 })
    try {
      tell('done', await chore.run())
    } catch (error) {
      log.warn({ chore: chore.name, error }, 'a chore failed')
      tell('failed', 0)
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
