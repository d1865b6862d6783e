import type { Framework, VerdictKind } from '#knowledge/framework.ts'
import { flipsOf } from './flips.ts'
import { type Answer, answersOf, kindOf, scoreOf } from './rule.ts'
import type { Choice, Choices } from './types.ts'
import type { Judgement } from './verdict.ts'

/** What answers come to by a framework's rule, which of them carry it, and which others would turn it. */
export function judge(framework: Framework, choices: Choices): Judgement {
  const answers = answersOf(framework, choices)
  const kind = kindOf(framework, answers)
  const knockedOut = idsOf(answers.filter((one) => one.knockOut && one.choice === 'yes'))
  return {
    kind,
    score: scoreOf(answers),
    drivers: knockedOut.length > 0 ? knockedOut : driversOf(kind, answers),
    knockedOut,
    open: idsOf(answers.filter((one) => one.choice === 'unsure')),
    flips: flipsOf(framework, answers, kind),
  }
}

/** The answers that hold a verdict up: the yes of a fit, the no of a poor fit; where it is not clear, every answer has its part in that. */
function driversOf(kind: VerdictKind, answers: readonly Answer[]): string[] {
  const questions = answers.filter((one) => !one.knockOut)
  if (kind === 'not-clear') return idsOf(questions)
  const carrying: Choice = kind === 'poor-fit' ? 'no' : 'yes'
  return idsOf(questions.filter((one) => one.choice === carrying))
}

const idsOf = (answers: readonly Answer[]): string[] => answers.map((one) => one.id)
