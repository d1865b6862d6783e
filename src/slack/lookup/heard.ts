import { answerIn, conversationKey, remember, settingOf, settle } from '../answering.ts'
import { post, postSurely, sentence, tell } from '../deliver.ts'
import type { SlackEvent } from '../delivery.ts'
import type { Deps } from '../deps.ts'
import { events } from '../ids.ts'
import { lightly } from '../lightly.ts'
import { renderAnswer } from '../render/answer.ts'
import { type Handler, nothing, type Turn } from '../turn.ts'
import { isSpokenTo, withoutMention } from './mention.ts'

/** Two bots that mention each other would talk for ever; a person hardly asks more often than this in one thread. */
const answersAMinute = 5

const maybeLost = 'My answer may not have arrived. If you do not see it, please ask again.'
const notPosted = ({ command }: Deps): string =>
  `I could not post my answer here. Please ask with ${command}, which always reaches you.`

/** A mention in a channel, or a direct message: answered where it was said, in its thread. */
export function heard(deps: Deps): Handler<SlackEvent> {
  return (turn) => {
    if (!isForUs(turn)) return nothing
    const { channel, ts } = turn.delivery
    // One message may come as a mention and as a direct message, under two event ids.
    return { keys: [`said|${channel}|${ts}`], work: () => answerAloud(deps, turn) }
  }
}

/** Bots, edits, joins, our own words, messages of a channel, and mentions that only stand in code are none of our business. */
function isForUs({ delivery, botUser }: Turn<SlackEvent>): boolean {
  if (delivery.notSpoken || delivery.user === botUser) return false
  if (delivery.type === events.message) return delivery.direct
  return delivery.direct || isSpokenTo(delivery.text, botUser)
}

async function answerAloud(deps: Deps, turn: Turn<SlackEvent>): Promise<void> {
  const { delivery, team, botUser } = turn
  const thread = delivery.direct ? delivery.thread : (delivery.thread ?? delivery.ts)
  if (!delivery.direct && !(await mayAnswer(deps, turn, thread))) return

  const key = conversationKey(team, delivery.channel, thread)
  const conversation = await lightly(deps, turn, deps.storage.conversations.read(key), undefined)
  const answered = answerIn(turn.answerer, withoutMention(delivery.text, botUser) || 'help', conversation)
  const message = renderAnswer(
    answered.answer,
    settingOf(deps, answered, deps.newId(), { isExternal: delivery.isExternal }),
  )
  const outcome = await postSurely(deps, turn, delivery.channel, message, thread)
  // An ask never ends in silence: where the answer did not get through, or nobody knows, a word to the asker may.
  if (outcome.kind !== 'sent')
    await tell(deps, turn, sentence(outcome.kind === 'unknown' ? maybeLost : notPosted(deps)))
  if (outcome.kind === 'refused') return
  await lightly(deps, turn, remember(deps, key, answered), undefined)
  await settle(deps, turn, answered)
}

/** Says once that it is enough, then keeps quiet: a person knows why, and a machine gets nothing to answer to. */
async function mayAnswer(deps: Deps, turn: Turn<SlackEvent>, thread: string | undefined): Promise<boolean> {
  const { delivery, team, request } = turn
  const before = await lightly(deps, turn, deps.storage.budget.take(conversationKey(team, delivery.channel, thread)), 0)
  if (before < answersAMinute) return true
  deps.events.hushed({ request, team })
  if (before === answersAMinute) {
    await post(
      deps,
      turn,
      delivery.channel,
      sentence(`I answer at most ${answersAMinute} times a minute in one thread. Please ask again in a minute.`),
      thread,
    )
  }
  return false
}
