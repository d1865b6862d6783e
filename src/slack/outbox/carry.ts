import type { Owed } from '#storage/ports/outbox.ts'
import { answererOfTurn } from '../answerer.ts'
import { settleBallot } from '../ballot/close.ts'
import { sentence, tell } from '../deliver.ts'
import type { Deps } from '../deps.ts'
import { readDelivery } from '../read.ts'
import { routeAgain, type Routes } from '../router.ts'
import type { Turn } from '../turn.ts'
import type { Carry } from './outbox.ts'
import { readOwedBallot, readOwedDelivery } from './owed.ts'
import { Postponed } from './ways-out.ts'

/** An answer that comes later than this is no answer any more: the program was not running. */
const staleMs = 3_600_000

const interrupted =
  'I was interrupted while I answered you, so my answer may have arrived or not. If you do not see it, please press or ask again.'

/** Does what was taken and came to no end, by its kind. */
export function carrier(deps: Deps, tables: { readonly routes: Routes; readonly outsiders: Routes }): Carry {
  return async (owed) => {
    const client = deps.clientFor(owed.team)
    // Its token is being looked for, or the app was taken away: then the row goes with everything else of that workspace.
    if (!client) throw new Postponed()
    if (owed.kind === 'ballot') return result(deps, owed, { client, request: owed.id })
    if (owed.kind !== 'delivery') throw new Error(`${owed.kind}: work of a newer version of this program`)
    if (deps.clock.now() - owed.takenAt > staleMs) return deps.events.owed('expired')
    const { body, botUser, isOutsider } = readOwedDelivery(owed.payload)
    const read = readDelivery(body)
    if (read.kind !== 'delivery') return
    const turn: Turn = {
      request: owed.id,
      delivery: read.delivery,
      team: owed.team,
      answerer: await answererOfTurn(deps, { team: owed.team, delivery: read.delivery, isOutsider }),
      client,
      started: deps.clock.now(),
      isResumed: true,
      ...(botUser ? { botUser } : {}),
    }
    const wasInterrupted = deps.outbox.journalOf(owed.id)?.wasInterrupted ?? false
    await deps.events.during({ request: owed.id, team: owed.team }, async () => {
      await routeAgain(deps, isOutsider ? tables.outsiders : tables.routes, turn)
      if (wasInterrupted) await tell(deps, turn, sentence(interrupted))
    })
  }
}

async function result(deps: Deps, { team, payload }: Owed, wire: Pick<Turn, 'client' | 'request'>): Promise<void> {
  const ballot = await deps.storage.ballots.read(team, readOwedBallot(payload).ballot)
  if (ballot) await settleBallot(deps, wire, ballot)
}
