import type { ModalView } from '@slack/types'
import type { Vote } from '#storage/ports/ballots.ts'
import { moment } from '../blocks/date.ts'
import { noticeView, sentence, showInstead } from '../deliver.ts'
import type { Action, Closed, Fields, Submission } from '../delivery.ts'
import type { Deps } from '../deps.ts'
import { type FormAnswer, formPlan, inPlace, notice, openLoaded } from '../patience.ts'
import { type Handler, nothing, type Plan, type Turn } from '../turn.ts'
import { choicesOf, type Typed } from '../walk/fields.ts'
import { type Open, ballotAtHand, closedWordsOf } from './at-hand.ts'
import { tellResult } from './close.ts'
import type { Progress } from './progress.ts'
import { keepWords, wordsOf } from './show.ts'
import { dropTyped, keepTyped, readAt, sameChoices, typedSoFar } from './typed.ts'
import { type Standing, unpackStanding, voteSteps, voteView } from './vote-view.ts'

/** Vote: the questions in a window of one's own, holding what one has answered before. */
export const votePressed =
  (deps: Deps): Handler<Action> =>
  (turn) => ({ work: () => openLoaded(deps, turn, () => firstView(deps, turn)) })

/** Next, and at the end the vote itself: it is said to be counted once it is kept. */
export const voteSent =
  (deps: Deps, progress: Progress): Handler<Submission> =>
  (turn) => {
    const standing = unpackStanding(turn.delivery.view.metadata)
    if (!standing) return { ack: notice(outdated) }
    const counted: string[] = []
    const plan = formPlan(deps, turn, 'That takes a moment. This window tells as soon as your answers are kept.', () =>
      goOn(deps, turn, standing, (ballot) => counted.push(ballot)),
    )
    return withProgress(plan, deps, turn, progress, counted)
  }

/** Back: what stands in the fields is kept on the way. */
export const voteBackPressed =
  (deps: Deps): Handler<Action> =>
  (turn) => {
    const { view, values } = turn.delivery
    const standing = view && unpackStanding(view.metadata)
    if (!view || !standing) return nothing
    return {
      work: async () => {
        const content = await stepBack(deps, turn, standing, values)
        await showInstead(deps, turn, view, content, sentence(unseen))
      },
    }
  }

/** Closed without being sent: what was typed so far stands there again when the ballot is opened anew. */
export const voteClosed =
  (deps: Deps): Handler<Closed> =>
  (turn) => {
    const standing = unpackStanding(turn.delivery.view.metadata)
    if (!standing) return nothing
    return {
      work: async () => {
        const at = await ballotAtHand(deps, turn, turn.team, standing.ballot)
        if (at.kind === 'open') await keepTyped(deps, turn, at, standing, turn.delivery.values)
      },
    }
  }

const unseen = 'Slack did not show the questions before. What you filled in is kept: press Vote again to go on with it.'
const outdated = 'This window is from an older version of me. Please press Vote again.'

async function firstView(deps: Deps, turn: Turn<Action>): Promise<ModalView> {
  const { team, delivery } = turn
  const at = await ballotAtHand(deps, turn, team, delivery.value)
  if (at.kind === 'over') return noticeView(sentence(at.words))
  const { ballot } = at
  // Slack's word on where the message is got lost; whoever presses in it brings it along.
  if (!ballot.ts && delivery.message && delivery.channel?.id === ballot.channel)
    await deps.storage.ballots.posted(team, ballot.id, delivery.message.ts)
  const own = await deps.storage.ballots.own(team, ballot.id, delivery.user)
  const standing = { ballot: ballot.id, step: 0, version: own?.version ?? 0 }
  const [typed, words] = await Promise.all([typedSoFar(deps, turn, ballot.id, standing.version), wordsOf(deps, ballot)])
  return voteView(at, { standing, typed, domain: domainOf(deps, at), words })
}

async function goOn(
  deps: Deps,
  turn: Turn<Submission>,
  standing: Standing,
  counted: (ballot: string) => void,
): Promise<FormAnswer> {
  const { team, delivery } = turn
  const at = await ballotAtHand(deps, turn, team, standing.ballot)
  if (at.kind === 'over') return notice(at.words)
  const steps = voteSteps(at.framework)
  const read = readAt(at, standing, delivery.values)
  const typed = await keepTyped(deps, turn, at, standing, delivery.values)
  const redrawn = (step: number): FormAnswer =>
    inPlace(voteView(at, { standing: { ...standing, step }, typed, domain: domainOf(deps, at) }))
  if (!read) return redrawn(0)
  if (Object.keys(read.errors).length > 0) return { response_action: 'errors', errors: read.errors }
  const next = standing.step + 1
  if (next < steps.length) return redrawn(next)
  return cast(deps, turn, at, { standing, typed, counted })
}

type Casting = {
  readonly standing: Standing
  readonly typed: Typed
  readonly counted: (ballot: string) => void
}

async function cast(
  deps: Deps,
  turn: Turn<Submission>,
  at: Open,
  { standing, typed, counted }: Casting,
): Promise<FormAnswer> {
  const { ballot } = at
  const { team, delivery } = turn
  const choices = choicesOf(typed)
  const voted = await deps.storage.ballots.vote(team, ballot.id, delivery.user, choices, standing.version)
  if (voted.kind === 'conflict') {
    // The same window sent twice is no change of mind.
    const isSame = sameChoices(voted.own.choices, choices)
    // Counted by a turn that came to no end, perhaps: what follows from it is done in any case.
    if (isSame) counted(ballot.id)
    return notice(isSame ? countedWords(at) : conflictWords(voted.own))
  }
  if (!('count' in voted)) {
    const now = await deps.storage.ballots.read(team, ballot.id)
    return notice(now ? closedWordsOf(now) : 'This ballot is gone: its decision was deleted. Nothing was counted.')
  }
  counted(ballot.id)
  await afterVote(deps, turn, at)
  if (!voted.closed) return notice(voted.kind === 'changed' ? `Changed. ${countedWords(at)}` : countedWords(at))
  return notice(
    'Counted. Yours was the last answer that was waited for, so the ballot is closed; the result is in its thread.',
  )
}

/** The vote is kept. What is only convenient must not turn that into a failure. */
async function afterVote(deps: Deps, turn: Turn<Submission>, { ballot }: Open): Promise<void> {
  try {
    await dropTyped(deps, turn, ballot.id)
    await keepWords(deps, ballot, await wordsOf(deps, ballot))
  } catch (error) {
    deps.events.failed('vote draft', error, { request: turn.request })
  }
}

/** The count on the message and, for the vote that reached the quorum, the result: after the answer, which need not wait for Slack. */
function withProgress(
  plan: Plan,
  deps: Deps,
  turn: Turn<Submission>,
  progress: Progress,
  counted: readonly string[],
): Plan {
  return {
    ...plan,
    work: async () => {
      await plan.work?.()
      // The vote is kept and was said to be: trouble with what follows is nothing to tell the voter.
      for (const id of counted)
        await follow(deps, turn, progress, id).catch((error: unknown) =>
          deps.events.failed('after a vote', error, { request: turn.request }),
        )
    },
  }
}

async function follow(deps: Deps, turn: Turn<Submission>, progress: Progress, id: string): Promise<void> {
  const ballot = await deps.storage.ballots.read(turn.team, id)
  if (ballot?.closed) await tellResult(deps, ballot)
  else if (ballot) await progress.note(turn, ballot)
}

const countedWords = ({ ballot }: Open): string =>
  `Counted. You can change it until ${ballot.closesAt ? moment(ballot.closesAt) : 'the ballot is closed'}: press Vote again.`

const conflictWords = ({ castAt }: Vote): string =>
  `You changed your vote in another window since (${moment(castAt)}), and that one counts. Press Vote again to change it.`

async function stepBack(deps: Deps, turn: Turn<Action>, standing: Standing, values: Fields): Promise<ModalView> {
  const at = await ballotAtHand(deps, turn, turn.team, standing.ballot)
  if (at.kind === 'over') return noticeView(sentence(at.words))
  const typed = await keepTyped(deps, turn, at, standing, values)
  const step = Math.max(0, standing.step - 1)
  return voteView(at, { standing: { ...standing, step }, typed, domain: domainOf(deps, at) })
}

const domainOf = ({ decider }: Deps, { decision }: Open): string | undefined =>
  decider.domains.get(decision.proposal.domain ?? '')
