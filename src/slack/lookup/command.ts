import { answerTrail, settingOf, settle } from '../answering.ts'
import { privately } from '../deliver.ts'
import type { Command } from '../delivery.ts'
import type { Deps } from '../deps.ts'
import { renderAnswer } from '../render/answer.ts'
import { shareTargetOf } from '../render/setting.ts'
import type { Handler, Plan, Turn } from '../turn.ts'

/**
 * The slash command. The answer stands in the acknowledgement itself, from memory: one request, no call to Slack, and
 * nothing that could be lost in between.
 * @param browse what opens the picker; the command is also the way there, and features do not know each other
 */
export function slashCommand(deps: Deps, browse: (turn: Turn<Command>, question: string) => Plan): Handler<Command> {
  return (turn) => {
    const { text, channel } = turn.delivery
    const answered = answerTrail(deps.answerer, [text])
    const { answer } = answered
    if (answer.kind === 'open' && answer.open === 'browse') return browse(turn, answer.argument)
    const setting = settingOf(deps, answered, deps.newId(), { share: shareTargetOf(channel.name) })
    return { ack: privately(renderAnswer(answer, setting)), work: () => settle(deps, turn, answered) }
  }
}
