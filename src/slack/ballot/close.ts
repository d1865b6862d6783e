import type { Decision } from '#decision/types.ts'
import type { Verdict } from '#decision/verdict.ts'
import type { Framework } from '#knowledge/framework.ts'
import type { Ballot, ClosedBy } from '#storage/ports/ballots.ts'
import type { Message } from '../blocks/blocks.ts'
import { changeDecision } from '../decisions/change.ts'
import { fieldsOf } from '../deliver.ts'
import type { Deps } from '../deps.ts'
import { once } from '../once.ts'
import { resultMessage } from '../render/result.ts'
import { type Counted, countOf, namesFor } from './count.ts'
import { showBallot, type Wire } from './show.ts'

/**
 * closed: by this call. alreadyClosed: by another one, which tells the result. unsettled: it is closed, and what follows could not be
 * done yet; the next one who presses anything of it does it.
 */
export type Ended = 'closed' | 'alreadyClosed' | 'unsettled' | 'missing'

/** Closes a ballot and does all that follows, or what another call left undone. */
export async function closeBallot(
  deps: Deps,
  wire: Wire,
  { team, id }: Pick<Ballot, 'team' | 'id'>,
  by: ClosedBy,
): Promise<Ended> {
  const closing = await deps.storage.ballots.close(team, id, by)
  if (closing.kind === 'missing') return 'missing'
  try {
    await settleBallot(deps, wire, closing.ballot)
    return closing.kind
  } catch (error) {
    deps.events.failed('ballot result', error, { request: wire.request })
    return 'unsettled'
  }
}

/**
 * What follows once a ballot is closed, each step so that it can be done twice: the record takes the majority's answers, the message
 * says that it is closed, and the result is told. The claim in the ledger lets one of any number of callers tell it.
 */
export async function settleBallot(deps: Deps, wire: Wire, ballot: Ballot): Promise<void> {
  const found = await deps.storage.decisions.read(ballot.team, ballot.decision)
  const framework = found && deps.decider.frameworks.get(found.framework.id)
  if (!framework) return
  const counted = await countOf(deps, framework, ballot)
  if (!counted) return
  const { decision, verdict } = await decided(deps, found, framework, counted)
  // The message last: as long as it has its buttons, whoever presses one finishes what was left undone.
  await tellOnce(deps, wire, ballot, () => {
    const nameOf = namesFor(ballot, 'everybody')
    return resultMessage({ ballot, decision, framework, verdict, tally: counted.tally, ...(nameOf ? { nameOf } : {}) })
  })
  await showBallot(deps, wire, ballot)
}

/** Ballots whose date has come, of all workspaces; for a timer. @returns how many this call has closed */
export async function closeDueBallots(deps: Deps, now: number): Promise<number> {
  let closed = 0
  for (const ballot of await deps.storage.ballots.dueToClose(mostAtOnce)) {
    const client = deps.clientFor(ballot.team)
    const request = deps.newId()
    // One workspace's trouble must not keep the others' ballots open.
    try {
      if (Date.parse(ballot.closesAt ?? '') > now) continue
      if (!client) await deps.storage.ballots.close(ballot.team, ballot.id, 'date')
      else if ((await closeBallot(deps, { client, request }, ballot, 'date')) !== 'missing') closed += 1
    } catch (error) {
      deps.events.failed('ballot date', error, { request })
    }
  }
  return closed
}

const mostAtOnce = 50

const dayMs = 86_400_000

/** Where nobody answered there is no majority to follow: the record goes back to what it was. */
async function decided(
  deps: Deps,
  found: Decision,
  framework: Framework,
  { tally }: Counted,
): Promise<{ readonly decision: Decision; readonly verdict: Verdict }> {
  const choices = tally.voters > 0 ? tally.overall.choices : found.choices
  const verdict = deps.decider.decide(framework, found.proposal, choices)
  const changed = await changeDecision(deps, found.team, found, (current) => {
    // Settled before, or changed since by somebody who decided anew.
    if (current.state !== 'open') return undefined
    if (tally.voters === 0) return { state: current.reviewAt ? 'decided' : 'draft' }
    const pilot = current.pilot && verdict.pilot !== undefined
    const days = pilot ? verdict.review.afterPilotDays : verdict.review.afterDays
    return {
      state: 'decided',
      choices,
      verdict: verdict.kind,
      cited: verdict.cited,
      pilot,
      framework: { id: framework.id, version: framework.version },
      reviewAt: new Date(deps.clock.now() + days * dayMs).toISOString(),
    }
  })
  const decision = changed ?? found
  if (decision.state === 'decided' && decision.reviewAt)
    await deps.storage.reviews.schedule(decision.team, decision.id, decision.reviewAt)
  return { decision, verdict }
}

/** The ledger remembers a week; a result so old was told long ago, or lost with its thread. */
const tellableMs = 6 * dayMs

async function tellOnce(deps: Deps, { client, request }: Wire, ballot: Ballot, message: () => Message): Promise<void> {
  const { team, id, channel, ts, closed } = ballot
  if (!ts || !closed || deps.clock.now() - Date.parse(closed.at) > tellableMs) return
  await once(deps, { team, key: ['result', id], request }, () =>
    deps.outbound.call(client, 'chat.postMessage', { channel, thread_ts: ts, ...fieldsOf(message()) }, request),
  )
}
