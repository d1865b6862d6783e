import type { Ballot } from '#storage/ports/ballots.ts'
import type { Deps } from '../deps.ts'
import { showBallot, type Wire } from './show.ts'

/** Keeps the count on the messages of ballots, without writing to one message more often than Slack and its readers can bear. */
export type Progress = {
  /** Resolves at once where an update is put off. */
  readonly note: (wire: Wire, ballot: Pick<Ballot, 'team' | 'id'>) => Promise<void>
}

/** Of one message. */
const pauseMs = 3_000
/** So many ballots are remembered at most; beyond that, those that rest are forgotten. */
const mostRemembered = 500

type Standing = { at: number; isWaiting: boolean; running: Promise<void> }

/**
 * The first vote is shown at once, those after it together when the pause is over. Each update counts anew, so the last one always
 * shows the last count; updates of one message follow one another, so that an older one never comes after a newer.
 */
export function createProgress(deps: Deps): Progress {
  const ballots = new Map<string, Standing>()

  function standingOf(key: string): Standing {
    const known = ballots.get(key)
    if (known) return known
    if (ballots.size >= mostRemembered) for (const [old, { isWaiting }] of ballots) if (!isWaiting) ballots.delete(old)
    const fresh = { at: Number.NEGATIVE_INFINITY, isWaiting: false, running: Promise.resolve() }
    ballots.set(key, fresh)
    return fresh
  }

  return {
    note: async (wire, ballot) => {
      const standing = standingOf(`${ballot.team}|${ballot.id}`)
      if (standing.isWaiting) return
      const run = (): Promise<void> => {
        standing.isWaiting = false
        standing.at = deps.clock.now()
        standing.running = standing.running.then(() =>
          showBallot(deps, wire, ballot).catch((error: unknown) =>
            deps.events.failed('ballot progress', error, { request: wire.request }),
          ),
        )
        return standing.running
      }
      const wait = standing.at + pauseMs - deps.clock.now()
      if (wait <= 0) return run()
      standing.isWaiting = true
      deps.clock.after(wait, () => void run())
    },
  }
}
