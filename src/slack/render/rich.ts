import type { Block, TableBlock } from '@slack/types'
import type { ChartSeries, Section } from '#answer/answer.ts'
import type { AnyBlock, Message } from '../blocks/blocks.ts'
import { cut, harmless } from '../blocks/text.ts'

type Table = Extract<Section, { kind: 'table' }>
type Chart = Extract<Section, { kind: 'chart' }>

/** Slack's `data_visualization` block, which `@slack/types` 3.2 does not know. */
export type ChartBlock = Block & {
  type: 'data_visualization'
  title: string
  chart: {
    type: 'bar' | 'line'
    series: { name: string; data: { label: string; value: number }[] }[]
    axis_config: { categories: string[]; y_label?: string }
  }
}

const most = { rows: 100, columns: 20, chartTitle: 50, axis: 50, series: 12, points: 20, label: 20 }

/** The cells of a comparison. The reasons stand beneath it in words, together with the cells: a table may be refused. */
export function tableBlock(section: Table): TableBlock[] {
  if (section.rows.length === 0 || section.rows.length >= most.rows || section.columns.length > most.columns) return []
  const cell = (text: string) => ({ type: 'raw_text' as const, text: text === '' ? ' ' : harmless(text) })
  const rows = section.rows.map((row) => [cell(row.name), ...row.cells.map(cell)])
  return [
    {
      type: 'table',
      rows: [section.columns.map(cell), ...rows],
      column_settings: section.columns.map(() => ({ is_wrapped: true })),
    },
  ]
}

/**
 * Published numbers as lines. Slack wants a value for every category of every series, so only the moments that all
 * series share are drawn; the words beneath hold every number.
 */
export function chartBlock(section: Chart): ChartBlock[] {
  const [first, ...others] = section.series
  if (!first || section.series.length > most.series) return []
  const shared = first.points
    .map((point) => point.label)
    .filter((label) => others.every((series) => series.points.some((point) => point.label === label)))
  const categories = [...new Set(shared)].slice(-most.points)
  if (categories.length < 2 || categories.some((label) => label.length > most.label || label !== harmless(label)))
    return []
  return [
    {
      type: 'data_visualization',
      title: cut(harmless(section.heading), most.chartTitle),
      chart: {
        type: categories.length > 2 ? 'line' : 'bar',
        series: section.series.map((series, at) => ({
          name: nameOf(series, at, section.series),
          data: categories.map((label) => ({ label, value: valueAt(series, label) })),
        })),
        axis_config: { categories, y_label: cut(harmless(section.unit), most.axis) },
      },
    },
  ]
}

/** Names are cut to twenty characters and must differ all the same. */
function nameOf(series: ChartSeries, at: number, all: readonly ChartSeries[]): string {
  const name = cut(harmless(series.name), most.label)
  const twin = all.some((other, index) => index !== at && cut(harmless(other.name), most.label) === name)
  return twin ? `${cut(harmless(series.name), most.label - 4)} ${at + 1}` : name
}

const valueAt = (series: ChartSeries, label: string): number =>
  series.points.find((point) => point.label === label)?.value ?? 0

const rich = new Set(['table', 'data_visualization'])

/** The same message for a Slack that refuses tables or charts: everything they show stands in words as well. */
export function withoutRich(message: Message): Message {
  return { ...message, blocks: message.blocks.filter((block: AnyBlock) => !rich.has(block.type)) }
}
export const isRich = (message: Message): boolean => message.blocks.some((block) => rich.has(block.type))
