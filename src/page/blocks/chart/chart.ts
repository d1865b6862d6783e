import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { html } from '../../html.ts'
import type { Kind } from '../kinds/kind.ts'
import { Unknown } from '../unknown.ts'
import { Axes, plotOf } from './axes.ts'
import { Bars, Lines, Pie, pieHeight } from './drawings.ts'
import { colorOf, dashOf, Fills, fillOf, Mark } from './look.ts'
import { type ChartData, readChart } from './read-chart.ts'
import { numberWords } from './scale.ts'
import { useUnique } from '../form/unique.ts'

const drawings = { pie: Pie, bar: Bars, area: Lines, line: Lines }

/** A chart with its title, its legend, and its numbers for whoever wants them exactly. */
export const Chart: Kind = ({ block }) => {
  const id = useUnique()
  const paper = useRef<HTMLDivElement>(null)
  const width = useWidth(paper)
  const data = readChart(block)
  if (!data) return html`<${Unknown} of=${block} />`
  const plot = plotOf(data, width)
  const isPie = data.type === 'pie'
  const height = isPie ? pieHeight(width) : plot.height
  const Drawing = drawings[data.type]
  return html`<figure class="bk-chart" aria-labelledby=${`${id}-title`}>
    <figcaption id=${`${id}-title`}>${data.title}</figcaption>
    <div ref=${paper} class="bk-paper">
      <svg viewBox=${`0 0 ${width} ${height}`} width=${width} height=${height} role="img" aria-label=${summaryOf(data)}>
        <${Fills} id=${id} count=${isPie ? data.categories.length : data.series.length} />
        ${isPie ? '' : html`<${Axes} data=${data} plot=${plot} />`}
        <${Drawing} id=${id} data=${data} plot=${plot} />
      </svg>
    </div>
    ${isPie || data.series.length > 1 ? html`<${Legend} id=${id} data=${data} />` : ''}
    <details class="bk-numbers">
      <summary>The numbers</summary>
      <${Numbers} data=${data} />
    </details>
  </figure>`
}

/** The chart in a sentence and, where they are few, its numbers. */
function summaryOf({ type, title, categories, series, yLabel }: ChartData): string {
  const name = { pie: 'Pie chart', bar: 'Bar chart', area: 'Area chart', line: 'Line chart' }[type]
  const lead = `${name}: ${title}${yLabel ? `, ${yLabel}` : ''}.`
  const count = series.length * categories.length
  if (count > 40) return `${lead} ${series.length} series over ${categories.length} categories; the numbers follow.`
  const lines = series.map(({ name, values }) => {
    const points = categories.map((label, at) => `${label} ${numberWords(values[at] ?? 0)}`).join(', ')
    return series.length > 1 ? `${name}: ${points}.` : `${points}.`
  })
  return [lead, ...lines].join(' ')
}

function Legend({ id, data }: { readonly id: string; readonly data: ChartData }): VNode {
  const values = data.series[0]?.values ?? []
  const isLine = data.type === 'line' || data.type === 'area'
  const names =
    data.type === 'pie'
      ? data.categories.map((label, at) => `${label}: ${numberWords(values[at] ?? 0)}`)
      : data.series.map(({ name }) => name)
  return html`<ul class="bk-legend">
    ${names.map(
      (name, at) =>
        html`<li>
          <svg width="30" height="14" aria-hidden="true">
            ${
              isLine
                ? html`<g>
                    <line
                      x1="1"
                      x2="29"
                      y1="7"
                      y2="7"
                      stroke=${colorOf(at)}
                      stroke-width="2.25"
                      stroke-dasharray=${dashOf(at)}
                    />
                    <${Mark} x=${15} y=${7} at=${at} />
                  </g>`
                : html`<rect x="6" width="20" height="14" rx="2" fill=${fillOf(id, at)} />`
            }
          </svg>
          ${name}
        </li>`,
    )}
  </ul>`
}

function Numbers({ data }: { readonly data: ChartData }): VNode {
  return html`<div class="bk-scroll" role="region" aria-label=${`The numbers of ${data.title}`} tabindex="0">
    <table class="bk-table">
      <thead>
        <tr>
          <th scope="col">${data.xLabel || (data.type === 'pie' ? 'Part' : 'Category')}</th>
          ${data.series.map(({ name }) => html`<th scope="col" class="bk-right">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${data.categories.map(
          (label, at) =>
            html`<tr>
              <th scope="row">${label}</th>
              ${data.series.map(({ values }) => html`<td class="bk-right">${numberWords(values[at] ?? 0)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}

/** Drawn in real size: text that shrinks with a picture cannot be read on a phone. */
function useWidth(frame: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(560)
  useEffect(() => {
    if (!frame.current) return undefined
    const watch = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setWidth(Math.max(240, Math.floor(entry.contentRect.width)))
    })
    watch.observe(frame.current)
    return () => watch.disconnect()
  }, [])
  return width
}
