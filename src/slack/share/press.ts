import { answererOf } from '../answerer.ts'
import { type Answered, answerTrail, settingOf } from '../answering.ts'
import { escape } from '../blocks/text.ts'
import { postSurely, respond, sentence, tell } from '../deliver.ts'
import type { Action } from '../delivery.ts'
import type { Deps } from '../deps.ts'
import type { Press } from '../ids.ts'
import { once, type Once } from '../once.ts'
import type { Outcome } from '../outcome.ts'
import { pressed } from '../pressed.ts'
import { renderAnswer } from '../render/answer.ts'
import { shareTargetOf } from '../render/setting.ts'
import type { Handler, Turn } from '../turn.ts'

/** How a share ended. `again`: it had been shared before, or is being shared at this moment. */
type Ending = 'posted' | 'again' | 'unknown' | 'refused' | 'busy'

/**
 * Share: posts an answer once, however often and however fast the button is pressed.
 */
export const sharePressed = (deps: Deps): Handler<Action> => pressed(deps, (turn, press) => share(deps, turn, press))

async function share(deps: Deps, turn: Turn<Action>, press: Press): Promise<void> {
  const { delivery, team, request, botUser } = turn
  const where = escape(shareTargetOf(delivery.channel?.name).where)
  const shared = await once(deps, { team, key: [press.answer], request }, () => send(deps, turn, press))
  const ending = endingOf(shared)
  deps.events.shared(ending, { request, team })
  await tell(deps, turn, sentence(wordsOf(ending, where, botUser)))
}

function endingOf(shared: Once): Ending {
  if (shared.kind !== 'done') return shared.kind
  const { outcome } = shared
  if (outcome.kind === 'refused') return outcome.reason === 'ratelimited' ? 'busy' : 'refused'
  return outcome.kind === 'sent' ? 'posted' : 'unknown'
}

/** As a member by the Web API, else by the response_url, which needs no membership. */
async function send(deps: Deps, turn: Turn<Action>, press: Press): Promise<Outcome> {
  const { delivery } = turn
  const { channel, responseUrl } = delivery
  const answered = agreedTo(deps, turn, press)
  const message = renderAnswer(answered.answer, {
    ...settingOf(deps, answered, press.answer, press),
    sharedBy: delivery.user,
  })
  const thread = delivery.message?.thread
  const first: Outcome = channel
    ? await postSurely(deps, turn, channel.id, message, thread)
    : { kind: 'refused', reason: 'no_channel' }
  const elsewhere = first.kind === 'refused' && first.reason !== 'ratelimited'
  return elsewhere && responseUrl ? respond(deps, turn, responseUrl, message, { visible: 'all', thread }) : first
}

/** What was asked about before it is shared: own entries that came in since, or were not at hand then, stay out of it. */
function agreedTo(deps: Deps, turn: Turn<Action>, press: Press): Answered {
  const answered = answerTrail(answererOf(deps, turn, press), press.trail)
  const isAsked = press.isOwn || answered.answer.kind !== 'found' || !answered.answer.isOwn
  return isAsked ? answered : answerTrail(deps.answerer, press.trail)
}

function wordsOf(ending: Ending, where: string, botUser: string | undefined): string {
  const invite = botUser
    ? `Invite me there with /invite <@${botUser}>, then press Share again.`
    : 'Invite me there with /invite, then press Share again.'
  const words: Readonly<Record<Ending, string>> = {
    posted: `Posted ${where}, with your name and the question.`,
    again: `This answer was shared already, so I did not post it again ${where}. To share it once more, ask the question again.`,
    unknown: `Slack did not tell me whether the answer was posted ${where}. Please look there first; I do not post it again by myself. If it is missing, ask the question again and share that answer.`,
    refused: `I cannot post ${where}. ${invite}`,
    busy: `Slack takes no more messages at the moment, so nothing was posted ${where}. Please press Share again in a minute.`,
  }
  return words[ending]
}
