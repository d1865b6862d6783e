import { entryOf } from '#knowledge/catalog.ts'
import type { Tool } from '#knowledge/entry.ts'
import type { Intent, Mention, Question } from '#question/question.ts'
import type { Body } from '../body.ts'
import type { Context } from '../compose/context.ts'
import { compareToolsBody } from '../compose/compare.ts'
import { fitBody } from '../compose/fit.ts'
import { caseStudiesBody, listedBody, organisationsBody, toolsBody, whoUsesBody } from '../compose/lists.ts'
import { organisationBody } from '../compose/organisation.ts'
import { toolBody } from '../compose/tool.ts'
import { ownSubject } from './groups.ts'
import { mentionsOf, named, type Plan, withoutOf } from './plan.ts'

export function recordPlan(context: Context, question: Question, mention: Mention): Plan {
  const one = entryOf(context.catalog, 'organisations', mention.id)
  const prior =
    question.intent === 'case-study' ? 0.95 : question.intent === 'compare' || question.intent === 'tools' ? 0.7 : 0.9
  return {
    key: `record:${mention.id}`,
    intent: question.intent === 'case-study' ? 'case-study' : 'who-uses',
    main: mention.id,
    prior,
    mentions: mentionsOf(question, mention.id),
    members: [],
    why: named(mention, 'the organisation'),
    compose: () => (one ? organisationBody(context, one) : undefined),
  }
}

export function toolPlans(context: Context, question: Question, mention: Mention): Plan[] {
  const tool = entryOf(context.catalog, 'tools', mention.id)
  if (!tool) return []
  const users = context.relations.usersOfTool(tool.id)
  const record: Plan = {
    key: `record:${tool.id}`,
    intent: 'tools',
    main: tool.id,
    prior: 0.88,
    mentions: mentionsOf(question, mention.id),
    members: [],
    why: named(mention, 'the tool'),
    compose: () => toolBody(context, tool),
  }
  if (question.intent !== 'who-uses') return [record]
  if (users.length === 0)
    return [{ ...record, key: `users:${tool.id}`, prior: 0.92, compose: () => nobodyBody(context, tool) }]
  const statement = `${users.length} curated ${users.length === 1 ? 'organisation is' : 'organisations are'} known to use ${tool.title}.`
  return [
    record,
    {
      ...record,
      key: `users:${tool.id}`,
      intent: 'who-uses',
      prior: 0.92,
      compose: () => organisationsBody(context, `Who uses ${tool.title}`, statement, users),
    },
  ]
}

/** Nobody is known to use a tool: said first, then what is known of the tool. */
function nobodyBody(context: Context, tool: Tool): Body {
  const body = toolBody(context, tool)
  return {
    ...body,
    title: `Who uses ${tool.title}`,
    statement: {
      ...body.statement,
      title: '',
      text: `No curated organisation is known to use ${tool.title}. ${body.statement.text}`,
    },
  }
}

export function listedPlan(context: Context, mention: Mention): Plan {
  const listing = entryOf(context.catalog, 'listings', mention.id)
  return {
    key: `listed:${mention.name}`,
    intent: 'who-uses',
    main: mention.id,
    prior: 0.7,
    mentions: [mention],
    members: [],
    // The list is asked for by a name on it, which none of its own phrasings holds.
    form: true,
    why: named(mention, 'a name that is only on a list'),
    compose: () => (listing ? listedBody(context, listing, mention.name) : undefined),
  }
}

export function domainPlans(context: Context, question: Question, mentions: readonly Mention[]): Plan[] {
  const ids = [...new Set(mentions.map((mention) => mention.id))]
  const [first] = ids
  if (!first) return []
  const members = [
    ...context.relations.users(ids).map((one) => one.id),
    ...context.relations.toolsIn(ids).map((one) => one.id),
    ...ids,
  ]
  const titles = ids.map((id) => context.catalog.entries.get(id)?.title ?? id).join(', ')
  const base = {
    main: first,
    mentions,
    members,
    why: `Read ${mentions.map((mention) => `"${mention.typed}"`).join(', ')} as the domain ${titles}.`,
  }
  const without = withoutOf(question)
  const list = (intent: Intent, prior: number, toolsFirst: boolean): Plan => ({
    ...base,
    key: `${intent}:${ids.join('+')}`,
    intent,
    prior,
    compose: () => whoUsesBody(context, ids, without, toolsFirst),
  })
  const studies = context.relations.caseStudies.filter(
    (one) => ids.some((id) => one.domains.includes(id)) && !without.has(one.id),
  )
  return [
    list('who-uses', listPrior(question), false),
    ...(question.intent === 'tools' ? [list('tools', 0.92, true)] : []),
    ...(question.intent === 'fit'
      ? [
          {
            ...base,
            key: `fit:${first}`,
            intent: 'fit' as const,
            prior: 0.95,
            compose: () => fitBody(context, ids, undefined),
          },
        ]
      : []),
    ...(question.intent === 'case-study'
      ? [
          {
            ...base,
            key: `cases:${first}`,
            intent: 'case-study' as const,
            prior: 0.95,
            compose: () => caseStudiesBody(context, studies, titles),
          },
        ]
      : []),
  ]
}

/** How well a field's list fits how the question is put; where languages are set side by side, the field is only what for. */
function listPrior({ intent, mentions }: Question): number {
  if (intent === 'compare' && mentions.some((mention) => mention.kind === 'language')) return 0.3
  // A study plan for payments is a plan.
  if (ownSubject.has(intent)) return 0.25
  return intent === 'who-uses' ? 0.95 : intent === 'tools' ? 0.7 : intent === 'ask' ? 0.8 : 0.5
}

/** A need named without a word for tools ("middleware") may as well want the thing explained: a phrasing of a topic then decides. */
const needAlone = 0.7

export function needPlans(context: Context, question: Question, mentions: readonly Mention[]): Plan[] {
  const without = withoutOf(question)
  return [...new Map(mentions.map((mention) => [mention.id, mention])).values()].map((mention) => {
    const tools = context.relations.toolsFor(mention.id).filter((tool) => !without.has(tool.id))
    const prior =
      question.intent === 'tools'
        ? 0.95
        : question.intent === 'ask' || question.intent === 'compare'
          ? needAlone
          : question.intent === 'who-uses'
            ? 0.7
            : 0.55
    return {
      key: `need:${mention.id}`,
      intent: 'tools',
      main: tools[0]?.id ?? '',
      prior,
      mentions: [mention],
      members: tools.map((tool) => tool.id),
      why: `Read "${mention.typed}" as what tools are looked for by.`,
      compose: () => toolsBody(context, mention.name, tools),
    }
  })
}

export function toolComparison(
  context: Context,
  question: Question,
  mentions: readonly Mention[],
  text: string,
): Plan[] {
  const tools = [...new Set(mentions.map((mention) => mention.id))].flatMap(
    (id) => entryOf(context.catalog, 'tools', id) ?? [],
  )
  if (tools.length < 2) return []
  const apart = new Set(mentions.map((mention) => mention.from)).size > 1
  const sideBySide = apart && question.intent === 'compare'
  const prior = sideBySide || (apart && /\b(or|and|vs|versus)\b/.test(text)) ? 0.97 : 0.4
  return [
    {
      key: `compare-tools:${tools
        .map((tool) => tool.id)
        .toSorted()
        .join('+')}`,
      intent: 'compare',
      main: tools[0]?.id ?? '',
      prior,
      mentions,
      members: [],
      // Its form is called for: no phrasing of one of them says more.
      ...(sideBySide ? { form: true as const } : {}),
      why: `Read ${mentions.map((mention) => `"${mention.typed}"`).join(', ')} as tools to set side by side.`,
      compose: () => compareToolsBody(context, tools),
    },
  ]
}
