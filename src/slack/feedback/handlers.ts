import type { ModalView } from '@slack/types'
import { answererOf } from '../answerer.ts'
import { answerTrail } from '../answering.ts'
import { cut, plain } from '../blocks/text.ts'
import { noticeView, openView, sentence, tell } from '../deliver.ts'
import type { Action, Submission } from '../delivery.ts'
import type { Deps } from '../deps.ts'
import { actions, blocks, callbacks, packPress, type Press, unpackPress } from '../ids.ts'
import { pressed } from '../pressed.ts'
import type { Handler, Turn } from '../turn.ts'

/** Helpful: noted, and said to the presser alone. */
export const helpfulPressed = (deps: Deps): Handler<Action> =>
  pressed(deps, async (turn, press) => {
    await rate(deps, turn, press, true)
    await tell(deps, turn, sentence('Noted as helpful. Only you see this; press Not helpful to change it.'))
  })

/** Not helpful: noted at once, so that closing the form loses nothing; then the form asks for the reason. */
export const unhelpfulPressed = (deps: Deps): Handler<Action> =>
  pressed(deps, async (turn, press) => {
    // The trigger is short-lived, so the form comes before the note.
    const outcome = await openView(deps, turn, reasonView(press))
    await rate(deps, turn, press, false)
    if (outcome.kind !== 'sent')
      await tell(deps, turn, sentence('Noted as not helpful. Only you see this; press Helpful to change it.'))
  })

/** The reason, added to the verdict. The form is replaced by words, so that its last step has nothing left to send. */
export const reasonSent =
  (deps: Deps): Handler<Submission> =>
  (turn) => {
    const press = unpackPress(turn.delivery.view.metadata)
    const reason = turn.delivery.values[blocks.reason]?.[actions.reason]?.trim() ?? ''
    return {
      ack: {
        response_action: 'update',
        view: noticeView(
          sentence(
            'Thank you. The curators see what you wrote, and nobody else does. You can still change your mind with Helpful.',
          ),
        ),
      },
      work: async () => {
        if (press) await rate(deps, turn, press, false, reason)
      },
    }
  }

async function rate(
  deps: Deps,
  turn: Turn<Action | Submission>,
  press: Press,
  helpful: boolean,
  reason = '',
): Promise<void> {
  const { storage, events } = deps
  const { team, request, delivery } = turn
  const { question } = answerTrail(answererOf(deps, turn, press), press.trail).answer
  await storage.feedback.write(
    { team, answer: press.answer, user: delivery.user },
    { helpful, question: question.text, ...(reason === '' ? {} : { reason: cut(reason, 1_000) }) },
  )
  events.rated(helpful ? 'helpful' : 'unhelpful', { request, team })
}

function reasonView(press: Press): ModalView {
  return {
    type: 'modal',
    callback_id: callbacks.reason,
    private_metadata: packPress(press),
    title: plain('Not helpful'),
    submit: plain('Send to the curators'),
    close: plain('Skip'),
    blocks: [
      {
        type: 'input',
        block_id: blocks.reason,
        optional: true,
        label: plain('What was missing or wrong?'),
        hint: plain('Only the curators see this.'),
        element: { type: 'plain_text_input', action_id: actions.reason, multiline: true, max_length: 1_000 },
      },
    ],
  }
}
