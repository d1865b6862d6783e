/** Time as the surfaces see it: passed in, so that tests decide what it is and nobody sleeps. */
export type Clock = {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Calls back once after a time, unless it is cancelled by the function returned. */
  readonly after: (ms: number, then: () => void) => () => void
  readonly wait: (ms: number) => Promise<void>
}

export const systemClock: Clock = {
  now: Date.now,
  after: (ms, then) => {
    const timer = setTimeout(then, ms)
    return () => clearTimeout(timer)
  },
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
}

/** The day as YYYY-MM-DD in UTC: review dates are days, and a few hours either way change nothing. */
export const dayOf = (clock: Clock): string => new Date(clock.now()).toISOString().slice(0, 10)
