import { type Tally, tally } from '#decision/tally.ts'
import type { Framework } from '#knowledge/framework.ts'
import type { Ballot, CountedVote } from '#storage/ports/ballots.ts'
import type { Deps } from '../deps.ts'

/** A closed ballot, counted. */
export type Counted = { readonly ballot: Ballot; readonly tally: Tally }

/** undefined while it is open: what others answered is nobody's business until it closes. */
export async function countOf({ storage }: Deps, framework: Framework, ballot: Ballot): Promise<Counted | undefined> {
  const result = await storage.ballots.result(ballot.team, ballot.id)
  if (result.kind !== 'result') return undefined
  return { ballot: result.ballot, tally: tally(framework, named(result.votes)) }
}

/** Where nobody is to be named the store gives no names away; each vote is somebody's all the same. */
function named(votes: readonly CountedVote[]) {
  return votes.map(({ voter, choices }, at) => ({ voter: voter ?? `somebody ${at + 1}`, choices }))
}

/** How voters are named to a reader; undefined where they are not. */
export function namesFor(
  ballot: Ballot,
  reader: 'everybody' | { readonly user: string },
): ((voter: string) => string) | undefined {
  const { namesVisibleTo, owner } = ballot
  const isOwner = reader !== 'everybody' && reader.user === owner
  if (namesVisibleTo === 'everyone' || (namesVisibleTo === 'owner' && isOwner)) return (voter) => `<@${voter}>`
  return undefined
}
