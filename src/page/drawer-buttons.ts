import { html } from './html.ts'
import { Icon } from './icons.ts'
import type { Snapshot } from './protocol.ts'
import { count } from './wording.ts'

export type DrawerTab = 'wire' | 'whatIf'

type Props = {
  readonly snapshot: Snapshot
  readonly open: DrawerTab | undefined
  readonly toggle: (tab: DrawerTab) => void
}

/** The two buttons of the drawer: how much went over the wire and how much of it failed, and what if. */
export function DrawerButtons({ snapshot: { wire, whatIfs }, open, toggle }: Props) {
  const failures = wire.filter(({ isFailure }) => isFailure).length
  const on = whatIfs.filter(({ on }) => on).length
  return html`
    <div class="drawer-buttons">
      <button
        type="button"
        class="header-button"
        data-drawer="wire"
        aria-expanded=${open === 'wire'}
        aria-label=${`What went over the wire: ${count(wire.length, 'request')}, ${count(failures, 'failure')}`}
        onClick=${() => toggle('wire')}
      >
        <${Icon} name="wire" />
        <span class="only-wide">Wire</span>
        <span class="number">${wire.length}</span>
        ${failures > 0 && html`<span class="failures">${failures} failed</span>`}
      </button>
      <button
        type="button"
        class="header-button"
        data-drawer="whatIf"
        aria-expanded=${open === 'whatIf'}
        aria-label=${on === 0 ? 'What if' : `What if: ${on} on`}
        onClick=${() => toggle('whatIf')}
      >
        <${Icon} name="fork" />
        <span class="only-wide">What if</span>
        ${on > 0 && html`<span class="number">${on}</span>`}
      </button>
    </div>
  `
}
