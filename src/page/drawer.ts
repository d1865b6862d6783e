import { useState } from 'preact/hooks'
import type { DrawerTab } from './drawer-buttons.ts'
import { html } from './html.ts'
import { Icon } from './icons.ts'
import { useKept } from './kept.ts'
import type { Snapshot } from './protocol.ts'
import type { Talk } from './talk.ts'
import { WhatIfPanel } from './what-if.ts'
import { WirePanel } from './wire-panel.ts'

type Props = {
  readonly snapshot: Snapshot
  readonly talk: Talk
  readonly tab: DrawerTab
  readonly setTab: (tab: DrawerTab) => void
  readonly close: () => void
}

const tabs = [
  { id: 'wire', label: 'What went over the wire' },
  { id: 'whatIf', label: 'What if' },
] as const
const lowest = 15
const highest = 85

/** Under the conversation: what the app and the workspace say to each other, and ways for that to go wrong. */
export function Drawer({ snapshot, talk, tab, setTab, close }: Props) {
  const [kept, setKept] = useKept('drawer.height', '42')
  const [height, setHeight] = useState(Number(kept) || 42)
  const resize = (to: number) => {
    const next = Math.round(Math.min(highest, Math.max(lowest, to)))
    setHeight(next)
    setKept(String(next))
  }
  const onTabKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    const other = tabs.find(({ id }) => id !== tab)
    if (!other) return
    setTab(other.id)
    document.querySelector<HTMLElement>(`#drawer-${other.id}`)?.focus()
  }
  return html`
    <section
      class="drawer"
      aria-label="Behind the scenes"
      data-region="drawer"
      style=${{ height: `${height}dvh` }}
      onKeyDown=${(event: KeyboardEvent) => {
        if (event.key === 'Escape' && !event.defaultPrevented) close()
      }}
    >
      <${Handle} height=${height} resize=${resize} />
      <div class="drawer-head">
        <div class="tabs" role="tablist" aria-label="Behind the scenes" onKeyDown=${onTabKey}>
          ${tabs.map(
            ({ id, label }) => html`
              <button
                key=${id}
                id=${`drawer-${id}`}
                type="button"
                role="tab"
                aria-selected=${tab === id}
                aria-controls=${tab === id ? 'drawer-panel' : undefined}
                tabindex=${tab === id ? 0 : -1}
                onClick=${() => setTab(id)}
              >
                ${label}
              </button>
            `,
          )}
        </div>
        <span class="quiet only-wide">${snapshot.transport === 'socket' ? 'Socket Mode' : 'Over HTTP'}</span>
        <button type="button" class="icon-button" aria-label="Close the drawer" title="Close" onClick=${close}>
          <${Icon} name="close" />
        </button>
      </div>
      <div class="drawer-panel" role="tabpanel" id="drawer-panel" aria-labelledby=${`drawer-${tab}`}>
        ${tab === 'wire'
          ? html`<${WirePanel} wire=${snapshot.wire} />`
          : html`<${WhatIfPanel} whatIfs=${snapshot.whatIfs} talk=${talk} />`}
      </div>
    </section>
  `
}

type HandleProps = { readonly height: number; readonly resize: (height: number) => void }

/** The upper edge, to be pulled with the pointer or moved with the arrow keys. */
function Handle({ height, resize }: HandleProps) {
  const onPointerDown = (event: PointerEvent) => {
    const handle = event.currentTarget as HTMLElement
    handle.setPointerCapture(event.pointerId)
    const onMove = ({ clientY }: PointerEvent) => resize(((innerHeight - clientY) / innerHeight) * 100)
    handle.addEventListener('pointermove', onMove)
    handle.addEventListener('pointerup', () => handle.removeEventListener('pointermove', onMove), { once: true })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowUp: 5, ArrowDown: -5 }[event.key]
    if (!step) return
    event.preventDefault()
    resize(height + step)
  }
  return html`
    <div
      class="handle"
      role="separator"
      tabindex="0"
      aria-label="Height of the drawer"
      aria-orientation="horizontal"
      aria-valuenow=${height}
      aria-valuemin=${lowest}
      aria-valuemax=${highest}
      onPointerDown=${onPointerDown}
      onKeyDown=${onKeyDown}
    />
  `
}
