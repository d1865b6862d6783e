import type { Clock } from './clock.ts'

/** Counts what was taken and is not finished, so that others can wait for it. Bolt itself waits for nothing after an ack. */
export type Inflight = {
  readonly run: <T>(work: () => Promise<T>) => Promise<T>
  readonly count: () => number
  /** Resolves when nothing is under way any more. */
  readonly idle: () => Promise<void>
  /** The same, or after the time given, whichever comes first. */
  readonly drained: (deadlineMs: number) => Promise<'drained' | 'deadline'>
}

export function createInflight(clock: Clock): Inflight {
  let running = 0
  let waiting: (() => void)[] = []

  function finished(): void {
    running -= 1
    if (running > 0) return
    for (const tell of waiting) tell()
    waiting = []
  }

  const idle = (): Promise<void> =>
    running === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))

  return {
    run: async (work) => {
      running += 1
      try {
        return await work()
      } finally {
        finished()
      }
    },
    count: () => running,
    idle,
    drained: (deadlineMs) => {
      const deadline = Promise.withResolvers<'deadline'>()
      const cancel = clock.after(deadlineMs, () => deadline.resolve('deadline'))
      const drained = async (): Promise<'drained'> => {
        await idle()
        cancel()
        return 'drained'
      }
      return Promise.race([drained(), deadline.promise])
    },
  }
}
