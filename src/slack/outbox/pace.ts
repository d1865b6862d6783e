import type { Clock } from '../clock.ts'
import { Postponed } from './ways-out.ts'

/** Keeps the messages to one conversation as far apart as Slack wants them, first come, first served. */
export type Pace = {
  /** Milliseconds until the next message may go there, those in line counted. */
  readonly waitFor: (conversation: string) => number
  /**
   * Takes a place in the line and waits for it.
   * @param isKept whether the outbox keeps what waits, so that a stop need not wait for it
   * @returns gives the place back, for a message that Slack did not take
   * @throws Postponed at a stop, where it is kept
   */
  readonly turn: (conversation: string, isKept: boolean) => Promise<() => void>
  /** Whoever waits need not wait any more: what is kept is left to others, and the rest goes out at once. */
  readonly stop: () => void
}

/** "Generally one message per second per channel", short bursts allowed (docs.slack.dev/apis/web-api/rate-limits). */
const apartMs = 1_000
const burst = 4
/** Conversations that rest are forgotten once there are so many. */
const mostRemembered = 5_000

/** By the "generic cell rate": one number for each conversation, when it would be idle again if messages went out evenly. */
export function createPace(clock: Clock): Pace {
  const idleAt = new Map<string, number>()
  const waiting = new Set<() => void>()
  let isStopping = false

  const waitFor = (conversation: string): number =>
    Math.max(0, (idleAt.get(conversation) ?? 0) - (burst - 1) * apartMs - clock.now())

  async function inLine(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const cancel = clock.after(ms, resolve)
    waiting.add(resolve)
    await promise
    waiting.delete(resolve)
    cancel()
  }

  return {
    waitFor,
    turn: async (conversation, isKept) => {
      const wait = waitFor(conversation)
      idleAt.set(conversation, Math.max(idleAt.get(conversation) ?? 0, clock.now()) + apartMs)
      if (idleAt.size > mostRemembered) for (const [name, at] of idleAt) if (at < clock.now()) idleAt.delete(name)
      if (wait > 0 && !isStopping) await inLine(wait)
      if (wait > 0 && isStopping && isKept) throw new Postponed()
      return () => void idleAt.set(conversation, (idleAt.get(conversation) ?? 0) - apartMs)
    },
    stop: () => {
      isStopping = true
      for (const goOn of waiting) goOn()
    },
  }
}
