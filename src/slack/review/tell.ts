import type { Since } from '#decision/since.ts'
import type { Decision } from '#decision/types.ts'
import type { DueReview, Settlement } from '#storage/ports/reviews.ts'
import { fieldsOf } from '../deliver.ts'
import type { Deps } from '../deps.ts'
import { reviewMessage } from '../render/review.ts'

/** Longer than telling takes with all its tries; whoever dies holding one leaves it to the next after that. */
const leaseMs = 60_000
const atOnce = 20
/** Slack is busy or away, or the app is not installed there at this moment. */
const againMs = 10 * 60_000
/** While the team is asked, there is no verdict to look at again; how long that takes is the team's affair. */
const ballotMs = 86_400_000

/**
 * Tells the owners of decisions whose day has come, once each over all replicas. A word that may have arrived counts as told:
 * twice would be worse than a review that the owner finds in the list. @returns how many
 */
export async function tellDueReviews(deps: Deps): Promise<number> {
  let told = 0
  for (const due of await deps.storage.reviews.claimDue(leaseMs, atOnce)) {
    const settlement = await tell(deps, due)
    await deps.storage.reviews.settle(due, settlement)
    if (settlement === 'told') told += 1
  }
  return told
}

async function tell(deps: Deps, due: DueReview): Promise<Settlement> {
  const decision = await deps.storage.decisions.read(due.team, due.decision)
  // A ballot that brings no answer leaves the record with this very date, which cannot be set a second time: so it is kept.
  if (decision?.state === 'open') return later(deps, ballotMs)
  // Superseded or taken back in the meantime: there is nothing left to look at again.
  if (!decision || decision.state !== 'decided') return 'told'
  const client = deps.clientFor(due.team)
  if (!client) return later(deps, againMs)
  const message = reviewMessage({
    decision,
    changes: deps.decider.changedSince(decision.cited),
    isEarly: due.reason !== 'date',
    isAgain: due.attempt > 1 && !wasAsked(decision, due),
    command: deps.command,
  })
  const outcome = await deps.outbound.call(
    client,
    'chat.postMessage',
    { channel: decision.owner, ...fieldsOf(message) },
    `review-${due.id}`,
  )
  if (outcome.kind !== 'refused') return 'told'
  return outcome.again === undefined ? 'failed' : later(deps, againMs)
}

/** The record was still changed after its day: a ballot ran over it, so earlier attempts ended at that and told nobody anything. */
const wasAsked = ({ updatedAt }: Decision, { dueAt }: DueReview): boolean => Date.parse(updatedAt) > Date.parse(dueAt)

const later = ({ clock }: Deps, ms: number): Settlement => ({ againAt: new Date(clock.now() + ms).toISOString() })

const pageSize = 200

/**
 * Brings reviews forward whose decisions lean on something that was corrected, disputed, ended or taken out since. Walks all
 * decisions that cite anything: at the start, since a folder may have changed while nothing ran, and after each edit.
 */
export async function hastenChanged({ storage, decider }: Pick<Deps, 'storage' | 'decider'>): Promise<void> {
  let after: Pick<Decision, 'team' | 'id'> | undefined
  for (;;) {
    const page = await storage.decisions.citing('any', { limit: pageSize, ...(after ? { after } : {}) })
    for (const decision of page) {
      if (decision.state !== 'decided') continue
      const changes = decider.changedSince(decision.cited)
      if (changes.length > 0) await storage.reviews.hasten(decision.team, decision.id, reasonOf(changes))
    }
    after = page.at(-1)
    if (page.length < pageSize || !after) return
  }
}

/** The same changes give the same words, so that each of them is told once. */
const reasonOf = (changes: readonly Since[]): string =>
  changes
    .map(({ entry, is, version }) => `${entry} ${is} ${version}`)
    .toSorted()
    .join('; ')
