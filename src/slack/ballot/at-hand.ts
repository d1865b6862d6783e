import type { Decision } from '#decision/types.ts'
import type { Framework } from '#knowledge/framework.ts'
import type { Ballot } from '#storage/ports/ballots.ts'
import { day } from '../blocks/date.ts'
import type { Deps } from '../deps.ts'
import { closeBallot, tellResult } from './close.ts'
import type { Wire } from './show.ts'

export type Open = {
  readonly kind: 'open'
  readonly ballot: Ballot
  readonly decision: Decision
  readonly framework: Framework
}
/** A ballot that somebody pressed in, with what it is about. */
export type AtHand =
  | Open
  /** @property words what to say about it */
  | { readonly kind: 'over'; readonly words: string }

/** @param team from the turn: another workspace's ballot is none here */
export async function ballotAtHand(
  deps: Deps,
  { request }: Pick<Wire, 'request'>,
  team: string,
  id: string,
): Promise<AtHand> {
  const ballot = anId.test(id) ? await deps.storage.ballots.read(team, id) : undefined
  const decision = ballot && (await deps.storage.decisions.read(team, ballot.decision))
  if (!ballot || !decision) return { kind: 'over', words: 'This ballot is gone: its decision was deleted.' }
  if (ballot.closed) {
    await tellResult(deps, ballot)
    return { kind: 'over', words: closedWordsOf(ballot) }
  }
  // Its time is over, and whoever looks at the clock has not come by yet.
  if (ballot.closesAt && Date.parse(ballot.closesAt) <= deps.clock.now()) {
    await closeBallot(deps, ballot, 'date', request)
    return { kind: 'over', words: closedWordsOf(ballot) }
  }
  const framework = deps.decider.frameworks.get(decision.framework.id)
  if (!framework)
    return {
      kind: 'over',
      words: 'The questions of this ballot are no longer among what is curated, so nobody can answer them.',
    }
  return { kind: 'open', ballot, decision, framework }
}

const anId = /^[\w-]{1,64}$/

export const closedWordsOf = ({ closed }: Ballot): string =>
  `This ballot is closed${closed ? ` since ${day(closed.at)}` : ''}, so nothing that was not sent before counts. The result is in the thread of its message, and in the record.`
