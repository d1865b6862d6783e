import { html } from './html.ts'
import { Icon } from './icons.ts'
import type { Snapshot } from './protocol.ts'

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
  const requests = `${wire.length} ${wire.length === 1 ? 'request' : 'requests'}`
  return html`
    <div class="drawer-buttons">
      <button
        type="button"
        class="header-button"
        data-drawer="wire"
        title="What went over the wire"
        aria-expanded=${open === 'wire'}
        onClick=${() => toggle('wire')}
      >
        <span class="unseen">Wire: ${requests}, ${failures} failed</span>
        <${Icon} name="wire" />
        <span aria-hidden="true" class="only-wide">Wire</span>
        <span aria-hidden="true" class="number">${wire.length}</span>
        ${failures > 0 && html`<span aria-hidden="true" class="failures">${failures} failed</span>`}
      </button>
      <button
        type="button"
        class="header-button"
        data-drawer="whatIf"
        title="Let something go wrong"
        aria-expanded=${open === 'whatIf'}
        onClick=${() => toggle('whatIf')}
      >
        <span class="unseen">What if${on > 0 ? `: ${on} on` : ''}</span>
        <${Icon} name="fork" />
        <span aria-hidden="true" class="only-wide">What if</span>
        ${on > 0 && html`<span aria-hidden="true" class="number">${on}</span>`}
      </button>
    </div>
  `
}
