import type { Decision } from '#decision/types.ts'
import type { Ballot } from '#storage/ports/ballots.ts'
import type { Deps } from '../deps.ts'
import type { RecordData } from '../render/record.ts'
import type { Turn } from '../turn.ts'

/** What the store has of a decision, with all that a renderer needs. */
export type Kept = RecordData

/** missing: not in this workspace. unreadable: its framework is no longer in the knowledge folder. */
export type Loaded =
  | { readonly kind: 'kept'; readonly kept: Kept }
  | { readonly kind: 'unreadable'; readonly decision: Decision }
  | { readonly kind: 'missing' }

/** 128 random bits in whatever form they are written; anything else is no id of ours and is not looked for. */
const anId = /^[\w-]{1,64}$/

/** @param team from the turn, never from what was pressed: another workspace's id finds nothing */
export async function loadRecord({ storage, decider }: Deps, team: string, id: string): Promise<Loaded> {
  const decision = anId.test(id) ? await storage.decisions.read(team, id) : undefined
  if (!decision) return { kind: 'missing' }
  const framework = decider.frameworks.get(decision.framework.id)
  if (!framework) return { kind: 'unreadable', decision }
  const ballots = await storage.ballots.of(team, id)
  const domain = decision.proposal.domain ? decider.domains.get(decision.proposal.domain) : undefined
  return {
    kind: 'kept',
    kept: {
      decision,
      framework,
      verdict: decider.decide(framework, decision.proposal, decision.choices),
      ...(domain ? { domain } : {}),
      since: decider.changedSince(decision.cited),
      ballots: ballots.filter(({ ts, closed }) => ts !== undefined || !closed),
    },
  }
}

/** Whoever made it, and the admins: they change it, ask about it and delete it. Everybody in the workspace reads it. */
export const mayChange = async (
  { isAdmin }: Deps,
  { owner }: Pick<Decision, 'owner'>,
  { team, delivery: { user } }: Pick<Turn, 'team'> & { readonly delivery: { readonly user: string } },
): Promise<boolean> => owner === user || (await isAdmin(team, user))

export const openBallotOf = ({ ballots }: Kept): Ballot | undefined => ballots.find((ballot) => !ballot.closed)

/**
 * Whether the answers are kept from somebody: while the team is being asked, only who made the record sees what stands in it, since
 * whoever reads a verdict first has lost their own. Admins may vote as well, so they are no exception.
 */
export const isBlind = (kept: Kept, user: string): boolean =>
  openBallotOf(kept) !== undefined && kept.decision.owner !== user

export const blindWords =
  'The team is being asked about this. Its answers and its verdict are shown once the ballot is closed, so that nobody is swayed.'

/** What to say of a decision that cannot be shown. */
export const lost = (loaded: Exclude<Loaded, { kind: 'kept' }>): string =>
  loaded.kind === 'missing'
    ? 'I do not have this decision: it was deleted, or it was made elsewhere.'
    : `This decision was made with the framework "${loaded.decision.framework.id}", which is no longer among what is curated, so I cannot show its verdict.`
