import type { Open } from '#answer/answer.ts'
import { answerTrail, settingOf, settle, settling } from '../answering.ts'
import type { Message } from '../blocks/blocks.ts'
import { row, sections } from '../blocks/blocks.ts'
import { cut, plain } from '../blocks/text.ts'
import { openView, respond, tell } from '../deliver.ts'
import type { Action, Command, Options, Shortcut, Submission } from '../delivery.ts'
import type { Deps } from '../deps.ts'
import { actions, blocks, type Origin, unpackOrigin } from '../ids.ts'
import { renderAnswer } from '../render/answer.ts'
import { browseButton } from '../render/controls.ts'
import { shareTargetOf } from '../render/setting.ts'
import { answerView } from '../render/view.ts'
import { nothing, type Handler, type Plan, type Turn } from '../turn.ts'
import { pickerView } from './view.ts'

/** The bare command. */
export const browseCommand =
  (deps: Deps) =>
  (turn: Turn<Command>, { argument }: Open): Plan =>
    open(deps, turn, turn.delivery.channel, undefined, argument)

/** A button that opens the picker: in the Home, and in answers that have no trigger of their own to open it with. */
export const browsePressed =
  (deps: Deps): Handler<Action> =>
  (turn) =>
    open(deps, turn, turn.delivery.channel, turn.delivery.message?.thread)

/** "Ask Gofer about this": the message's words stand in the field, for the asker to cut down to a question. */
export const askAbout =
  (deps: Deps): Handler<Shortcut> =>
  (turn) =>
    open(deps, turn, turn.delivery.channel, turn.delivery.message?.thread, turn.delivery.message?.text)

/** The global shortcut knows no conversation, so its answer stands in the window. */
export const openShortcut =
  (deps: Deps): Handler<Shortcut> =>
  (turn) =>
    open(deps, turn, undefined, undefined)

function open(
  deps: Deps,
  turn: Turn<Command | Action | Shortcut>,
  channel: { readonly id: string; readonly name?: string } | undefined,
  thread: string | undefined,
  question?: string,
): Plan {
  const { responseUrl } = turn.delivery
  const origin: Origin = {
    ...(responseUrl ? { responseUrl } : {}),
    ...(channel ? { channel: channel.id } : {}),
    ...(channel?.name ? { channelName: channel.name } : {}),
    ...(thread ? { thread } : {}),
  }
  return {
    work: async () => {
      const outcome = await openView(deps, turn, pickerView(origin, question))
      // A trigger lives three seconds, Slack's own time included; a press makes a new one.
      if (outcome.kind !== 'sent') await tell(deps, turn, againMessage(deps.newId()))
    },
  }
}

const againMessage = (answer: string): Message => {
  const words =
    'Slack did not let me open the picker in time. Press the button to try again, or type your question after the command.'
  return {
    text: words,
    blocks: [...sections(words), ...row(blocks.use, [browseButton({ trail: ['browse'], answer, page: 1 })])],
  }
}

/** Slack's numbers for an option; its value comes back as the question. */
const most = { label: 75, value: 75, options: 20 }

/** The typeahead, answered from memory in the acknowledgement. */
export const topicOptions = (): Handler<Options> => (turn) => {
  const options = turn.answerer
    .suggest(turn.delivery.typed, most.options)
    .filter(({ label }) => label.trim() !== '')
    .map(({ label, question }) => ({
      text: plain(cut(label, most.label)),
      value: question.length <= most.value && question !== '' ? question : cut(label, most.value),
    }))
  return { ack: { options } }
}

/** What was picked or typed, answered where the picker came from. */
export const pickerSent =
  (deps: Deps): Handler<Submission> =>
  (turn) => {
    const { view, values } = turn.delivery
    const typed = values[blocks.question]?.[actions.question]?.trim() ?? ''
    const chosen = values[blocks.topic]?.[actions.topic] ?? ''
    const question = typed || chosen
    if (question === '')
      return {
        ack: {
          response_action: 'errors',
          errors: { [blocks.question]: 'Choose something above, or type a question here.' },
        },
      }
    const origin = unpackOrigin(view.metadata)
    return origin?.responseUrl ? answerAtOrigin(deps, turn, question, origin) : answerInWindow(deps, turn, question)
  }

function answerAtOrigin(deps: Deps, turn: Turn<Submission>, question: string, origin: Origin): Plan {
  const { responseUrl, thread, channelName, channel } = origin
  if (!responseUrl) return nothing
  return {
    // One answer for a window, however often its button was hit before it closed.
    keys: [`picker|${turn.delivery.view.id}`],
    work: async () => {
      const answered = answerTrail(turn.answerer, [question])
      const message = renderAnswer(
        answered.answer,
        settingOf(deps, answered, deps.newId(), { share: shareTargetOf(channelName) }),
      )
      const outcome = await respond(deps, turn, responseUrl, message, { visible: 'presser', thread })
      if (outcome.kind !== 'sent') await elsewhere(deps, turn, message, channel)
      await settle(deps, turn, answered)
    },
  }
}

/** The address was used up or too old: an ephemeral message, else a window. */
async function elsewhere(
  deps: Deps,
  turn: Turn<Submission>,
  message: Message,
  channel: string | undefined,
): Promise<void> {
  const { outbound } = deps
  const args = { channel, user: turn.delivery.user, text: message.text, blocks: message.blocks }
  const outcome = channel ? await outbound.call(turn.client, 'chat.postEphemeral', args, turn.request) : undefined
  if (outcome?.kind === 'sent' || (await openView(deps, turn, answerView(message, ''))).kind === 'sent') return
  await tell(deps, turn, message)
}

function answerInWindow(deps: Deps, turn: Turn<Submission>, question: string): Plan {
  const answered = answerTrail(turn.answerer, [question])
  const message = renderAnswer(answered.answer, { ...settingOf(deps, answered, deps.newId()), surface: 'modal' })
  return {
    ack: { response_action: 'update', view: answerView(message, turn.delivery.view.metadata) },
    ...settling(deps, turn, answered),
  }
}
