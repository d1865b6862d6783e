import type { Json } from '../../protocol.ts'
import { list, number, object, string, strings, typeOf } from '../read.ts'

export type Series = { readonly name: string; readonly values: readonly number[] }
export type ChartData = {
  readonly type: 'pie' | 'bar' | 'area' | 'line'
  readonly title: string
  /** Of a pie: its segments. */
  readonly categories: readonly string[]
  readonly series: readonly Series[]
  readonly xLabel: string
  readonly yLabel: string
}

/** A chart block as numbers: every series has a value for every category. */
export function readChart(block: Json): ChartData | undefined {
  const chart = object(block, 'chart')
  const type = typeOf(chart)
  const title = string(block, 'title') ?? ''
  if (type === 'pie') {
    const segments = list(chart, 'segments')
    return {
      type,
      title,
      categories: segments.map((segment) => string(segment, 'label') ?? ''),
      series: [{ name: title, values: segments.map((segment) => number(segment, 'value') ?? 0) }],
      xLabel: '',
      yLabel: '',
    }
  }
  if (type !== 'bar' && type !== 'area' && type !== 'line') return undefined
  const axes = object(chart, 'axis_config')
  const categories = strings(axes, 'categories')
  return {
    type,
    title,
    categories,
    series: list(chart, 'series').map((series) => ({
      name: string(series, 'name') ?? '',
      values: categories.map((label) => valueAt(series, label)),
    })),
    xLabel: string(axes, 'x_label') ?? '',
    yLabel: string(axes, 'y_label') ?? '',
  }
}

const valueAt = (series: Json, label: string): number =>
  number(
    list(series, 'data').find((point) => string(point, 'label') === label),
    'value',
  ) ?? 0
