import { useMemo } from 'preact/hooks'
import { html } from './html.ts'
import type { Wire } from './protocol.ts'
import { preciseTimeOf } from './time.ts'
import { count } from './wording.ts'

type Props = {
  readonly row: Wire
  readonly isChosen: boolean
  readonly isCurrent: boolean
  readonly choose: (n: number) => void
}

/** A request in a line. What became of it is a word, never a colour alone. */
export function WireRow({ row, isChosen, isCurrent, choose }: Props) {
  return useMemo(() => {
    const { n, at, direction, title, status, ms } = row
    const verdict = verdictOf(row)
    const isIn = direction === 'to the app'
    return html`
      <button
        type="button"
        class=${`wire-row is-${verdict}`}
        data-n=${n}
        aria-current=${isChosen ? 'true' : undefined}
        tabindex=${isCurrent ? 0 : -1}
        onClick=${() => choose(n)}
      >
        <span class="wire-n">${n}</span>
        <span class="wire-time">${preciseTimeOf(new Date(at))}</span>
        <span class=${`wire-direction ${isIn ? 'is-in' : 'is-out'}`}>
          <span aria-hidden="true">${isIn ? '→' : '←'}</span> ${direction}
        </span>
        <span class="wire-title">${title}</span>
        <span class="wire-tags"><${Marks} row=${row} /></span>
        <span class="wire-status">${status === verdict ? '' : status}</span>
        <span class=${`verdict is-${verdict}`}>${verdict}</span>
        <span class="wire-ms">${ms === undefined ? '' : `${Math.round(ms)} ms`}</span>
      </button>
    `
  }, [row, isChosen, isCurrent])
}

/** What is special about a request: a fault that met it, that it is a retry, what the check found. */
export function Marks({ row: { fault, retry, findings } }: { readonly row: Wire }) {
  const errors = findings.filter(({ level }) => level === 'error').length
  const warnings = findings.length - errors
  return html`
    <span class="marks">
      ${fault && html`<span class="mark is-warning">what if: ${fault}</span>`}
      ${retry && html`<span class="mark">${retry}</span>`}
      ${errors > 0 && html`<span class="mark is-danger">${count(errors, 'error')}</span>`}
      ${warnings > 0 && html`<span class="mark is-warning">${count(warnings, 'warning')}</span>`}
    </span>
  `
}

export type Verdict = 'failed' | 'waiting' | 'fine'

export const verdictOf = ({ isFailure, ms }: Wire): Verdict =>
  isFailure ? 'failed' : ms === undefined ? 'waiting' : 'fine'
