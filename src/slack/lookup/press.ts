import { answererOf } from '../answerer.ts'
import { type Answered, answerTrail, conversationKey, remember, settingOf, settle } from '../answering.ts'
import { header, type Message, sections } from '../blocks/blocks.ts'
import { escape } from '../blocks/text.ts'
import { type Manner, openView, respond, showInstead, tell } from '../deliver.ts'
import type { Action } from '../delivery.ts'
import type { Deps } from '../deps.ts'
import { blocks, packOrigin, type Press } from '../ids.ts'
import { lightly } from '../lightly.ts'
import { pressed } from '../pressed.ts'
import { answerView } from '../render/view.ts'
import { renderAnswer } from '../render/answer.ts'
import { suggestionRow } from '../render/controls.ts'
import { type Setting, shareTargetOf } from '../render/setting.ts'
import type { Handler, Turn } from '../turn.ts'

/** A question on a button: a new answer beneath. */
export const askPressed = (deps: Deps): Handler<Action> =>
  pressed(deps, (turn, press) => answerPress(deps, turn, { ...press, answer: deps.newId() }, false))

/** Next or Previous: the same answer, in the same place where that place is the presser's own. */
export const pagePressed = (deps: Deps): Handler<Action> =>
  pressed(deps, (turn, press) => answerPress(deps, turn, press, !isPublic(turn.delivery)))

/** One of the candidates: the answer takes the place of the question back. */
export const choicePressed = (deps: Deps): Handler<Action> =>
  pressed(deps, (turn, press) => answerPress(deps, turn, press, true))

/** None of the candidates: a plain miss in their place, kept for the curators after it was said. */
export const nonePressed = (deps: Deps): Handler<Action> =>
  pressed(deps, async (turn, press) => {
    const answered = answerTrail(answererOf(deps, turn, press), press.trail)
    const { question } = answered.answer
    const outcome = await show(deps, turn, missMessage(question.text, press), true)
    if (outcome)
      await settle(deps, turn, {
        ...answered,
        answer: {
          ...answered.answer,
          kind: 'unknown',
          band: 'weak',
          reason: 'none of the candidates',
          nearest: [],
          keep: true,
        },
      })
  })

async function answerPress(deps: Deps, turn: Turn<Action>, press: Press, replace: boolean): Promise<void> {
  const { delivery } = turn
  const answered = answerTrail(answererOf(deps, turn, press), press.trail)
  const share = delivery.message?.ephemeral && delivery.channel ? { share: shareTargetOf(delivery.channel.name) } : {}
  const setting = settingOf(deps, answered, press.answer, { ...press, ...share })
  if (delivery.view) return answerInView(deps, turn, answered, setting)
  if (isNowhere(delivery)) return answerInWindow(deps, turn, answered, setting)
  if (!(await show(deps, turn, renderAnswer(answered.answer, setting), replace))) return
  await keepSubject(deps, turn, answered)
  await settle(deps, turn, answered)
}

async function answerInView(deps: Deps, turn: Turn<Action>, answered: Answered, setting: Setting): Promise<void> {
  const { view } = turn.delivery
  if (!view) return
  const content = answerView(renderAnswer(answered.answer, { ...setting, surface: 'modal' }), view.metadata)
  // Somebody pressed twice: the newer press has changed the view, and the older one gives way.
  await showInstead(deps, turn, view, content, renderAnswer(answered.answer, setting))
  await settle(deps, turn, answered)
}

/** The Home stays what it is, so the answer stands in a window above it. */
async function answerInWindow(deps: Deps, turn: Turn<Action>, answered: Answered, setting: Setting): Promise<void> {
  const content = answerView(renderAnswer(answered.answer, { ...setting, surface: 'modal' }), packOrigin({}))
  const outcome = await openView(deps, turn, content)
  if (outcome.kind !== 'sent') await tell(deps, turn, renderAnswer(answered.answer, setting))
  await settle(deps, turn, answered)
}

/** Shows a message where the button stood. @returns whether it may have been seen */
async function show(deps: Deps, turn: Turn<Action>, message: Message, replace: boolean): Promise<boolean> {
  const { delivery } = turn
  if (delivery.view) {
    await showInstead(deps, turn, delivery.view, answerView(message, delivery.view.metadata), message)
    return true
  }
  const outcome = delivery.responseUrl
    ? await respond(deps, turn, delivery.responseUrl, message, mannerOf(delivery, replace))
    : undefined
  if (outcome?.kind !== 'sent') await tell(deps, { ...turn, delivery: withoutUrl(delivery) }, message)
  return true
}

/** A public thread stays quiet: what one person looks up further is shown to them alone, unless it takes the place of what all see. */
function mannerOf(delivery: Action, replace: boolean): Manner {
  const direct = !delivery.message?.ephemeral && !isPublic(delivery)
  const visible = direct || (replace && !delivery.message?.ephemeral) ? 'all' : 'presser'
  return { visible, replace, thread: delivery.message?.thread }
}

/** Seen by others than the presser: not ephemeral, and not a direct message. */
const isPublic = ({ message, channel, view }: Action): boolean =>
  !view && !message?.ephemeral && !(channel?.id.startsWith('D') ?? false)

/** Pressed in the Home, which belongs to no conversation. */
const isNowhere = ({ message, channel, responseUrl }: Action): boolean => !message && !channel && !responseUrl

/** The address was tried and refused; what is left is an ephemeral message or a modal. */
function withoutUrl({ responseUrl: _tried, ...delivery }: Action): Action {
  return delivery
}

/** Pressing a button in a thread or direct message moves its subject, as asking there does. */
async function keepSubject(deps: Deps, turn: Turn<Action>, answered: Answered): Promise<void> {
  const { delivery, team } = turn
  const { channel, message } = delivery
  if (!channel || message?.ephemeral) return
  if (message?.thread || channel.id.startsWith('D'))
    await lightly(deps, turn, remember(deps, conversationKey(team, channel.id, message?.thread), answered), undefined)
}

function missMessage(question: string, press: Press): Message {
  const words =
    'Then the knowledge base has no answer to that. Your question is kept for the curators, so that they see what is missing.'
  return {
    text: escape(`${words} You asked: ${question}`),
    blocks: [
      header(question || 'No answer'),
      ...sections(words),
      ...suggestionRow(blocks.next, [{ label: 'What can I ask?', question: 'help' }], { ...press, trail: [] }),
    ],
  }
}
