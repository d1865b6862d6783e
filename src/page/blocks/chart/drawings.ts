import type { VNode } from 'preact'
import { html } from '../../html.ts'
import type { Plot } from './axes.ts'
import { colorOf, dashOf, fillOf, Mark } from './look.ts'
import type { ChartData } from './read-chart.ts'
import { numberWords, shortNumber, slicesOf } from './scale.ts'

type Props = { readonly id: string; readonly data: ChartData; readonly plot: Plot }

/** Groups of bars, one group a category. */
export function Bars({ id, data, plot }: Props): VNode {
  const room = plot.band * 0.76
  const thick = Math.min(46, room / data.series.length)
  // All of them or none: a number that is missing over one bar reads like a number that is missing.
  const space = data.series.length === 1 ? plot.band : thick
  const hasWords = data.series.every(({ values }) => values.every((value) => shortNumber(value).length * 6.8 < space))
  const bars = data.series.flatMap(({ name, values }, at) =>
    values.map((value, category) => {
      const x = plot.x(category) - (thick * data.series.length) / 2 + thick * at
      const [top, foot] = [plot.y(Math.max(0, value)), plot.y(Math.min(0, value))]
      const words = shortNumber(value)
      return html`<g>
        <rect
          x=${x + 1}
          y=${top}
          width=${Math.max(1, thick - 2)}
          height=${Math.max(1, foot - top)}
          rx="2"
          fill=${fillOf(id, at)}
        >
          <title>${name}, ${data.categories[category]}: ${numberWords(value)}</title>
        </rect>
        ${
          hasWords
            ? html`<text x=${x + thick / 2} y=${value < 0 ? foot + 13 : top - 5} text-anchor="middle">${words}</text>`
            : ''
        }
      </g>`
    }),
  )
  return html`<g class="bk-values">${bars}</g>`
}

/** Lines, each with its own dash and mark; with a tinted area beneath where the app asked for one. */
export function Lines({ data, plot }: Props): VNode {
  const isArea = data.type === 'area'
  const hasWords = data.series.length === 1 && plot.band > 34
  const lines = data.series.map(({ name, values }, at) => {
    const points = values.map((value, category) => [plot.x(category), plot.y(value)] as const)
    const path = points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('')
    const ground = plot.y(0)
    const area = `${path}L${points.at(-1)?.[0] ?? 0} ${ground}L${points[0]?.[0] ?? 0} ${ground}Z`
    return html`<g>
      ${isArea ? html`<path d=${area} fill=${colorOf(at)} class="bk-area" />` : ''}
      <path
        d=${path}
        fill="none"
        stroke=${colorOf(at)}
        stroke-width="2.25"
        stroke-linejoin="round"
        stroke-dasharray=${dashOf(at)}
      />
      ${points.map(
        ([x, y], category) =>
          html`<g>
            <${Mark} x=${x} y=${y} at=${at} />
            <circle cx=${x} cy=${y} r="10" fill="transparent">
              <title>${name}, ${data.categories[category]}: ${numberWords(values[category] ?? 0)}</title>
            </circle>
            ${hasWords ? html`<text x=${x} y=${y - 10} text-anchor="middle">${shortNumber(values[category] ?? 0)}</text>` : ''}
          </g>`,
      )}
    </g>`
  })
  return html`<g class="bk-values">${lines}</g>`
}

/** A circle of slices, each with its share beside it. */
export function Pie({ id, data, plot }: Props): VNode {
  const radius = Math.min(110, plot.width / 2 - 50)
  const [cx, cy] = [plot.width / 2, radius + 26]
  const point = (turn: number, far: number): string => {
    const angle = turn * 2 * Math.PI - Math.PI / 2
    return `${cx + Math.cos(angle) * far} ${cy + Math.sin(angle) * far}`
  }
  const slices = slicesOf(data.series[0]?.values ?? []).map(({ from, to, share }, at) => {
    const [x = 0, y = 0] = point((from + to) / 2, radius + 18)
      .split(' ')
      .map(Number)
    const path = `M${cx} ${cy}L${point(from, radius)}A${radius} ${radius} 0 ${share > 0.5 ? 1 : 0} 1 ${point(to, radius)}Z`
    const title = html`<title>${data.categories[at]}: ${numberWords(data.series[0]?.values[at] ?? 0)}</title>`
    return html`<g>
      ${
        share > 0.9999
          ? html`<circle cx=${cx} cy=${cy} r=${radius} fill=${fillOf(id, at)}>${title}</circle>`
          : html`<path d=${path} fill=${fillOf(id, at)} class="bk-slice">${title}</path>`
      }
      ${
        share >= 0.04
          ? html`<text x=${x} y=${y + 4} text-anchor=${x < cx - 12 ? 'end' : x > cx + 12 ? 'start' : 'middle'}
              >${percent(share)}</text
            >`
          : ''
      }
    </g>`
  })
  return html`<g class="bk-values">${slices}</g>`
}

export const pieHeight = (width: number): number => Math.min(110, width / 2 - 50) * 2 + 52
const percent = (share: number): string => `${Math.round(share * 100)}%`
