import { entriesOf } from '#knowledge/catalog.ts'
import type { Comparison, Criterion, Tool } from '#knowledge/entry.ts'
import type { Line, Section, TableRow } from '../answer.ts'
import { type Body, distinct, linesUnder, suggestion } from '../body.ts'
import { citationsOf, gradeOf, lineOf, summaryOf } from '../evidence.ts'
import { type Context, correctionOf, otherSideOf, pointsOf, relatedNext } from './context.ts'
import { stateWord, toolLine, whenLines } from './tool.ts'

/** What a cell says where nobody curated it. */
const nothing = 'no curated value'

/** Languages by criterion, one row each with its reasons, then when to pick which. */
export function compareLanguagesBody(context: Context, languages: readonly string[]): Body | undefined {
  const { catalog } = context
  const criteria = entriesOf(catalog, 'criteria')
    .filter((one) => languages.some((id) => id !== catalog.subject.language && one.cells[id]))
    .toSorted((one, other) => one.order - other.order)
  const comparison = comparisonOf(context, languages)
  const [first] = criteria
  const main = comparison ?? first
  if (!main || !languages.every((id) => criteria.some((one) => one.cells[id]) || comparison?.languages.includes(id)))
    return undefined
  const names = languages.map((id) => catalog.languages[id]?.name ?? id)
  const organisations = (comparison?.organisations ?? []).flatMap((id) => catalog.entries.get(id) ?? [])
  return {
    title: `${names.join(' or ')}?`,
    statement: summaryOf(catalog, main),
    ...correctionOf(context, main),
    sections: [
      ...table(criteria, languages, names),
      ...linesUnder('When to pick which', comparison ? picks(context, comparison) : []),
      ...linesUnder('Measured and told', pointsOf(context, main)),
      ...linesUnder(
        'Where the table comes from',
        criteria.flatMap((one) => cellLines(context, one, languages)),
      ),
      ...linesUnder(
        'Who went which way',
        organisations.map((one) => summaryOf(catalog, one)),
      ),
    ],
    otherSide: otherSideOf(context, main),
    entries: [main.id, ...criteria.map((one) => one.id).filter((id) => id !== main.id)],
    next: distinct([
      ...relatedNext(context, main),
      ...organisations.slice(0, 2).map((one) => suggestion(one.title, `${context.subject} at ${one.title}`)),
    ]),
  }
}

/** The comparison of exactly these languages, or the one that covers most of them. */
export function comparisonOf(context: Context, languages: readonly string[]): Comparison | undefined {
  const all = entriesOf(context.catalog, 'comparisons')
  const exact = all.find(
    (one) => one.languages.length === languages.length && languages.every((id) => one.languages.includes(id)),
  )
  return exact ?? all.find((one) => one.languages.every((id) => languages.includes(id)))
}

function table(criteria: readonly Criterion[], languages: readonly string[], names: readonly string[]): Section[] {
  const rows = criteria.map((one): TableRow => ({
    name: one.title,
    cells: languages.map((id) => one.cells[id]?.value ?? nothing),
    reasons: languages.flatMap((id, at) => (one.cells[id] ? [`${names[at] ?? id}: ${one.cells[id].reason}`] : [])),
  }))
  return rows.length > 0 ? [{ kind: 'table', heading: 'By criterion', columns: ['Criterion', ...names], rows }] : []
}

function cellLines(context: Context, one: Criterion, languages: readonly string[]): Line[] {
  const cells = languages.flatMap((id) => one.cells[id] ?? [])
  const citations = citationsOf(context.catalog, one, [...new Set(cells.flatMap((cell) => cell.sources))])
  if (citations.length === 0) return []
  return [
    {
      title: one.title,
      text: cells.map((cell) => cell.reason).join(' '),
      grade: gradeOf(citations),
      citations,
      entry: one.id,
    },
  ]
}

function picks(context: Context, comparison: Comparison): Line[] {
  return comparison.picks.map((pick) =>
    lineOf(
      context.catalog,
      comparison,
      { text: pick.when, sources: pick.sources },
      { title: `Pick ${context.catalog.languages[pick.choose]?.name ?? pick.choose}` },
    ),
  )
}

/** Two or more tools side by side, composed from their own records. */
export function compareToolsBody(context: Context, tools: readonly Tool[]): Body | undefined {
  const [first] = tools
  if (!first) return undefined
  const rows: TableRow[] = [
    {
      name: 'State',
      cells: tools.map((tool) => `${stateWord(tool)} (${tool.state.seen})`),
      reasons: tools.map((tool) => `${tool.title}: ${tool.state.text}`),
    },
    { name: 'Newest release', cells: tools.map((tool) => tool.state.release ?? nothing), reasons: [] },
    { name: 'Category', cells: tools.map((tool) => tool.category), reasons: [] },
  ]
  return {
    title: `${tools.map((tool) => tool.title).join(' or ')}?`,
    statement: sentenceOf(toolLine(context, tools.find((tool) => !tool.successor) ?? first)),
    ...tools.map((tool) => correctionOf(context, tool)).find((one) => one.correction),
    sections: [
      ...linesUnder(
        'What each is for',
        tools.map((tool) => toolLine(context, tool)),
      ),
      { kind: 'table', heading: 'Side by side', columns: ['', ...tools.map((tool) => tool.title)], rows },
      ...linesUnder(
        'When to pick which',
        tools.flatMap((tool) =>
          whenLines(context, tool).map((line) => ({
            ...line,
            title: `${tool.title}: ${line.title?.toLowerCase() ?? ''}`,
          })),
        ),
      ),
      ...linesUnder(
        'What is known',
        tools.flatMap((tool) => pointsOf(context, tool)),
      ),
      ...linesUnder(
        'Instead',
        tools.flatMap((tool) =>
          tool.successor
            ? [
                lineOf(
                  context.catalog,
                  tool,
                  { text: tool.successor.text, sources: tool.state.sources },
                  { title: tool.title },
                ),
              ]
            : [],
        ),
      ),
    ],
    otherSide: tools.flatMap((tool) => otherSideOf(context, tool)).slice(0, 3),
    entries: tools.map((tool) => tool.id),
    next: distinct(tools.map((tool) => suggestion(tool.title, `${tool.title} state`))),
  }
}

/** A line as the answer itself: its state stands in the list below. */
function sentenceOf({ label: _state, ...line }: Line): Line {
  return line
}
