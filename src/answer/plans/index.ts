import type { Mention, Question } from '#question/question.ts'
import type { Context } from '../compose/context.ts'
import { casePlans, leadPlans } from './intent.ts'
import { languagePlans } from './languages.ts'
import { domainPlans, listedPlan, needPlans, recordPlan, toolComparison, toolPlans } from './names.ts'
import type { Plan } from './plan.ts'

/** All plans that the names and the intent of a question suggest. */
export function structuredPlans(context: Context, question: Question, text: string): Plan[] {
  const by = (kind: Mention['kind']): Mention[] => question.mentions.filter((mention) => mention.kind === kind)
  return [
    ...by('organisations').map((mention) => recordPlan(context, question, mention)),
    ...by('tools').flatMap((mention) => toolPlans(context, question, mention)),
    ...by('listings').map((mention) => listedPlan(context, mention)),
    ...domainPlans(context, question, by('domains')),
    ...needPlans(context, question, by('need')),
    ...languagePlans(context, question, by('language'), text),
    ...toolComparison(context, question, by('tools'), text),
    ...casePlans(context, question),
    ...leadPlans(context, question),
  ]
}
