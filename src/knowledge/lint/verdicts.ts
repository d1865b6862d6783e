import { type Framework, verdictKinds } from '../framework.ts'
import { fileOf, type Rule } from './rule.ts'

type Flaw = { readonly field: string; readonly wish: string }

/**
 * Every verdict can come out, and no answer is asked for nothing.
 *
 * Arithmetic in place of trying all combinations: all questions count the same, so only the numbers of yes and no matter. With
 * n questions and 1 <= fit < strong <= n, so many yes give a fit and so many a strong fit. With poor <= n, no to everything is poor.
 * Nothing answered is not clear, since both thresholds are at least 1. A yes matters to whoever has fit - 1 of them, a no to whoever
 * has poor - 1 and no yes, a knock-out to everybody else. `test/decision/` tries all combinations to hold this to the facts.
 */
export const verdicts: Rule = {
  name: 'verdicts',
  description: 'Every verdict of a framework can be reached and told from the others, and no answer changes nothing.',
  check: (catalog) =>
    [...catalog.frameworks.values()].flatMap((framework) =>
      [...unreachable(framework), ...alike(framework), ...idle(framework)].map((flaw) => ({
        rule: 'verdicts',
        file: fileOf(framework),
        ...flaw,
      })),
    ),
}

function unreachable({ rule, questions }: Framework): Flaw[] {
  const most = questions.length
  const flaws: Flaw[] = []
  if (rule.strong_fit_at_yes > most)
    flaws.push({
      field: 'rule.strong_fit_at_yes',
      wish: `at most ${most}, the number of questions: a strong fit is out of reach`,
    })
  if (rule.fit_at_yes >= rule.strong_fit_at_yes)
    flaws.push({
      field: 'rule.fit_at_yes',
      wish: `less than ${rule.strong_fit_at_yes}, where the strong fit begins: no number of yes is a plain fit`,
    })
  if (rule.poor_fit_at_no > most)
    flaws.push({
      field: 'rule.poor_fit_at_no',
      wish: `at most ${most}, the number of questions: a no counts for nothing`,
    })
  return flaws
}

/** Two verdicts of one name would read as one. */
function alike({ verdicts: wordings }: Framework): Flaw[] {
  return verdictKinds.flatMap((kind, at) =>
    verdictKinds.slice(0, at).some((other) => wordings[other].name === wordings[kind].name)
      ? [{ field: `verdicts.${kind}.name`, wish: 'a name that no other verdict has' }]
      : [],
  )
}

/** Choices that change nothing: a priority that moves nothing, a risk that asks for an answer and takes any. */
function idle({ priorities, risks }: Framework): Flaw[] {
  return [
    ...priorities.flatMap((one, at) =>
      one.questions.length + one.risks.length + one.evidence.length === 0
        ? [{ field: `priorities.${at}`, wish: 'a question, a risk or an entry that it brings to the front' }]
        : [],
    ),
    ...risks.flatMap(({ when }, at) =>
      when && new Set(when.is).size === 3
        ? [{ field: `risks.${at}.when`, wish: 'to be taken out: every answer brings this risk' }]
        : [],
    ),
  ]
}
