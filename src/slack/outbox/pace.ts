import type { Clock } from '../clock.ts'

/** Keeps the messages to one conversation as far apart as Slack wants them, first come, first served. */
export type Pace = {
  /** Milliseconds until the next message may go there, those in line counted. */
  readonly waitFor: (conversation: string) => number
  /** Takes a place in the line and waits for it. @returns gives the place back, for a message that Slack did not take */
  readonly turn: (conversation: string) => Promise<() => void>
}

/** "Generally one message per second per channel", short bursts allowed (docs.slack.dev/apis/web-api/rate-limits). */
const apartMs = 1_000
const burst = 4
/** Conversations that rest are forgotten once there are so many. */
const mostRemembered = 5_000

/** By the "generic cell rate": one number for each conversation, when it would be idle again if messages went out evenly. */
export function createPace(clock: Clock): Pace {
  const idleAt = new Map<string, number>()

  const waitFor = (conversation: string): number =>
    Math.max(0, (idleAt.get(conversation) ?? 0) - (burst - 1) * apartMs - clock.now())

  return {
    waitFor,
    turn: async (conversation) => {
      const wait = waitFor(conversation)
      idleAt.set(conversation, Math.max(idleAt.get(conversation) ?? 0, clock.now()) + apartMs)
      if (idleAt.size > mostRemembered) for (const [name, at] of idleAt) if (at < clock.now()) idleAt.delete(name)
      if (wait > 0) await clock.wait(wait)
      return () => void idleAt.set(conversation, (idleAt.get(conversation) ?? 0) - apartMs)
    },
  }
}
