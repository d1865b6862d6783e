import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { html } from './html.ts'
import { Icon, type IconName } from './icons.ts'
import { place } from './floating.ts'

export type Item = {
  readonly label: string
  readonly detail?: string | undefined
  readonly icon?: IconName
  readonly face?: ComponentChildren
  /** Present where one of several is chosen. */
  readonly isChecked?: boolean
  readonly isDanger?: boolean
  /** Begins a new part of the menu. */
  readonly isApart?: boolean
  readonly run: () => void
}

type Props = {
  /** The button's name, and the menu's. */
  readonly label: string
  readonly items: readonly Item[]
  readonly children?: ComponentChildren
  /** What the button shows is its name already. */
  readonly isNamed?: boolean
  readonly class?: string
  readonly tabIndex?: number
}

/** A button and what it opens. The focus goes in, and comes back to the button before an item runs. */
export function Menu({ label, items, children, isNamed, class: className = 'icon-button', tabIndex = 0 }: Props) {
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()
  const close = (backToButton: boolean) => {
    setOpen(false)
    if (backToButton) button.current?.focus()
  }
  return html`
    <span class="menu-anchor" data-open=${isOpen}>
      <button
        ref=${button}
        type="button"
        class=${className}
        aria-label=${isNamed ? undefined : label}
        title=${className === 'icon-button' ? label : undefined}
        aria-haspopup="menu"
        aria-expanded=${isOpen}
        aria-controls=${isOpen ? id : undefined}
        tabindex=${tabIndex}
        onClick=${() => setOpen(!isOpen)}
        onKeyDown=${(event: KeyboardEvent) => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          setOpen(true)
        }}
      >
        ${children}
      </button>
      ${isOpen && html`<${List} id=${id} label=${label} items=${items} button=${button} close=${close} />`}
    </span>
  `
}

type ListProps = {
  readonly id: string
  readonly label: string
  readonly items: readonly Item[]
  readonly button: { readonly current: HTMLButtonElement | null }
  readonly close: (backToButton: boolean) => void
}

function List({ id, label, items, button, close }: ListProps) {
  const list = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (!list.current || !button.current) return
    place(list.current, button.current)
    const chosen = list.current.querySelector<HTMLElement>('[aria-checked=true]')
    const target = chosen ?? list.current.querySelector<HTMLElement>('button')
    target?.focus()
  }, [])

  const onKeyDown = (event: KeyboardEvent) => {
    const all = [...(list.current?.querySelectorAll('button') ?? [])]
    const at = all.findIndex((it) => it === document.activeElement)
    const to = targetOf(event.key, at, all.length)
    if (to !== undefined) all[to]?.focus()
    else if (event.key === 'Escape' || event.key === 'Tab') close(true)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const onFocusOut = ({ relatedTarget }: FocusEvent) => {
    const to = relatedTarget as Node | null
    if (to !== button.current && !list.current?.contains(to)) close(false)
  }
  const pick = (item: Item) => {
    close(true)
    item.run()
  }
  return html`
    <div
      ref=${list}
      id=${id}
      class="menu"
      role="menu"
      popover="manual"
      tabindex="-1"
      aria-label=${label}
      onKeyDown=${onKeyDown}
      onFocusOut=${onFocusOut}
    >
      ${items.map((item) => html`<${Row} key=${item.label} item=${item} pick=${pick} />`)}
    </div>
  `
}

function Row({ item, pick }: { readonly item: Item; readonly pick: (item: Item) => void }) {
  const { label, detail, icon, face, isChecked, isDanger, isApart } = item
  return html`
    <button
      type="button"
      class=${`menu-item${isDanger ? ' is-danger' : ''}${isApart ? ' is-apart' : ''}`}
      role=${isChecked === undefined ? 'menuitem' : 'menuitemradio'}
      aria-checked=${isChecked}
      tabindex="-1"
      onClick=${() => pick(item)}
    >
      ${face ?? (icon && html`<${Icon} name=${icon} />`)}
      <span class="menu-words">
        <span>${label}</span>
        ${detail && html`<span class="menu-detail"><span class="unseen">, </span>${detail}</span>`}
      </span>
      ${isChecked && html`<${Icon} name="check" />`}
    </button>
  `
}

function targetOf(key: string, at: number, length: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % length
    case 'ArrowUp':
      return (at - 1 + length) % length
    case 'Home':
      return 0
    case 'End':
      return length - 1
    default:
      return undefined
  }
}
