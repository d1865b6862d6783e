import type { KitClock } from '../clock.ts'
import type { Json } from '../json.ts'

/** A message that waits for its time. */
export type Scheduled = {
  readonly id: string
  readonly team: string
  readonly channel: string
  /** Seconds since 1970. */
  readonly postAt: number
  readonly created: number
  readonly args: Json
}

export type Schedule = {
  readonly all: () => Scheduled[]
  readonly add: (scheduled: Scheduled, then: () => void) => void
  /** False: there is no such message, or it was sent. */
  readonly cancel: (id: string) => boolean
  /** Forgets everything: the stand-in is going. */
  readonly stop: () => void
}

/** Beyond this a timer of Node's goes off at once. */
const longestWait = 2 ** 31 - 1

export function createSchedule(clock: Pick<KitClock, 'now' | 'after'>): Schedule {
  const waiting = new Map<string, { readonly scheduled: Scheduled; cancel: () => void }>()

  const wait = (scheduled: Scheduled, then: () => void): void => {
    const left = scheduled.postAt * 1000 - clock.now()
    const cancel = clock.after(Math.min(Math.max(left, 0), longestWait), () => {
      if (left > longestWait) return wait(scheduled, then)
      waiting.delete(scheduled.id)
      then()
    })
    waiting.set(scheduled.id, { scheduled, cancel })
  }

  const cancel = (id: string): boolean => {
    waiting.get(id)?.cancel()
    return waiting.delete(id)
  }

  return {
    all: () => [...waiting.values()].map(({ scheduled }) => scheduled),
    add: wait,
    cancel,
    stop: () => {
      for (const id of waiting.keys()) cancel(id)
    },
  }
}
