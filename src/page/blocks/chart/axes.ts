import type { VNode } from 'preact'
import { html } from '../../html.ts'
import type { ChartData } from './read-chart.ts'
import { scaleOf, shortNumber, ticksOf } from './scale.ts'

export type Plot = {
  readonly width: number
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly ticks: readonly number[]
  readonly y: (value: number) => number
  /** The middle of a category, and how much room it has. */
  readonly x: (at: number) => number
  readonly band: number
  readonly isTilted: boolean
  readonly every: number
}

const letter = 6.3

/** Where everything goes, so that no label covers another. */
export function plotOf({ categories, series, yLabel, xLabel }: ChartData, width: number): Plot {
  const ticks = ticksOf(series.flatMap((one) => one.values))
  const right = width - 12
  const count = Math.max(1, categories.length)
  const longest = Math.max(0, ...categories.map((label) => label.length)) * letter
  const beside = Math.max(...ticks.map((tick) => shortNumber(tick).length)) * letter + 16
  const isTilted = longest > (right - beside) / count - 6 && longest > 34
  // A tilted first label reaches to the left of its bar.
  const left = isTilted ? Math.max(beside, Math.min(longest * 0.77 - (right - beside) / count / 2, width / 4)) : beside
  const band = (right - left) / count
  const every = Math.max(1, Math.ceil((isTilted ? 18 : longest + 10) / band))
  const foot = isTilted ? Math.min(110, longest * 0.72 + 18) : 24
  const top = yLabel ? 30 : 16
  const height = 210 + top + foot + (xLabel ? 20 : 0)
  const bottom = height - foot - (xLabel ? 20 : 0)
  return {
    width,
    height,
    left,
    right,
    top,
    bottom,
    ticks,
    y: scaleOf(ticks, bottom, top),
    x: (at) => left + band * (at + 0.5),
    band,
    isTilted,
    every,
  }
}

/** The lines behind a drawing and the words at its edges. */
export function Axes({ data, plot }: { readonly data: ChartData; readonly plot: Plot }): VNode {
  const { left, right, bottom, ticks, y, x, isTilted, every, width, height } = plot
  return html`<g class="bk-axes">
    ${ticks.map(
      (tick) =>
        html`<g>
          <line x1=${left} x2=${right} y1=${y(tick)} y2=${y(tick)} class=${tick === 0 ? 'bk-axis' : 'bk-grid'} />
          <text x=${left - 8} y=${y(tick) + 4} text-anchor="end">${shortNumber(tick)}</text>
        </g>`,
    )}
    ${data.categories.map((label, at) =>
      at % every > 0
        ? ''
        : isTilted
          ? html`<text text-anchor="end" transform=${`translate(${x(at) + 4} ${bottom + 14}) rotate(-40)`}
              >${label}</text
            >`
          : html`<text x=${x(at)} y=${bottom + 18} text-anchor="middle">${label}</text>`,
    )}
    ${data.yLabel ? html`<text x="4" y="14" class="bk-axis-name">${data.yLabel}</text>` : ''}
    ${
      data.xLabel
        ? html`<text x=${(left + width) / 2} y=${height - 4} text-anchor="middle" class="bk-axis-name"
            >${data.xLabel}</text
          >`
        : ''
    }
  </g>`
}
