import type { VNode } from 'preact'
import { html } from '../../html.ts'

/** Six colours, then the same again with another pattern: never the colour alone. */
export const colorOf = (at: number): string => `var(--bk-chart-${(at % 6) + 1})`

/** Each neighbour has a dash and a mark of its own. */
export const dashOf = (at: number): string | undefined =>
  ['', '7 4', '2 4', '10 4 2 4', '5 2', '12 5'][at % 6] || undefined

export function Mark({ x, y, at }: { readonly x: number; readonly y: number; readonly at: number }): VNode {
  const shape = at % 4
  const color = colorOf(at)
  if (shape === 0) return html`<circle cx=${x} cy=${y} r="4" fill=${color} />`
  if (shape === 1) return html`<rect x=${x - 3.6} y=${y - 3.6} width="7.2" height="7.2" fill=${color} />`
  const path = shape === 2 ? `M${x} ${y - 4.8}l4.8 8.4h-9.6z` : `M${x} ${y - 5}l5 5l-5 5l-5-5z`
  return html`<path d=${path} fill=${color} />`
}

/** Fills that differ without colour. `id` keeps the charts of a page apart. */
export const fillOf = (id: string, at: number): string =>
  at % 4 === 0 && at < 6 ? colorOf(at) : `url(#${id}-fill-${at})`

export const Fills = ({ id, count }: { readonly id: string; readonly count: number }): VNode =>
  html`<defs> ${Array.from({ length: count }, (_, at) => html`<${Fill} id=${`${id}-fill-${at}`} at=${at} />`)} </defs>`

function Fill({ id, at }: { readonly id: string; readonly at: number }): VNode {
  const shape = (at + (at >= 6 ? 1 : 0)) % 4
  const marks = [
    html`<circle cx="4" cy="4" r="1.6" class="bk-hatch-dot" />`,
    html`<path d="M-2 2l4-4M0 8l8-8M6 10l4-4" class="bk-hatch" />`,
    html`<path d="M0 4h8" class="bk-hatch" />`,
    html`<path d="M-2 6l4 4M0 0l8 8M6-2l4 4" class="bk-hatch" />`,
  ]
  return html`<pattern id=${id} width="8" height="8" patternUnits="userSpaceOnUse">
    <rect width="8" height="8" fill=${colorOf(at)} />
    ${marks[shape]}
  </pattern>`
}
