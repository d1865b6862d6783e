import { type Clock, systemClock } from '#slack/clock.ts'

/** The app's own: both sides of a test see one time. */
export type KitClock = Clock

export type ManualClock = KitClock & {
  readonly advance: (ms: number) => void
  /** Milliseconds until each call that is planned; what was planned first comes first. */
  readonly waiting: () => number[]
}

type Timer = { readonly at: number; readonly call: () => void }

/** Time that stands still until a test moves it: three seconds to an expired trigger take no time at all. */
export function manualClock(start = Date.UTC(2026, 10, 21, 12)): ManualClock {
  let now = start
  const timers = new Set<Timer>()
  const after = (ms: number, then: () => void): (() => void) => {
    const timer = { at: now + ms, call: then }
    timers.add(timer)
    return () => timers.delete(timer)
  }
  const next = (until: number): Timer | undefined =>
    [...timers].filter(({ at }) => at <= until).toSorted((left, right) => left.at - right.at)[0]
  return {
    now: () => now,
    after,
    wait: (ms) => new Promise((resolve) => after(ms, resolve)),
    waiting: () => [...timers].map(({ at }) => at - now),
    advance: (ms) => {
      const until = now + ms
      for (let timer = next(until); timer; timer = next(until)) {
        timers.delete(timer)
        now = timer.at
        timer.call()
      }
      now = until
    },
  }
}

/** Real time, for whatever runs against Bolt's own timers and signature window. */
export const realClock: KitClock = systemClock

export type Random = () => number

/** mulberry32: the same numbers between 0 and 1 for the same seed, so that a failing run can be run again. */
export function seededRandom(seed = 1): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d_2b_79_f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
