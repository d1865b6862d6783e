import type { Open } from '#answer/answer.ts'
import { answerTrail, settingOf, settling } from '../answering.ts'
import { privately } from '../deliver.ts'
import type { Command } from '../delivery.ts'
import type { Deps } from '../deps.ts'
import { renderAnswer } from '../render/answer.ts'
import { shareTargetOf } from '../render/setting.ts'
import type { Handler, Plan, Turn } from '../turn.ts'
import { drawing } from './drawn.ts'

/** What another part of the program opens for a command: features do not know each other. */
export type Openers = { readonly [K in Open['open']]?: (turn: Turn<Command>, answer: Open) => Plan }

/**
 * The slash command. The answer stands in the acknowledgement itself, from memory: one request, no call to Slack, and
 * nothing that could be lost in between.
 */
export function slashCommand(deps: Deps, openers: Openers): Handler<Command> {
  const drawn = drawing()
  return (turn) => {
    const { text, channel } = turn.delivery
    const answered = answerTrail(turn.answerer, [text])
    const { answer } = answered
    const opener = answer.kind === 'open' ? openers[answer.open] : undefined
    if (opener && answer.kind === 'open') return opener(turn, answer)
    const draw = (id: string): object =>
      privately(renderAnswer(answer, settingOf(deps, answered, id, { share: shareTargetOf(channel.name) })))
    const given = { on: `${channel.name}|${text}`, now: deps.clock.now(), answerId: deps.newId() }
    return { ack: drawn(answer, given, draw), ...settling(deps, turn, answered) }
  }
}
