import { entryOf } from '#knowledge/catalog.ts'
import type { Organisation } from '#knowledge/entry.ts'
import type { Line, Section } from '../answer.ts'
import { type Body, distinct, linesUnder, suggestion } from '../body.ts'
import { lineOf, summaryOf } from '../evidence.ts'
import { type Context, correctionOf, moreOn, otherSideOf, pointsOf, relatedNext } from './context.ts'

/** One organisation's record: what for, numbers with their years, its case study, what speaks against it. */
export function organisationBody(context: Context, one: Organisation): Body {
  const { catalog, subject } = context
  const tools = one.tools.flatMap((id) => entryOf(catalog, 'tools', id) ?? [])
  return {
    title: `${one.title} and ${subject}`,
    statement: summaryOf(catalog, one, labelOf(one)),
    ...correctionOf(context, one),
    sections: [
      ...linesUnder(
        'Published numbers',
        one.figures.map((figure) => lineOf(catalog, one, figure)),
      ),
      ...caseStudy(context, one),
      ...linesUnder('What is known', [...pointsOf(context, one), ...moves(context, one)]),
      ...linesUnder(
        'Tools named there',
        tools.map((tool) => summaryOf(catalog, tool)),
      ),
      ...linesUnder('Answered with it', moreOn(context, one.id, 3)),
    ],
    otherSide: otherSideOf(context, one),
    entries: [one.id, ...one.tools],
    next: distinct([
      ...relatedNext(context, one),
      ...one.domains.slice(0, 2).map((id) => whoUses(context, id)),
      suggestion('More case studies', 'case-study'),
    ]),
  }
}

/** An organisation in one line of a list, with its strongest number. */
export function organisationLine(context: Context, one: Organisation): Line {
  const [figure] = one.figures
  const summary = summaryOf(context.catalog, one, labelOf(one))
  if (!figure) return summary
  const told = lineOf(context.catalog, one, figure)
  return {
    ...summary,
    text: `${summary.text} ${figure.value}: ${lowerFirst(figure.text)}`,
    ...(told.year === undefined ? {} : { year: told.year }),
    citations: [...new Map([...summary.citations, ...told.citations].map((item) => [item.id, item])).values()],
  }
}

/** The problem, what was built, the result and its caveat, as lines of one section. */
export function caseStudy(context: Context, one: Organisation): Section[] {
  const study = one.case_study
  if (!study) return []
  const part = (title: string, text: string): Line =>
    lineOf(context.catalog, one, { text, year: study.year, sources: study.sources }, { title })
  return linesUnder('Case study', [
    part('Problem', study.problem),
    part('Built', study.built),
    part('Result', study.result),
    part('What it does not show', study.caveat),
  ])
}

function labelOf(one: Organisation): { label?: string } {
  switch (one.use) {
    case 'uses':
      return {}
    case 'partly':
      return { label: 'partly' }
    case 'past':
      return { label: 'in the past' }
    case 'not':
      return { label: 'does not use it' }
    case 'unclear':
      return { label: 'unconfirmed' }
    case 'illustration':
      return { label: 'illustration, not evidence' }
    default:
      return one.use satisfies never
  }
}

/** Moves between languages, told by code from the record's own fields. */
function moves(context: Context, one: Organisation): Line[] {
  const names = (ids: readonly string[]): string =>
    ids.map((id) => context.catalog.languages[id]?.name ?? id).join(', ')
  const tell = (text: string): Line => ({ ...summaryOf(context.catalog, one), title: 'Languages', text })
  return [
    ...(one.moved_from.length > 0
      ? [tell(`Came to ${context.subject} from ${names(one.moved_from)}${one.since ? `, since ${one.since}` : ''}.`)]
      : []),
    ...(one.moved_to.length > 0
      ? [tell(`Went from ${context.subject} to ${names(one.moved_to)} for at least one system.`)]
      : []),
  ]
}

function whoUses(context: Context, domain: string): ReturnType<typeof suggestion> {
  const title = entryOf(context.catalog, 'domains', domain)?.title ?? domain
  return suggestion(`Who else: ${title}`, `who-uses ${title}`)
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text[0]?.toLowerCase() + text.slice(1) : text
}
