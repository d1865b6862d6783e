import { type Answer, type Answerer, subjectOf } from '#answer/answer.ts'
import type { Conversation } from '#storage/ports.ts'
import { dayOf } from './clock.ts'
import type { Deps } from './deps.ts'
import { longestTrail } from './ids.ts'
import type { Setting, ShareTarget } from './render/setting.ts'
import type { Plan, Turn } from './turn.ts'

/** An answer, and the fewest questions that lead to it: what its buttons carry. */
export type Answered = { readonly answer: Answer; readonly trail: readonly string[] }

/**
 * Answers the last question of a trail, each with what the one before was about. Answering is pure, so a button finds its
 * answer again after a restart without anything having been kept.
 */
export function answerTrail(answerer: Answerer, trail: readonly string[]): Answered {
  const [first = '', ...rest] = trail
  let answered: Answered = { answer: answerer.answer(first), trail: [first] }
  for (const question of rest) answered = follow(answerer, question, answered)
  return { ...answered, trail: answered.trail.map(orHelp) }
}

/** The next answer of a conversation. */
export function answerIn(answerer: Answerer, text: string, conversation: Conversation | undefined): Answered {
  const plain = answerer.answer(text)
  const own = ownWords(plain, text)
  if (!conversation) return { answer: plain, trail: [own] }
  const answer = answerer.answer(text, conversation.subject)
  return { answer, trail: sameAnswer(plain, answer) ? [own] : [...conversation.trail, own].slice(-longestTrail) }
}

function follow(answerer: Answerer, question: string, before: Answered): Answered {
  const subject = subjectOf(before.answer)
  return answerIn(answerer, question, subject && { subject, trail: before.trail })
}

/** What to remember of an answer; a miss keeps the former subject. */
export function conversationOf({ answer, trail }: Answered): Conversation | undefined {
  const subject = subjectOf(answer)
  return subject && { subject, trail }
}

/** The key of a thread, or of a direct message as a whole. */
export const conversationKey = (team: string, channel: string, thread: string | undefined): string =>
  [team, channel, thread ?? ''].join('|')

export async function remember({ storage }: Deps, key: string, answered: Answered): Promise<void> {
  const conversation = conversationOf(answered)
  if (conversation) await storage.conversations.write(key, conversation)
}

/** The setting of an answer on its first page. */
export function settingOf(
  { clock, command, decider }: Deps,
  answered: Answered,
  answerId: string,
  more: { readonly share?: ShareTarget; readonly page?: number; readonly isExternal?: boolean | undefined } = {},
): Setting {
  return {
    surface: 'message',
    press: {
      trail: answered.trail,
      answer: answerId,
      page: more.page ?? 1,
      ...(more.isExternal ? { isExternal: true } : {}),
    },
    today: dayOf(clock),
    command,
    decidable: decider.frameworks.size > 0,
    ...(more.share ? { share: more.share } : {}),
  }
}

/** What follows once an answer went out: the count, and for a miss the curators' list. The person was told before this runs. */
export async function settle({ events, storage, clock }: Deps, turn: Turn, { answer }: Answered): Promise<void> {
  const { request, team, started } = turn
  events.answered(turn.delivery.surface, answer, { request, team, ms: clock.now() - started })
  if (answer.kind !== 'unknown' || !answer.keep) return
  await storage.unanswered.keep({ team, user: turn.delivery.user, text: answer.question.text, at: clock.now() })
  events.unanswered({ request, team })
}

/** The same as a part of a plan: a miss was said to be kept, so it is; a count may be lost. */
export function settling(deps: Deps, turn: Turn, answered: Answered): Pick<Plan, 'work' | 'aside'> {
  const doing = (): Promise<void> => settle(deps, turn, answered)
  return answered.answer.kind === 'unknown' ? { work: doing } : { aside: doing }
}

/** The words as understood, which are cleaned and short; they lead to the same answer as what was typed. */
const ownWords = (answer: Answer, text: string): string => orHelp(answer.question.text || text.slice(0, 100))
const orHelp = (text: string): string => (text.trim() === '' ? 'help' : text)

/** Whether a question needed what went before it. */
function sameAnswer(one: Answer, other: Answer): boolean {
  if (one.kind !== other.kind || one.intent !== other.intent) return false
  if (one.kind !== 'found' || other.kind !== 'found') return true
  return one.title === other.title && one.entries.join() === other.entries.join()
}
