import type { Clock } from '../clock.ts'

/** Keys of deliveries that this process has done, or knows to be done: known at once, and when the store is away as well. */
export type RecentKeys = {
  readonly add: (keys: readonly string[]) => void
  /** Whether any of them is known. */
  readonly has: (keys: readonly string[]) => boolean
}

/** A key has a hundred characters or so. */
const most = 5_000
/** Slack repeats within minutes mostly; the store remembers for a day. */
const rememberedMs = 3_600_000

export function recentKeys(clock: Pick<Clock, 'now'>): RecentKeys {
  /** In the order in which they were added, so that the oldest stands first. */
  const until = new Map<string, number>()
  return {
    add: (keys) => {
      const end = clock.now() + rememberedMs
      for (const key of keys) until.set(key, end)
      if (until.size <= most) return
      for (const [oldest] of until) {
        if (until.size <= most) break
        until.delete(oldest)
      }
    },
    has: (keys) => keys.some((key) => (until.get(key) ?? 0) > clock.now()),
  }
}
