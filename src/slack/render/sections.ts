import type { Section, TableRow } from '#answer/answer.ts'
import { type AnyBlock, preformatted, sections as textSections } from '../blocks/blocks.ts'
import { defuse, escape } from '../blocks/text.ts'
import { lineText } from './line.ts'
import { chartBlock, tableBlock } from './rich.ts'

type Of<K extends Section['kind']> = Extract<Section, { kind: K }>
/** Whether tables and charts can be shown; a modal takes neither. */
type Place = { readonly rich: boolean }

/** Kind of section to what it looks like. */
const renderers: { readonly [K in Section['kind']]: (section: Of<K>, place: Place) => AnyBlock[] } = {
  lines: (section) => [...headingOf(section.heading), ...section.lines.flatMap((line) => textSections(lineText(line)))],
  steps: (section) => [
    ...headingOf(section.heading),
    ...section.steps.flatMap((step) =>
      textSections(
        `*${defuse(step.when)}*: ${escape(step.text)}${step.outcome ? `\nOutcome: ${escape(step.outcome)}` : ''}`,
      ),
    ),
  ],
  table: (section, { rich }) => [
    ...headingOf(section.heading),
    ...(rich ? tableBlock(section) : []),
    ...inWords(section.rows).flatMap((row) => {
      const cells = row.cells.map((cell, at) => `${escape(section.columns[at + 1] ?? '')}: ${escape(cell)}`).join('; ')
      return textSections([`*${defuse(row.name)}*: ${cells}`, ...row.reasons.map(escape)].join('\n'))
    }),
  ],
  chart: (section, { rich }) => [
    ...(rich ? chartBlock(section) : []),
    ...section.series.flatMap((series) => {
      const points = series.points.map((point) => `${escape(point.label)}: ${point.value}`).join(', ')
      const name =
        series.name === section.heading ? defuse(section.heading) : `${defuse(section.heading)}, ${defuse(series.name)}`
      return textSections(`*${name}* (${escape(section.unit)})\n${points}`)
    }),
  ],
  code: (section) => [preformatted(section.text)],
}

export function sectionBlocks<K extends Section['kind']>(section: Of<K>, place: Place): AnyBlock[] {
  const render: (section: Of<K>, place: Place) => AnyBlock[] = renderers[section.kind]
  return render(section, place)
}

/** Rows without their reasons stand in the table only, until the page that has their reasons; a table without any reasons is all words. */
function inWords(rows: readonly TableRow[]): readonly TableRow[] {
  return rows.some((row) => row.reasons.length > 0) ? rows.filter((row) => row.reasons.length > 0) : rows
}

const headingOf = (heading: string | undefined): AnyBlock[] => (heading ? textSections(`*${defuse(heading)}*`) : [])
