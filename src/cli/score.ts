import { type Answer, type Answerer, subjectOf } from '#answer/answer.ts'
import { plainText } from '#answer/text.ts'
import type { QuestionLine } from './questions.ts'

/** How a question went. */
export type Outcome = 'right' | 'wrong' | 'abstained'
export type Scored = { line: QuestionLine; answer: Answer; outcome: Outcome }
/** Asks every question of a file, follow-ups after the question before them. */
export function scoreQuestions(answerer: Answerer, lines: readonly QuestionLine[]): Scored[] {
  return lines.map((line) => {
    const previous = line.prev === undefined ? undefined : subjectOf(answerer.answer(line.prev))
    const answer = answerer.answer(line.q, previous)
    return { line, answer, outcome: outcomeOf(line, answer, answerer) }
  })
}

/**
 * Answerable: right when the strong answer, or what the first candidate of a middling one leads to, holds what is expected; abstained when weak or
 * middling without it. Unanswerable: right unless the answer is strong.
 */
function outcomeOf(line: QuestionLine, answer: Answer, answerer: Answerer): Outcome {
  if (line.expects === null) return answer.band === 'strong' && answer.kind !== 'about' ? 'wrong' : 'right'
  if (answer.band === 'strong') return holds(plainText(answer), line.expects) ? 'right' : 'wrong'
  const [first] = answer.kind === 'choose' ? answer.candidates : []
  return first && holds(plainText(answerer.answer(first.question)), line.expects) ? 'right' : 'abstained'
}

function holds(text: string, expects: readonly (readonly string[])[]): boolean {
  const folded = text.toLowerCase()
  return expects.every((any) => any.some((one) => folded.includes(one.toLowerCase())))
}
