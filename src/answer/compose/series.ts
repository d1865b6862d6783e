import { entriesOf } from '#knowledge/catalog.ts'
import type { Criterion, Series } from '#knowledge/entry.ts'
import type { Line, Section } from '../answer.ts'
import { type Body, distinct, linesUnder, suggestion } from '../body.ts'
import { lineOf, summaryOf } from '../evidence.ts'
import { type Context, correctionOf, otherSideOf, pointsOf, relatedNext } from './context.ts'
import { topicBody } from './topic.ts'

/** Adoption: charts from published series only, every number with its source, beside what is known of the rest. */
export function adoptionBody(context: Context): Body | undefined {
  const { catalog, relations } = context
  const lead = relations.lead('adoption')
  const series = entriesOf(catalog, 'series')
  if (!lead) return undefined
  const topic = topicBody(context, lead)
  return {
    ...topic,
    sections: [
      ...series.filter((one) => one.chart).map(chartOf),
      ...topic.sections,
      ...linesUnder(
        'The series',
        series.map((one) => seriesLine(context, one)),
      ),
    ],
    entries: [...topic.entries, ...series.map((one) => one.id)],
  }
}

/** One series: its chart and each number with its year and source. */
export function seriesBody(context: Context, series: Series): Body {
  return {
    title: series.title,
    statement: summaryOf(context.catalog, series),
    ...correctionOf(context, series),
    sections: [
      ...(series.data.length > 1 ? [chartOf(series)] : []),
      ...linesUnder(
        'Each number',
        series.data.map((point) => pointLine(context, series, point)),
      ),
      ...linesUnder('What is known', pointsOf(context, series)),
    ],
    otherSide: otherSideOf(context, series),
    entries: [series.id],
    next: distinct([...relatedNext(context, series), suggestion('All of adoption', 'adoption')]),
  }
}

/** One row of the comparison table, as an answer of its own. */
export function criterionBody(context: Context, criterion: Criterion): Body {
  const { catalog } = context
  const ids = Object.keys(criterion.cells)
  return {
    title: criterion.title,
    statement: summaryOf(catalog, criterion),
    ...correctionOf(context, criterion),
    sections: [
      ...linesUnder(
        'By language',
        ids.flatMap((id): Line[] => {
          const cell = criterion.cells[id]
          return cell
            ? [
                lineOf(
                  catalog,
                  criterion,
                  { text: `${cell.value}. ${cell.reason}`, sources: cell.sources },
                  { title: catalog.languages[id]?.name ?? id },
                ),
              ]
            : []
        }),
      ),
      ...linesUnder('What is known', pointsOf(context, criterion)),
    ],
    otherSide: otherSideOf(context, criterion),
    entries: [criterion.id],
    next: distinct([
      ...relatedNext(context, criterion),
      suggestion(
        'The whole table',
        `compare ${ids
          .slice(0, 3)
          .map((id) => catalog.languages[id]?.name ?? id)
          .join(' ')}`,
      ),
    ]),
  }
}

function chartOf(series: Series): Section {
  return {
    kind: 'chart',
    heading: series.title,
    unit: series.unit,
    series: [{ name: series.title, points: series.data.map((point) => ({ label: point.when, value: point.value })) }],
  }
}

function pointLine(context: Context, series: Series, point: Series['data'][number]): Line {
  return lineOf(
    context.catalog,
    series,
    {
      text: `${point.value} ${series.unit}${point.note ? ` (${point.note})` : ''}`,
      year: Number(point.when.slice(0, 4)),
      sources: point.sources,
    },
    { title: point.when },
  )
}

function seriesLine(context: Context, series: Series): Line {
  const told = series.data.map((point) => `${point.when}: ${point.value}`).join('; ')
  return lineOf(
    context.catalog,
    series,
    {
      text: `${told} (${series.unit}). ${series.answer}`,
      sources: [...new Set(series.data.flatMap((point) => point.sources))],
    },
    { title: series.title },
  )
}
