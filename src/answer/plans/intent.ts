import type { Question } from '#question/question.ts'
import type { Context } from '../compose/context.ts'
import { caseStudiesBody } from '../compose/lists.ts'
import { entryPlan } from './entry.ts'
import { groupsOf, ownSubject } from './groups.ts'
import { type Plan, withoutOf } from './plan.ts'

export function casePlans(context: Context, question: Question): Plan[] {
  if (question.intent !== 'case-study') return []
  const without = withoutOf(question)
  const all = context.relations.caseStudies.filter((one) => !without.has(one.id))
  return [
    {
      key: 'cases:all',
      intent: 'case-study',
      main: all[0]?.id ?? '',
      prior: 0.8,
      mentions: [],
      members: all.map((one) => one.id),
      why: 'Read the question as one for case studies.',
      compose: () => caseStudiesBody(context, all, ''),
    },
  ]
}

/** The leading entry of each group that the intent is about. */
export function leadPlans(context: Context, question: Question): Plan[] {
  // Named languages or tools are compared themselves; what a table can show is another question.
  if (question.intent === 'compare' && question.mentions.length > 1) return []
  const groups =
    question.intent === 'fit' && question.against
      ? (['when-not', 'tradeoffs'] as const)
      : (groupsOf[question.intent] ?? [])
  return groups.flatMap((group, at) => {
    const lead = context.relations.lead(group)
    if (!lead || at > 1) return []
    const plan = entryPlan(context, question, lead)
    const members = groups
      .slice(0, 2)
      .flatMap((one) => context.relations.group(one))
      .map((one) => one.id)
    return [
      {
        ...plan,
        members,
        prior: at === 0 ? (question.against ? 0.95 : 0.85) : 0.6,
        // What stands after a sub-command may be anybody's project: the plan for it is the plan.
        ...(at === 0 && question.intentFrom === 'command' && ownSubject.has(question.intent)
          ? { floor: 0.9, form: true as const }
          : {}),
        whole: true as const,
        why: `Read the question as one about ${question.intent}.`,
      },
    ]
  })
}
