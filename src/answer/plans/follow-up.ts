import { entryOf } from '#knowledge/catalog.ts'
import type { Question } from '#question/question.ts'
import type { Subject } from '../answer.ts'
import type { Context } from '../compose/context.ts'
import { organisationsBody } from '../compose/lists.ts'
import { entryPlan } from './entry.ts'
import { ownSubject } from './groups.ts'
import type { Plan } from './plan.ts'

/** "And for a gRPC service?" asks the same of something else. */
export const anotherOne = /^(and|what about|how about) (for|in|with|on|at|as) /

/** What a follow-up keeps of the subject before it: its domain list with a new domain, its members with numbers, its main entry. */
export function followUpPlans(context: Context, question: Question, previous: Subject, text: string): Plan[] {
  const { catalog, relations } = context
  const main = catalog.entries.get(previous.entries[0] ?? '')
  if (!main) return []
  const organisations = previous.entries.flatMap((id) => entryOf(catalog, 'organisations', id) ?? [])
  const numbers = organisations.filter((one) => one.figures.length > 0)
  const filter: Plan[] =
    /\b(numbers?|figures?|measured|results?|data|metrics|published)\b/.test(text) && organisations.length > 1
      ? [
          {
            key: 'filter:figures',
            intent: 'who-uses',
            main: numbers[0]?.id ?? main.id,
            prior: 0.97,
            mentions: [],
            members: numbers.map((one) => one.id),
            floor: 1,
            why: 'Kept the list of the question before, those with published numbers.',
            compose: () =>
              organisationsBody(
                context,
                'Those with published numbers',
                `${numbers.length} of the ${organisations.length} published numbers.`,
                numbers,
              ),
          },
        ]
      : []
  const kin = main.kind === 'topics' ? relations.group(main.topic).filter((one) => one.id !== main.id) : []
  // A plan for a pilot is one for whatever tool is named next.
  const forTools =
    ownSubject.has(previous.intent) && anotherOne.test(text)
      ? question.mentions.filter((mention) => mention.kind === 'tools')
      : []
  const same = entryPlan(context, question, main)
  const kept = {
    ...same,
    mentions: [...same.mentions, ...forTools],
    prior: 0.9,
    floor: forTools.length > 0 ? 1 : 1 - 0.05 * Math.min(4, question.terms.length),
    why: `Kept the subject of the question before: ${main.title}.`,
  }
  return [
    ...filter,
    kept,
    ...kin.map((topic) => ({
      ...entryPlan(context, question, topic),
      prior: 0.7,
      why: `Next to the subject of the question before: ${main.title}.`,
    })),
  ]
}
