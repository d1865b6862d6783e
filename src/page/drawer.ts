import { useState } from 'preact/hooks'
import type { DrawerTab } from './drawer-buttons.ts'
import { html } from './html.ts'
import { IconButton } from './icon-button.ts'
import { useKept } from './kept.ts'
import type { Snapshot } from './protocol.ts'
import { Tabs } from './tabs.ts'
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
        <${Tabs} label="Behind the scenes" tabs=${tabs} chosen=${tab} choose=${setTab} prefix="drawer" />
        <span class="quiet only-wide">${snapshot.transport === 'socket' ? 'Socket Mode' : 'Over HTTP'}</span>
        <${IconButton} label="Close the drawer" icon="close" onClick=${close} />
      </div>
      <div class="drawer-panel" role="tabpanel" id="drawer-panel" aria-labelledby=${`drawer-${tab}`}>
        ${
          tab === 'wire'
            ? html`<${WirePanel} wire=${snapshot.wire} />`
            : html`<${WhatIfPanel} whatIfs=${snapshot.whatIfs} talk=${talk} />`
        }
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
