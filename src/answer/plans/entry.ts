import type { Entry, Topic } from '#knowledge/entry.ts'
import type { Intent, Mention, Question } from '#question/question.ts'
import { compareLanguagesBody } from '../compose/compare.ts'
import type { Context } from '../compose/context.ts'
import { fitBody } from '../compose/fit.ts'
import { whoUsesBody } from '../compose/lists.ts'
import { organisationBody } from '../compose/organisation.ts'
import { adoptionBody, criterionBody, seriesBody } from '../compose/series.ts'
import { toolBody } from '../compose/tool.ts'
import { topicBody } from '../compose/topic.ts'
import { broad, groupsOf } from './groups.ts'
import { type Plan, withoutOf } from './plan.ts'

/** The plan that answers from one entry, as the kind of entry wants it. */
export function entryPlan(context: Context, question: Question, entry: Entry, mentions: readonly Mention[] = []): Plan {
  const about = mentions.length > 0 ? mentions : question.mentions.filter((mention) => mention.id === entry.id)
  const base = {
    key: `record:${entry.id}`,
    intent: 'ask' as Intent,
    main: entry.id,
    mentions: about,
    members: [],
    why: `Its texts hold the words of the question: ${entry.title}.`,
  }
  switch (entry.kind) {
    case 'organisations':
      return { ...base, prior: 0.35, compose: () => organisationBody(context, entry) }
    case 'tools':
      return { ...base, prior: 0.4, compose: () => toolBody(context, entry) }
    case 'topics':
      return { ...base, ...topicForm(context, question, entry) }
    case 'criteria':
      return {
        ...base,
        prior: question.intent === 'compare' ? 0.5 : 0.35,
        compose: () => criterionBody(context, entry),
      }
    case 'comparisons':
      return {
        ...base,
        key: `compare:${entry.languages.toSorted().join('+')}`,
        intent: 'compare',
        prior: question.intent === 'compare' ? 0.7 : 0.4,
        compose: () => compareLanguagesBody(context, entry.languages),
      }
    case 'series':
      return {
        ...base,
        intent: 'adoption',
        prior: question.intent === 'adoption' ? 0.6 : 0.4,
        compose: () => seriesBody(context, entry),
      }
    case 'domains':
      return {
        ...base,
        key: `who-uses:${entry.id}`,
        intent: 'who-uses',
        prior: question.intent === 'who-uses' ? 0.7 : 0.3,
        compose: () => whoUsesBody(context, [entry.id], withoutOf(question), question.intent === 'tools'),
      }
    case 'listings':
      return { ...base, prior: 0.1, compose: () => undefined }
    default:
      return entry satisfies never
  }
}

function topicForm(context: Context, question: Question, topic: Topic): Pick<Plan, 'prior' | 'compose' | 'intent'> {
  const wanted = groupsOf[question.intent]?.includes(topic.topic) ?? false
  const domains = question.mentions.filter((mention) => mention.kind === 'domains').map((mention) => mention.id)
  const fit = question.intent === 'fit' && (topic.topic === 'when-to-choose' || topic.topic === 'when-not')
  return {
    intent: wanted ? question.intent : 'ask',
    // A verdict on the table as such is no answer to which of two named languages to take.
    prior:
      question.against && topic.topic === 'when-to-choose'
        ? 0.35
        : wanted && !(topic.topic === 'matrix' && question.mentions.length > 0)
          ? broad.has(question.intent)
            ? 0.5
            : 0.75
          : topic.leads
            ? 0.45
            : 0.5,
    compose: () =>
      fit && domains.length > 0
        ? fitBody(context, domains, topic)
        : topic.topic === 'adoption' && topic.leads
          ? adoptionBody(context)
          : topicBody(context, topic),
  }
}
