import { type Answer, type Answerer, type Candidate, type Subject, subjectOf } from '#answer/answer.ts'
import { plainText } from '#answer/text.ts'
import type { QuestionLine } from './questions.ts'

/** How a question went. */
export type Outcome = 'right' | 'wrong' | 'abstained'

/** A question with what came of it. */
export type Scored = {
  readonly line: QuestionLine
  readonly answer: Answer
  readonly outcome: Outcome
  /** The one thing that was thought likeliest (the answer, the first candidate) was right: what confidence is about. */
  readonly best: boolean
  /** An answerable question that was not answered right away; `held`: one of the entries offered instead leads to a right answer. */
  readonly nearMiss?: { readonly held: boolean }
}

/** Asks every question of a file, follow-ups after the question before them. */
export function scoreQuestions(answerer: Answerer, lines: readonly QuestionLine[]): Scored[] {
  return lines.map((line) => scoreOne(answerer, line))
}

/**
 * Answerable: right when the strong answer, or what the first candidate of a middling one leads to, holds what is expected; abstained when weak or
 * middling without it. Unanswerable: right unless the answer is strong; a word about the bot itself is no answer about something else.
 */
function scoreOne(answerer: Answerer, line: QuestionLine): Scored {
  const answer = answerer.answer(line.q, subjectBefore(answerer, line))
  if (line.expects === null) {
    const wrong = answer.band === 'strong' && answer.kind !== 'about'
    return { line, answer, outcome: wrong ? 'wrong' : 'right', best: answer.kind === 'about' }
  }
  const { expects } = line
  const leads = (candidate: Candidate): boolean => holds(plainText(answerer.answer(candidate.question)), expects)
  if (answer.band === 'strong') {
    const best = holds(plainText(answer), expects)
    return best
      ? { line, answer, outcome: 'right', best }
      : { line, answer, outcome: 'wrong', best, nearMiss: { held: false } }
  }
  const offered = offeredBy(answer)
  const [first] = offered
  const best = answer.kind === 'choose' && first !== undefined && leads(first)
  return { line, answer, outcome: best ? 'right' : 'abstained', best, nearMiss: { held: offered.some(leads) } }
}

/** What the thread was about when the question came: the answer to the one before it, where that was one. */
function subjectBefore(answerer: Answerer, line: QuestionLine): Subject | undefined {
  return line.prev === undefined ? undefined : subjectOf(answerer.answer(line.prev))
}

/** The entries that a reader is offered instead of an answer. */
function offeredBy(answer: Answer): readonly Candidate[] {
  return answer.kind === 'choose' ? answer.candidates : answer.kind === 'unknown' ? answer.nearest : []
}

/** Whether a text holds at least one string of every list, letter case aside. */
export function holds(text: string, expects: readonly (readonly string[])[]): boolean {
  const folded = text.toLowerCase()
  return expects.every((any) => any.some((one) => folded.includes(one.toLowerCase())))
}
