import type { Answer } from '#answer/answer.ts'
import { answererOf } from '../answerer.ts'
import { answerTrail } from '../answering.ts'
import { type Message, sections, words } from '../blocks/blocks.ts'
import { escape } from '../blocks/text.ts'
import { noticeView, openView, tell } from '../deliver.ts'
import type { Action } from '../delivery.ts'
import type { Deps } from '../deps.ts'
import { pressed } from '../pressed.ts'
import type { Handler } from '../turn.ts'

/** "Why this answer?": what matched and with what confidence, in a window; as an ephemeral message where no window opens. */
export const whyPressed = (deps: Deps): Handler<Action> =>
  pressed(deps, async (turn, press) => {
    const message = whyMessage(answerTrail(answererOf(deps, turn, press), press.trail).answer)
    const outcome = await openView(deps, turn, noticeView(message))
    if (outcome.kind !== 'sent') await tell(deps, turn, message)
  })

function whyMessage({ question, because }: Answer): Message {
  // The reasons quote what was typed, so they are shown as they are, without formatting.
  const asked = `You asked: ${question.text}`
  const others = because.runnersUp.map(({ title, confidence }) => `${title}: ${Math.round(confidence * 100)} of 100`)
  return {
    text: escape([asked, ...because.reasons, ...(others.length > 0 ? ['Came next:', ...others] : [])].join('\n')),
    blocks: [
      words(asked),
      ...because.reasons.map(words),
      ...(others.length > 0 ? sections(`*Came next*\n${others.map(escape).join('\n')}`) : []),
      ...sections('No language model took part: the same question gets the same answer.'),
    ],
  }
}
