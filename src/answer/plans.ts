import { entriesOf, entryOf } from '#knowledge/catalog.ts'
import type { Entry, Tool, Topic } from '#knowledge/entry.ts'
import type { Intent, Mention, Question } from '#question/question.ts'
import type { Subject } from './answer.ts'
import type { Body } from './body.ts'
import { compareLanguagesBody, compareToolsBody } from './compose/compare.ts'
import type { Context } from './compose/context.ts'
import { fitBody } from './compose/fit.ts'
import { caseStudiesBody, listedBody, organisationsBody, toolsBody, whoUsesBody } from './compose/lists.ts'
import { organisationBody } from './compose/organisation.ts'
import { adoptionBody, criterionBody, seriesBody } from './compose/series.ts'
import { toolBody } from './compose/tool.ts'
import { topicBody } from './compose/topic.ts'

/** One way to answer a question. Plans are ranked; only the best is composed. */
export type Plan = {
  /** Names the plan, so that the same one is not ranked twice: `record:monzo`, `who-uses:fintech`. */
  readonly key: string
  /** What kind of answer it is: the question's own intent, or `ask` for a record. */
  readonly intent: Intent
  /** The entry it is about; candidates show its title. */
  readonly main: string
  /** Between 0 and 1: how well its form fits how the question is put, before any word is compared. */
  readonly prior: number
  /** Mentions that it answers to: their words count as explained. */
  readonly mentions: readonly Mention[]
  /** Further entries whose text explains the rest of the question: the members of a list. */
  readonly members: readonly string[]
  /** The least coverage it is given: a follow-up's words lean on what was said before, so that they need not stand in the entry. */
  readonly floor?: number
  /** The sentence for "Why this answer?". */
  readonly why: string
  readonly compose: () => Body | undefined
}

/** Which groups of topics an intent is about: they are preferred, and their leading entry answers when nothing else is named. */
const groupsOf: Partial<Record<Intent, readonly Topic['topic'][]>> = {
  fit: ['when-to-choose', 'when-not', 'framework', 'business'],
  pattern: ['patterns', 'database', 'testing', 'grpc', 'observability', 'deployment', 'runtime'],
  pitfalls: ['tradeoffs', 'mistakes', 'when-not'],
  hire: ['hiring'],
  interview: ['interview', 'hiring'],
  roadmap: ['roadmap'],
  pilot: ['pilot'],
  adoption: ['adoption'],
  compare: ['matrix'],
  'who-uses': ['examples', 'categories'],
  tools: ['ecosystem'],
  'case-study': ['examples', 'migrations', 'business'],
}

/** Intents that a topic only touches: lists and shelves answer them. */
const broad: ReadonlySet<Intent> = new Set(['who-uses', 'tools'])

/** Sub-commands whose answer is theirs alone, whatever stands after them. */
export const ownSubject: ReadonlySet<Intent> = new Set([
  'pattern',
  'pitfalls',
  'hire',
  'interview',
  'roadmap',
  'pilot',
  'adoption',
])

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
      wanted && !(topic.topic === 'matrix' && question.mentions.length > 0)
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

function recordPlan(context: Context, question: Question, mention: Mention): Plan {
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

function toolPlans(context: Context, question: Question, mention: Mention): Plan[] {
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

function listedPlan(context: Context, mention: Mention): Plan {
  const listing = entryOf(context.catalog, 'listings', mention.id)
  return {
    key: `listed:${mention.name}`,
    intent: 'who-uses',
    main: mention.id,
    prior: 0.7,
    mentions: [mention],
    members: [],
    why: named(mention, 'a name that is only on a list'),
    compose: () => (listing ? listedBody(context, listing, mention.name) : undefined),
  }
}

function domainPlans(context: Context, question: Question, mentions: readonly Mention[]): Plan[] {
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
    list(
      'who-uses',
      question.intent === 'who-uses' ? 0.95 : question.intent === 'tools' ? 0.7 : question.intent === 'ask' ? 0.8 : 0.5,
      false,
    ),
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

/** A need named without a word for tools ("middleware") may as well want the thing explained: a phrasing of a topic then decides. */
const needAlone = 0.7

function needPlans(context: Context, question: Question, mentions: readonly Mention[]): Plan[] {
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

function languagePlans(context: Context, question: Question, mentions: readonly Mention[], text: string): Plan[] {
  const { catalog, relations, subject } = context
  const ids = [...new Set(mentions.map((mention) => mention.id))]
  if (ids.length === 0) return []
  const languages = [catalog.subject.language, ...ids]
  const compare: Plan = {
    key: `compare:${languages.toSorted().join('+')}`,
    intent: 'compare',
    main: comparisonFor(context, languages),
    prior: comparePrior[question.intent] ?? 0.3,
    mentions,
    members: entriesOf(catalog, 'criteria').map((one) => one.id),
    why: `Read ${mentions.map((mention) => `"${mention.typed}"`).join(', ')} as languages to set beside ${subject}.`,
    compose: () => compareLanguagesBody(context, languages),
  }
  return [
    compare,
    ...mentions.flatMap((mention) => movePlans(context, question, mention, text)),
    ...(relations.lead('matrix') ? [] : []),
  ]
}

/** How well a comparison of languages fits an intent: "rust?" may want one, "who left rust" hardly. */
const comparePrior: Partial<Record<Intent, number>> = { compare: 0.95, fit: 0.75, ask: 0.6 }

/** "Who moved from Java to Go": the moves that records tell. */
function movePlans(context: Context, question: Question, mention: Mention, text: string): Plan[] {
  const { catalog, relations, subject } = context
  const names = catalog.subject.names.join('|')
  const name = mention.typed.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  const moving =
    /\b(moved?|moving|switch\w*|migrat\w*|rewr\w+|ported?|porting|ditch\w*|left|leaving|replaced?|went|changed?|convert\w*|from|success)\b/.test(
      text,
    )
  const away = new RegExp(String.raw`\b(to|for|by|with|into) ${name}(?![a-z])`).test(text)
  const from = new RegExp(
    String.raw`\b(from|off|leaving|left|replaced|ditched|out of)( \w+)? ${name}(?![a-z])|(?<![a-z])${name}( \w+)? (to|into) (${names})\b`,
  ).test(text)
  if (!moving && !from) return []
  const organisations = from || !away ? relations.movedFrom(mention.id) : relations.movedTo(mention.id)
  if (organisations.length === 0) return []
  const toward = from || !away
  const title = toward ? `Who moved from ${mention.name} to ${subject}` : `Who moved from ${subject} to ${mention.name}`
  const statement = `${organisations.length} curated ${organisations.length === 1 ? 'case tells' : 'cases tell'} of a move ${toward ? `from ${mention.name} to ${subject}` : `from ${subject} to ${mention.name}`}, wholly or for one system.`
  return [
    {
      key: `moved:${mention.id}:${toward ? 'from' : 'to'}`,
      intent: 'who-uses',
      main: organisations[0]?.id ?? '',
      prior: from || away ? 0.97 : 0.6,
      // The words of moving are what the plan answers; records tell moves in many other words.
      ...(from || away ? { floor: 0.95 } : {}),
      mentions: [mention],
      members: organisations.map((one) => one.id),
      why: `Read "${mention.typed}" as a language that was left or taken.`,
      compose: () =>
        organisationsBody(
          context,
          title,
          statement,
          organisations.filter((one) => !withoutOf(question).has(one.id)),
        ),
    },
  ]
}

function toolComparison(context: Context, question: Question, mentions: readonly Mention[], text: string): Plan[] {
  const tools = [...new Set(mentions.map((mention) => mention.id))].flatMap(
    (id) => entryOf(context.catalog, 'tools', id) ?? [],
  )
  if (tools.length < 2) return []
  const apart = new Set(mentions.map((mention) => mention.from)).size > 1
  const prior = apart && (question.intent === 'compare' || /\b(or|and|vs|versus)\b/.test(text)) ? 0.97 : 0.4
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
      why: `Read ${mentions.map((mention) => `"${mention.typed}"`).join(', ')} as tools to set side by side.`,
      compose: () => compareToolsBody(context, tools),
    },
  ]
}

function casePlans(context: Context, question: Question): Plan[] {
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
function leadPlans(context: Context, question: Question): Plan[] {
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
        ...(at === 0 && question.intentFrom === 'command' && ownSubject.has(question.intent) ? { floor: 0.9 } : {}),
        why: `Read the question as one about ${question.intent}.`,
      },
    ]
  })
}

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
  const kept = {
    ...entryPlan(context, question, main),
    prior: 0.9,
    floor: 1 - 0.05 * Math.min(4, question.terms.length),
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

/** Every mention of one entry: a name may be typed twice, or stand for more than one thing. */
function mentionsOf(question: Question, id: string): Mention[] {
  return question.mentions.filter((mention) => mention.id === id)
}

function comparisonFor(context: Context, languages: readonly string[]): string {
  const all = entriesOf(context.catalog, 'comparisons')
  const exact = all.find(
    (one) => one.languages.length === languages.length && languages.every((id) => one.languages.includes(id)),
  )
  return (exact ?? all.find((one) => one.languages.every((id) => languages.includes(id))) ?? all[0])?.id ?? ''
}

function withoutOf(question: Question): ReadonlySet<string> {
  return new Set(question.excluded.map((mention) => mention.id))
}

function named(mention: Mention, what: string): string {
  const typed = mention.typed.toLowerCase() === mention.name.toLowerCase() ? '' : `"${mention.typed}" `
  return `Read ${typed}as ${what} ${mention.name}${mention.score < 0.9 ? ` (match ${Math.round(mention.score * 100)} of 100)` : ''}.`
}
