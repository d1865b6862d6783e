import { z } from 'zod'
import { becauseOf, choiceOf } from '#decision/rule.ts'
import type { Choices, Decision, DecisionState } from '#decision/types.ts'
import type { Verdict } from '#decision/verdict.ts'
import type { Framework } from '#knowledge/framework.ts'
import type { Ballot, ClosedBy } from '#storage/ports/ballots.ts'
import type { Message } from '../blocks/blocks.ts'
import { changeDecision } from '../decisions/change.ts'
import { fieldsOf } from '../deliver.ts'
import type { Deps } from '../deps.ts'
import { once } from '../once.ts'
import { resultKey } from '../outbox/owed.ts'
import { Postponed } from '../outbox/ways-out.ts'
import { choiceWords } from '../render/record.ts'
import { resultMessage } from '../render/result.ts'
import { longest } from '../walk/steps.ts'
import { type Counted, countOf, namesFor } from './count.ts'
import { showBallot, type Wire } from './show.ts'

/**
 * closed: by this call. alreadyClosed: by another one, which tells the result. unsettled: it is closed, and what follows could not be
 * done yet; the outbox keeps it and does it as soon as it can.
 */
export type Ended = 'closed' | 'alreadyClosed' | 'unsettled' | 'missing'

/** Closes a ballot and does all that follows. */
export async function closeBallot(
  deps: Deps,
  { team, id }: Pick<Ballot, 'team' | 'id'>,
  by: ClosedBy,
  request: string,
): Promise<Ended> {
  const closing = await deps.storage.ballots.close(team, id, by)
  if (closing.kind === 'missing') return 'missing'
  try {
    await tellResult(deps, closing.ballot)
    return closing.kind
  } catch (error) {
    deps.events.failed('ballot result', error, { request })
    return 'unsettled'
  }
}

/** Does what follows from the closing now, unless it is done or somebody is at it. */
export const tellResult = ({ outbox }: Deps, { team, id }: Pick<Ballot, 'team' | 'id'>): Promise<void> =>
  outbox.now(resultKey(team, id))

/**
 * What follows once a ballot is closed, each step so that it can be done twice: the record takes the majority's answers, the message
 * says that it is closed, and the result is told.
 * @throws Postponed where Slack does not take the result at the moment
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
      else if ((await closeBallot(deps, ballot, 'date', request)) !== 'missing') closed += 1
    } catch (error) {
      deps.events.failed('ballot date', error, { request })
    }
  }
  return closed
}

const mostAtOnce = 50

const dayMs = 86_400_000

/**
 * Where nobody answered there is no majority to follow: the record goes back to what it was. Where the answers settle nothing, it takes
 * them and stays a proposal: a knock-out is not outvoted, and a tie is nobody's decision.
 */
async function decided(
  deps: Deps,
  found: Decision,
  framework: Framework,
  { ballot, tally }: Counted,
): Promise<{ readonly decision: Decision; readonly verdict: Verdict }> {
  const choices = tally.voters > 0 ? tally.overall.choices : found.choices
  const verdict = deps.decider.decide(framework, found.proposal, choices)
  const before = tally.voters === 0 ? await stateBefore(deps, ballot) : undefined
  const changed = await changeDecision(deps, found.team, found, (current) => {
    // Settled before, or changed since by somebody who decided anew.
    if (current.state !== 'open') return undefined
    if (tally.voters === 0) return { state: before ?? (current.reviewAt ? 'decided' : 'draft') }
    const pilot = current.pilot && verdict.pilot !== undefined
    const days = pilot ? verdict.review.afterPilotDays : verdict.review.afterDays
    const taken = {
      choices: withReasons(choices, current.choices),
      verdict: verdict.kind,
      cited: verdict.cited,
      pilot,
      framework: { id: framework.id, version: framework.version },
    }
    if (!tally.overall.settled) return { ...taken, state: 'draft' }
    return {
      ...taken,
      state: 'decided',
      reviewAt: new Date(deps.clock.now() + days * dayMs).toISOString(),
    }
  })
  const decision = changed ?? found
  if (decision.state === 'decided' && decision.reviewAt)
    await deps.storage.reviews.schedule(decision.team, decision.id, decision.reviewAt)
  return { decision, verdict }
}

const beforeKey = ({ team, owner, id }: Ballot) => ({ team, user: owner, purpose: `ballot-before:${id}` })
const beforeShape = z.strictObject({ state: z.enum(['draft', 'decided']) })

/** How the record stood before it was asked about: a review date alone does not tell, since a proposal may have one from before. */
export async function keepStateBefore({ storage }: Deps, ballot: Ballot, state: DecisionState): Promise<void> {
  if (state === 'draft' || state === 'decided') await storage.drafts.write(beforeKey(ballot), { state })
}

/** undefined where it was a month ago. */
async function stateBefore({ storage }: Deps, ballot: Ballot): Promise<DecisionState | undefined> {
  return (await storage.drafts.read(beforeKey(ballot), beforeShape))?.state
}

/** A majority has no words of its own, so the record's own stay, and say for which answer they stood where that is another now. */
function withReasons(choices: Choices, before: Choices): Choices {
  return Object.fromEntries(
    Object.entries(choices).map(([id, answered]) => {
      const because = becauseOf(before, id)
      if (!because) return [id, answered]
      const earlier = choiceOf(before, id)
      const isKept = earlier === answered.choice || because.startsWith(beforeBallot)
      const words = isKept ? because : `${beforeBallot}, for “${choiceWords[earlier]}”: ${because}`
      return [
        id,
        { ...answered, because: words.length > longest.because ? `${words.slice(0, longest.because - 1)}…` : words },
      ]
    }),
  )
}

const beforeBallot = 'Before the ballot'

/** The ledger remembers a week; a result so old was told long ago, or lost with its thread. */
const tellableMs = 6 * dayMs

async function tellOnce(deps: Deps, { client, request }: Wire, ballot: Ballot, message: () => Message): Promise<void> {
  const { team, id, channel, ts, closed } = ballot
  if (!ts || !closed || deps.clock.now() - Date.parse(closed.at) > tellableMs) return
  const told = await once(deps, { team, key: ['result', id], request }, () =>
    deps.outbound.call(client, 'chat.postMessage', { channel, thread_ts: ts, ...fieldsOf(message()) }, request),
  )
  if (told.kind === 'done' && told.outcome.kind === 'refused' && told.outcome.again !== undefined)
    throw new Postponed(told.outcome.again)
}
