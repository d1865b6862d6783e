import type { Decision } from '#decision/types.ts'
import type { Verdict } from '#decision/verdict.ts'
import type { NewDecision } from '#storage/ports/decisions.ts'
import { changeDecision } from '../decisions/change.ts'
import type { Deps } from '../deps.ts'
import { toldOf } from '../told.ts'
import type { Turn } from '../turn.ts'
import { type Draft, dropDraft, judged, readDraft, type Walk, walkOf } from './draft.ts'

/**
 * saved: durable, with all that belongs to it. partly: the decision is durable, its review date or what it supersedes is not yet; doing
 * it once more finishes it. gone: the framework is no longer curated, so nothing was done.
 */
export type Saved =
  | { readonly kind: 'saved'; readonly decision: Decision }
  | { readonly kind: 'partly'; readonly decision: Decision }
  | { readonly kind: 'gone' }

/**
 * Makes the record of a draft, or brings the one that is there up to it; however often it is called, there is one. A decision that was
 * decided, or on which a ballot runs, stays as it is.
 * @param state draft: so that it can be shown to others before it is decided
 * @throws StorageDown when nothing was saved
 */
export async function ensureSaved(deps: Deps, turn: Turn, draft: Draft, state: 'draft' | 'decided'): Promise<Saved> {
  const walk = walkOf(deps, draft)
  if (!walk) return { kind: 'gone' }
  const record = recordOf(deps, turn, walk, state)
  const { kind, decision: found } = await deps.storage.decisions.create(record)
  const decision = kind === 'exists' && found.state === 'draft' ? await broughtUp(deps, record, found) : found
  if (decision.state !== 'decided') return { kind: 'saved', decision }
  try {
    await finish(deps, turn, draft, decision)
    return { kind: 'saved', decision }
  } catch (error) {
    if (toldOf(error) === undefined) throw error
    return { kind: 'partly', decision }
  }
}

/** The decision of an id, made from the presser's draft where it is not there yet: what a button of a verdict means. */
export async function decisionFor(deps: Deps, turn: Turn, id: string): Promise<Decision | undefined> {
  const draft = await readDraft(deps, turn)
  if (draft?.decision !== id) return deps.storage.decisions.read(turn.team, id)
  const saved = await ensureSaved(deps, turn, draft, 'draft')
  return saved.kind === 'gone' ? deps.storage.decisions.read(turn.team, id) : saved.decision
}

/** The verdict of a draft as it stands. */
export function verdictOf({ decider }: Deps, { framework, draft }: Walk): Verdict {
  const { proposal, choices } = judged(draft)
  return decider.decide(framework, proposal, choices)
}

const dayMs = 86_400_000

function recordOf(deps: Deps, turn: Turn, walk: Walk, state: 'draft' | 'decided'): NewDecision {
  const { draft, framework } = walk
  const verdict = verdictOf(deps, walk)
  const pilot = draft.pilot && verdict.pilot !== undefined
  const days = pilot ? verdict.review.afterPilotDays : verdict.review.afterDays
  return {
    id: draft.decision,
    team: turn.team,
    owner: turn.delivery.user,
    state,
    ...judged(draft),
    framework: { id: framework.id, version: framework.version },
    verdict: verdict.kind,
    cited: verdict.cited,
    pilot,
    ...(state === 'decided' ? { reviewAt: new Date(deps.clock.now() + days * dayMs).toISOString() } : {}),
  }
}

/** A record that was made to be shown gets the answers of now. Deleted meanwhile, it is made anew. */
async function broughtUp(deps: Deps, record: NewDecision, found: Decision): Promise<Decision> {
  const { id: _id, team, owner: _owner, ...changes } = record
  const changed = await changeDecision(deps, team, found, ({ state }) => (state === 'draft' ? changes : undefined))
  return changed ?? (await deps.storage.decisions.create(record)).decision
}

/** Each of these can be done twice. The draft goes last: as long as it is there, saving again finishes the rest. */
async function finish(deps: Deps, turn: Turn, draft: Draft, { team, id, reviewAt }: Decision): Promise<void> {
  if (reviewAt) await deps.storage.reviews.schedule(team, id, reviewAt)
  if (draft.supersedes && draft.supersedes !== id) await supersede(deps, team, draft.supersedes, id)
  await dropDraft(deps, turn)
}

async function supersede(deps: Deps, team: string, former: string, by: string): Promise<void> {
  const found = await deps.storage.decisions.read(team, former)
  if (!found) return
  const changes = { state: 'superseded', supersededBy: by, reviewAt: null } as const
  await changeDecision(deps, team, found, ({ state }) => (state === 'superseded' ? undefined : changes))
  await deps.storage.reviews.unschedule(team, former)
}
