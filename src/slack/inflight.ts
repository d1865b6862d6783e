import type { Clock } from './clock.ts'

/** Counts what was taken and is not finished, so that a stop can wait for it. Bolt itself waits for nothing after an ack. */
export type Inflight = {
  readonly run: <T>(work: () => Promise<T>) => Promise<T>
  readonly count: () => number
  /** Resolves when nothing is under way any more, or after the time given, whichever comes first. */
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
    drained: (deadlineMs) =>
      new Promise((resolve) => {
        if (running === 0) return resolve('drained')
        const cancel = clock.after(deadlineMs, () => resolve('deadline'))
        waiting.push(() => {
          cancel()
          resolve('drained')
        })
      }),
  }
}
