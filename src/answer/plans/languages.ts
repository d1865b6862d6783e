import { entriesOf } from '#knowledge/catalog.ts'
import type { Intent, Mention, Question } from '#question/question.ts'
import { compareLanguagesBody, comparisonOf } from '../compose/compare.ts'
import type { Context } from '../compose/context.ts'
import { organisationsBody } from '../compose/lists.ts'
import { type Plan, withoutOf } from './plan.ts'

export function languagePlans(
  context: Context,
  question: Question,
  mentions: readonly Mention[],
  text: string,
): Plan[] {
  const { catalog, subject } = context
  const ids = [...new Set(mentions.map((mention) => mention.id))]
  if (ids.length === 0) return []
  const languages = [catalog.subject.language, ...ids]
  const compare: Plan = {
    key: `compare:${languages.toSorted().join('+')}`,
    intent: 'compare',
    main: (comparisonOf(context, languages) ?? entriesOf(catalog, 'comparisons')[0])?.id ?? '',
    prior: comparePrior[question.intent] ?? 0.3,
    mentions,
    members: entriesOf(catalog, 'criteria').map((one) => one.id),
    why: `Read ${mentions.map((mention) => `"${mention.typed}"`).join(', ')} as languages to set beside ${subject}.`,
    compose: () => compareLanguagesBody(context, languages),
  }
  return [compare, ...mentions.flatMap((mention) => movePlans(context, question, mention, text))]
}

/** People who are told by where they come from. */
const somebody =
  'colleagues?|coworkers?|friends?|guys?|person|people|folks|devs?|developers?|engineers?|programmers?|seniors?|juniors?|leads?|boss|manager|candidates?|hires?|students?|newcomers?|beginners?|someone|somebody|anyone|habits?|experience'

/** How well a comparison of languages fits an intent: "rust?" may want one, "who left rust" hardly. */
const comparePrior: Partial<Record<Intent, number>> = { compare: 0.95, fit: 0.75, ask: 0.6 }

/** "Who moved from Java to Go": the moves that records tell. */
function movePlans(context: Context, question: Question, mention: Mention, text: string): Plan[] {
  const { catalog, relations, subject } = context
  const names = catalog.subject.names.join('|')
  const name = mention.typed.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  const moving =
    /\b(moved?|moving|switch\w*|migrat\w*|rewr\w+|ported?|porting|ditch\w*|left|leaving|replaced?|went|changed?|convert\w*|success)\b/.test(
      text,
    )
  const away = new RegExp(String.raw`\b(to|for|by|with|into) ${name}(?![a-z])`).test(text)
  const from = new RegExp(
    // "I come from Java" tells of the asker, "a colleague from Java" of somebody else, and neither of a move.
    String.raw`((?<!\b(?:come|comes|came|coming|background|years|are|am|im|is|${somebody}) )\bfrom|\b(?:off|leaving|left|replaced|ditched|out of))( \w+)? ${name}(?![a-z])|(?<![a-z])${name}( \w+)? (to|into) (${names})\b`,
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
      ...(from || away ? { floor: 0.95, form: true as const } : {}),
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
