import { html } from './html.ts'

type Props<Id extends string> = {
  readonly label: string
  readonly tabs: readonly { readonly id: Id; readonly label: string }[]
  readonly chosen: Id
  readonly choose: (id: Id) => void
  /** Begins the id of each tab; with `panel` behind it, it is the id of what they show. */
  readonly prefix: string
}

/** Tabs; the arrow keys go from one to the other. */
export function Tabs<Id extends string>({ label, tabs, chosen, choose, prefix }: Props<Id>) {
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (!step) return
    const at = tabs.findIndex(({ id }) => id === chosen)
    const next = tabs[(at + step + tabs.length) % tabs.length]
    if (!next) return
    choose(next.id)
    document.querySelector<HTMLElement>(`#${prefix}-${next.id}`)?.focus()
  }
  return html`
    <div class="tabs" role="tablist" aria-label=${label} onKeyDown=${onKeyDown}>
      ${tabs.map(
        ({ id, label }) => html`
          <button
            key=${id}
            id=${`${prefix}-${id}`}
            type="button"
            role="tab"
            aria-selected=${id === chosen}
            aria-controls=${id === chosen ? `${prefix}-panel` : undefined}
            tabindex=${id === chosen ? 0 : -1}
            onClick=${() => choose(id)}
          >
            ${label}
          </button>
        `,
      )}
    </div>
  `
}
