import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { html } from './html.ts'
import { Icon } from './icons.ts'
import type { Wire } from './protocol.ts'
import { verdictOf, WireRow } from './wire-row.ts'
import { WireDetails } from './wire-details.ts'

const mostRows = 500

/** The requests in the order they were made, the newest last and in sight; the chosen one with all that it held. */
export function WirePanel({ wire }: { readonly wire: readonly Wire[] }) {
  const [filter, setFilter] = useState('')
  const [chosen, setChosen] = useState<number>()
  const list = useRef<HTMLOListElement>(null)
  const follows = useRef(true)
  const found = useMemo(() => wire.filter((row) => holds(row, filter)), [wire, filter])
  const rows = found.slice(-mostRows)
  const row = wire.find(({ n }) => n === chosen)
  const current = rows.some(({ n }) => n === chosen) ? chosen : rows.at(-1)?.n

  useLayoutEffect(() => {
    if (list.current && follows.current) list.current.scrollTop = list.current.scrollHeight
  }, [found])
  const back = () => {
    const was = chosen
    setChosen(undefined)
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-n="${was}"]`)?.focus())
  }
  return html`
    <div class=${`wire ${row ? 'has-chosen' : ''}`}>
      <div class="wire-list">
        <div class="filter">
          <${Icon} name="search" />
          <input
            type="search"
            aria-label="Filter the requests"
            placeholder="Filter: a method, a status, “failed”…"
            value=${filter}
            onInput=${({ currentTarget }: { readonly currentTarget: HTMLInputElement }) =>
              setFilter(currentTarget.value)}
          />
          <span class="quiet" role="status">${summary(found.length, wire.length)}</span>
        </div>
        <ol
          ref=${list}
          aria-label="Requests"
          onKeyDown=${walk}
          onScroll=${({ currentTarget: it }: { readonly currentTarget: HTMLElement }) => {
            follows.current = it.scrollHeight - it.scrollTop - it.clientHeight < 40
          }}
        >
          ${rows.map(
            (it) => html`
              <li key=${it.n}>
                <${WireRow} row=${it} isChosen=${it.n === chosen} isCurrent=${it.n === current} choose=${setChosen} />
              </li>
            `,
          )}
        </ol>
        ${wire.length === 0 && html`<p class="empty quiet">Nothing yet. Ask the app something, and it shows here.</p>`}
        ${wire.length > 0 && rows.length === 0 && html`<p class="empty quiet">No request holds “${filter}”.</p>`}
      </div>
      ${row && html`<${WireDetails} key=${row.n} row=${row} close=${back} />`}
    </div>
  `
}

function summary(found: number, all: number): string {
  if (found > mostRows) return `the last ${mostRows} of ${found}`
  return found === all ? `${all}` : `${found} of ${all}`
}

function holds(row: Wire, filter: string): boolean {
  const words = [row.n, row.direction, row.via, row.title, row.status, verdictOf(row), row.fault, row.retry]
  const says = [...words, ...row.findings.map(({ level, says }) => `${level} ${says}`)].join(' ').toLowerCase()
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => says.includes(word))
}

function walk(event: KeyboardEvent): void {
  if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
  const all = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('button')]
  const next = all[all.indexOf(event.target as HTMLElement) + (event.key === 'ArrowUp' ? -1 : 1)]
  if (!next) return
  event.preventDefault()
  next.focus()
}
