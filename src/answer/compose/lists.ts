import { entryOf } from '#knowledge/catalog.ts'
import type { Listing, Organisation, Tool } from '#knowledge/entry.ts'
import type { Line, Section } from '../answer.ts'
import { type Body, distinct, linesUnder, suggestion } from '../body.ts'
import { lineOf, summaryOf } from '../evidence.ts'
import { type Context, moreOn, otherSideOf, relatedNext } from './context.ts'
import { caseStudy, organisationLine } from './organisation.ts'
import { toolBody, toolLine } from './tool.ts'

/** Ids that the asker wants left out. */
type Without = ReadonlySet<string>

/** Who uses the subject in some domains: organisations best evidence first, the tools there, and who is named wrongly. */
export function whoUsesBody(
  context: Context,
  domains: readonly string[],
  without: Without,
  toolsFirst: boolean,
): Body | undefined {
  const { catalog, relations, subject } = context
  const records = domains.flatMap((id) => entryOf(catalog, 'domains', id) ?? [])
  const users = relations.users(domains).filter((one) => !without.has(one.id))
  const tools = relations.toolsIn(domains).filter((tool) => !without.has(tool.id))
  const [main] = records
  if (!main || (users.length === 0 && tools.length === 0)) return undefined
  const named = records.map((record) => record.title).join(' and ')
  const who = usersByKind(context, users)
  const what = linesUnder(
    'With what',
    tools.map((tool) => toolLine(context, tool)),
  )
  return {
    title: toolsFirst ? `${named}: tools for ${subject}` : `Who uses ${subject}: ${named}`,
    statement: summaryOf(catalog, main),
    sections: [
      ...(toolsFirst ? [...what, ...who] : [...who, ...what]),
      ...linesUnder(
        'What is known',
        main.points.map((point) => lineOf(catalog, main, point)),
      ),
      ...linesUnder('Answered about it', moreOn(context, main.id)),
    ],
    otherSide: [...records.flatMap((record) => otherSideOf(context, record)), ...wrongly(context, domains)],
    firstParty: firstPartyOf(who.flatMap((section) => (section.kind === 'lines' ? section.lines : []))),
    entries: [...records.map((record) => record.id), ...users.map((one) => one.id)],
    next: distinct([
      ...(users[0] ? [suggestion(users[0].title, `${subject} at ${users[0].title}`)] : []),
      suggestion('Which published numbers?', 'which of them published numbers?'),
      suggestion(`Does ${subject} fit?`, `fit ${main.title}`),
      ...relatedNext(context, main),
    ]),
  }
}

/**
 * Who runs it, what is made of it, and who uses it for a part only: three lists, each best evidence first. In one list a project's own
 * repository, which says what it is written in, would outrank a bank of which the press says what it relies on.
 */
function usersByKind(context: Context, users: readonly Organisation[]): Section[] {
  const lines = (wanted: (one: Organisation) => boolean): Line[] =>
    users.filter(wanted).map((one) => organisationLine(context, one))
  const whole = (one: Organisation): boolean => one.use === 'uses'
  return [
    ...linesUnder(
      'Who, best evidence first',
      lines((one) => whole(one) && one.type !== 'project'),
    ),
    ...linesUnder(
      `Projects written in ${context.subject}, best evidence first`,
      lines((one) => whole(one) && one.type === 'project'),
    ),
    ...linesUnder(
      'For a part of what they run',
      lines((one) => !whole(one)),
    ),
  ]
}

/** Names that stand in many lists and should not: each with what is known instead. */
function wrongly(context: Context, domains: readonly string[]): Line[] {
  return context.relations
    .wronglyNamed(domains)
    .slice(0, 4)
    .flatMap((one) => {
      const text = one.dispute?.finding ?? one.answer
      return [
        {
          ...lineOf(context.catalog, one, { text, sources: one.dispute?.sources ?? one.sources }),
          title: one.title,
          label: 'disputed',
        },
      ]
    })
}

/** A plain list of organisations under a heading of code: who moved, who uses a tool, who published numbers. */
export function organisationsBody(
  context: Context,
  title: string,
  statement: string,
  organisations: readonly Organisation[],
): Body | undefined {
  const [first] = organisations
  if (!first) return undefined
  const lines = organisations.map((one) => organisationLine(context, one))
  return {
    title,
    statement: {
      ...summaryOf(context.catalog, first),
      title: '',
      text: statement,
      citations: lines.flatMap((line) => line.citations).slice(0, 3),
    },
    sections: linesUnder('Who, best evidence first', lines),
    otherSide: organisations.flatMap((one) => otherSideOf(context, one)).slice(0, 3),
    firstParty: firstPartyOf(lines),
    entries: organisations.map((one) => one.id),
    next: distinct(organisations.slice(0, 4).map((one) => suggestion(one.title, `${context.subject} at ${one.title}`))),
  }
}

/** Case studies, each in four lines; the whole story of the first. */
export function caseStudiesBody(
  context: Context,
  organisations: readonly Organisation[],
  about: string,
): Body | undefined {
  const [first] = organisations
  if (!first) return undefined
  const lines = organisations.map((one): Line => {
    const study = one.case_study
    return {
      ...organisationLine(context, one),
      text: study ? `${study.problem} ${study.result}` : one.answer,
      ...(study ? { year: study.year } : {}),
    }
  })
  return {
    title: about ? `Case studies: ${about}` : 'Case studies, best evidence first',
    statement: summaryOf(context.catalog, first),
    sections: [...caseStudy(context, first), ...linesUnder('All of them', lines)],
    otherSide: otherSideOf(context, first),
    firstParty: firstPartyOf(lines),
    entries: organisations.map((one) => one.id),
    next: distinct(organisations.slice(0, 4).map((one) => suggestion(one.title, `case-study ${one.title}`))),
  }
}

/** Tools for a need, with their state; the ones that still live first. */
export function toolsBody(context: Context, need: string, tools: readonly Tool[]): Body | undefined {
  const [first] = tools
  if (!first) return undefined
  if (tools.length === 1) return toolBody(context, first)
  const lines = tools.map((tool) => toolLine(context, tool))
  return {
    title: `Tools: ${need}`,
    statement: { ...(lines[0] ?? summaryOf(context.catalog, first)) },
    sections: [
      ...linesUnder('State today, living ones first', lines),
      ...linesUnder(
        'When to take which',
        tools
          .slice(0, 6)
          .map((tool) => ({ title: tool.title, text: tool.when, grade: 'advice', citations: [], entry: tool.id })),
      ),
    ],
    otherSide: tools
      .slice(0, 3)
      .map((tool) => ({ title: tool.title, text: tool.not_when, grade: 'advice', citations: [], entry: tool.id })),
    firstParty: firstPartyOf(lines),
    entries: tools.map((tool) => tool.id),
    next: distinct([
      ...(tools[1]
        ? [suggestion(`${first.title} or ${tools[1].title}?`, `compare ${first.title} vs ${tools[1].title}`)]
        : []),
      ...tools.slice(0, 3).map((tool) => suggestion(tool.title, `${tool.title} state`)),
    ]),
  }
}

/** Somebody who put themselves on a list, and of whom nothing more is known. */
export function listedBody(context: Context, listing: Listing, name: string): Body {
  const member = listing.members.find((one) => one.name === name)
  const text = `${name} lists itself as a user of ${context.subject}${member ? ` (${member.what})` : ''}; nothing more is curated about it.`
  return {
    title: `${name} and ${context.subject}`,
    statement: { ...summaryOf(context.catalog, listing, { label: 'self-listed only' }), title: name, text },
    sections: [],
    otherSide: otherSideOf(context, listing),
    entries: [listing.id],
    next: distinct(
      (member?.domains ?? []).map((id) =>
        suggestion(
          `Who uses ${context.subject} there`,
          `who-uses ${entryOf(context.catalog, 'domains', id)?.title ?? id}`,
        ),
      ),
    ),
  }
}

function firstPartyOf(lines: readonly Line[]): { count: number; of: number } {
  return { count: lines.filter((line) => line.grade === 'A').length, of: lines.length }
}
