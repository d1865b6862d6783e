import type { Decision, DecisionState } from '#decision/types.ts'
import type { Ballot } from '#storage/ports/ballots.ts'
import { link } from '../blocks/text.ts'
import { changeDecision } from '../decisions/change.ts'
import { pressedRecord } from '../decisions/pressed.ts'
import { type Kept, loadRecord, lost, mayChange, openBallotOf } from '../decisions/record.ts'
import { noticeView, post, sentence } from '../deliver.ts'
import type { Action, Submission } from '../delivery.ts'
import type { Deps } from '../deps.ts'
import { blocks } from '../ids.ts'
import type { Outcome } from '../outcome.ts'
import { type FormAnswer, formPlan, notice, onField, openLoaded } from '../patience.ts'
import { row } from '../blocks/blocks.ts'
import { ballotMessage, closeButton } from '../render/ballot.ts'
import type { Handler, Turn } from '../turn.ts'
import { type Asked, askView, readAsk } from './ask-view.ts'
import { keepStateBefore } from './close.ts'
import { keepWords } from './show.ts'

/** Ask the team: how, and where. */
export const askTeamPressed =
  (deps: Deps): Handler<Action> =>
  (turn) => ({
    work: () =>
      openLoaded(deps, turn, async () => {
        const loaded = await pressedRecord(deps, turn)
        if (loaded.kind !== 'kept') return noticeView(sentence(lost(loaded)))
        const { kept } = loaded
        const running = openBallotOf(kept)
        if (running) return runningView(deps, turn, kept, running)
        const no = await whyNot(deps, turn, kept)
        return no ? noticeView(sentence(no)) : askView(kept, deps.clock.now())
      }),
  })

/** The form: one ballot on a decision at a time, and none that was not posted. */
export const askTeamSent =
  (deps: Deps): Handler<Submission> =>
  (turn) => {
    const read = readAsk(turn.delivery.values, deps.clock.now())
    if ('errors' in read) return { ack: { response_action: 'errors', errors: read.errors } }
    return formPlan(deps, turn, 'Slack takes its time with the ballot. This window tells as soon as I know.', () =>
      ask(deps, turn, read.asked),
    )
  }

async function ask(deps: Deps, turn: Turn<Submission>, asked: Asked): Promise<FormAnswer> {
  const { team, delivery } = turn
  const { channel, closesAt, quorum, names } = asked
  const loaded = await loadRecord(deps, team, delivery.view.metadata)
  if (loaded.kind !== 'kept') return notice(lost(loaded))
  const { kept } = loaded
  const no = await whyNot(deps, turn, kept)
  if (no) return notice(no)
  const opened = await deps.storage.ballots.open({
    team,
    decision: kept.decision.id,
    owner: delivery.user,
    channel,
    closesAt,
    namesVisibleTo: names,
    ...(quorum === undefined ? {} : { quorum }),
  })
  if (opened.kind === 'missing') return notice(lost({ kind: 'missing' }))
  // A turn that is done anew goes on with the ballot that it opened before, which nobody has seen yet.
  const isOwn = turn.isResumed && opened.ballot.owner === delivery.user && opened.ballot.ts === undefined
  if (opened.kind === 'alreadyOpen' && !isOwn) return onField(blocks.channel, runningWords(opened.ballot, channel))
  const { ballot } = opened
  const noted = await note(deps, kept.decision, ballot, asked.words)
  const outcome = await postBallot(deps, turn, kept, ballot, asked.words)
  if (outcome.kind === 'sent')
    return notice(`The ballot is in <#${channel}>. I keep the number of answers up to date there.`)
  if (outcome.kind === 'unknown') return notice(unknownWords(channel))
  await takeBack(deps, noted, kept.decision.state, ballot)
  return onField(blocks.channel, refusedWords(outcome.reason))
}

/** The record says that a ballot runs before one is seen. Where that cannot be kept, the ballot goes as well: nothing was saved then. */
async function note(
  deps: Deps,
  decision: Decision,
  ballot: Ballot,
  words: string | undefined,
): Promise<Decision | undefined> {
  try {
    await keepWords(deps, ballot, words)
    await keepStateBefore(deps, ballot, decision.state)
    return await changeDecision(deps, ballot.team, decision, () => ({ state: 'open' }))
  } catch (error) {
    // Should this fail too, it stays without a message; whoever asks again is shown it and can close it.
    await deps.storage.ballots.close(ballot.team, ballot.id, 'owner').catch(() => undefined)
    throw error
  }
}

/** Nobody has seen it, so nothing of it stays: a closed ballot without a message is not shown. */
async function takeBack(
  deps: Deps,
  noted: Decision | undefined,
  state: DecisionState,
  { team, id }: Ballot,
): Promise<void> {
  await deps.storage.ballots.close(team, id, 'owner')
  if (noted) await changeDecision(deps, team, noted, (current) => (current.state === 'open' ? { state } : undefined))
}

async function postBallot(
  deps: Deps,
  turn: Turn<Submission>,
  kept: Kept,
  ballot: Ballot,
  words: string | undefined,
): Promise<Outcome> {
  const message = ballotMessage({ ...kept, ballot, count: 0, ...(words ? { words } : {}) })
  const outcome = await post(deps, turn, ballot.channel, message)
  const ts = outcome.kind === 'sent' ? outcome.body?.['ts'] : undefined
  if (typeof ts !== 'string') return outcome
  // The message is out; should this fail, the first vote on it tells where it is.
  await deps.storage.ballots
    .posted(ballot.team, ballot.id, ts)
    .catch((error: unknown) => deps.events.failed('posted ballot', error, { request: turn.request }))
  return outcome
}

/** Why this person cannot ask about this decision; undefined where they can. */
async function whyNot(deps: Deps, turn: Turn<Action | Submission>, { decision }: Kept): Promise<string | undefined> {
  if (!(await mayChange(deps, decision, turn)))
    return `A ballot changes the record, so only <@${decision.owner}> or an admin can ask the team about it.`
  if (decision.state === 'superseded')
    return 'A later decision took the place of this one. Ask the team about that one.'
  return undefined
}

/** A ballot runs already: where it is, and, for those who may, the way to close it. */
async function runningView(deps: Deps, turn: Turn<Action>, { decision }: Kept, ballot: Ballot) {
  const { client, request, delivery } = turn
  const found = ballot.ts
    ? await deps.outbound.call(client, 'chat.getPermalink', { channel: ballot.channel, message_ts: ballot.ts }, request)
    : undefined
  const address = found?.kind === 'sent' ? found.body?.['permalink'] : undefined
  const where = `in <#${ballot.channel}>${typeof address === 'string' ? ` (${link(address, 'the message')})` : ''}`
  const view = noticeView(sentence(`The team is being asked already, ${where}.`))
  if (ballot.owner !== delivery.user && !(await mayChange(deps, decision, turn))) return view
  return { ...view, blocks: [...view.blocks, ...row(blocks.ballot, [closeButton(ballot.id)])] }
}

const runningWords = (ballot: Ballot, channel: string): string =>
  `The team is being asked already, ${ballot.channel === channel ? 'in this very channel' : 'in another channel'}. Close that ballot first: Ask the team, pressed anew, leads there.`

const unknownWords = (channel: string): string =>
  `Slack did not tell me whether the ballot was posted in <#${channel}>. Please look there: if it is there, it works. If not, press Ask the team again; there you can close this one and begin anew.`

function refusedWords(reason: string): string {
  return reason === 'ratelimited'
    ? 'Slack takes no more messages at the moment, so nothing was posted and no ballot runs. Please try again in a minute.'
    : 'I cannot post there, so no ballot runs. Invite me with /invite @gofer, then press Post the ballot again; or choose another channel.'
}
