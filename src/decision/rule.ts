import type { Framework, VerdictKind } from '#knowledge/framework.ts'
import type { Choice, Choices } from './types.ts'
import type { Score } from './verdict.ts'

/** A question or knock-out with its answer. */
export type Answer = { readonly id: string; readonly knockOut: boolean; readonly choice: Choice }

/** The rule itself. The knock-outs stand first, so that no number of yes reaches past them; see docs/decisions/005-framework.md. */
export function kindOf({ rule }: Framework, answers: readonly Answer[]): VerdictKind {
  if (answers.some((one) => one.knockOut && one.choice === 'yes')) return 'poor-fit'
  const { yes, no } = scoreOf(answers)
  if (yes >= rule.strong_fit_at_yes) return 'strong-fit'
  if (yes >= rule.fit_at_yes) return 'fit'
  return no >= rule.poor_fit_at_no ? 'poor-fit' : 'not-clear'
}

export function scoreOf(answers: readonly Answer[]): Score {
  const questions = answers.filter((one) => !one.knockOut)
  const count = (choice: Choice): number => questions.filter((one) => one.choice === choice).length
  return { yes: count('yes'), no: count('no'), unsure: count('unsure'), of: questions.length }
}

/** The questions, then the knock-outs, each with its answer. Answers to what the framework does not ask are left out. */
export function answersOf({ questions, knock_outs }: Framework, choices: Choices): Answer[] {
  const answer = (knockOut: boolean) => (one: { readonly id: string }) => ({
    id: one.id,
    knockOut,
    choice: choiceOf(choices, one.id),
  })
  return [...questions.map(answer(false)), ...knock_outs.map(answer(true))]
}

/** Nothing said is not sure. Own keys only: an id such as "constructor" has not been answered by JavaScript. */
export function choiceOf(choices: Choices, id: string): Choice {
  return Object.hasOwn(choices, id) ? (choices[id]?.choice ?? 'unsure') : 'unsure'
}

/** The asker's own reason for an answer. */
export function becauseOf(choices: Choices, id: string): string | undefined {
  return Object.hasOwn(choices, id) ? choices[id]?.because?.trim() || undefined : undefined
}

/** The higher, the more speaks for the candidate. */
export const rank: Readonly<Record<VerdictKind, number>> = { 'poor-fit': 0, 'not-clear': 1, fit: 2, 'strong-fit': 3 }
