import type { VNode } from 'preact'
import { useCallback, useRef, useState } from 'preact/hooks'
import { html } from '../../html.ts'
import type { Json } from '../../protocol.ts'
import { type Held, useElement } from '../form/element.ts'
import { useFloat } from '../form/float.ts'
import { list, object, string } from '../read.ts'
import { safeAddress } from '../text/address.ts'
import { plainWords } from '../text/text-words.ts'

/** Three dots that open a menu. */
export function Overflow(held: Held): VNode {
  const { element, naming } = held
  const use = useElement(held)
  const [isOpen, setOpen] = useState(false)
  const [anchor, float] = [useRef<HTMLButtonElement>(null), useRef<HTMLDivElement>(null)]
  const close = useCallback(() => setOpen(false), [])
  useFloat({ anchor, float }, isOpen, close)
  const options = list(element, 'options')
  const pick = (option: Json): void => {
    const url = safeAddress(string(option, 'url'))
    setOpen(false)
    anchor.current?.focus()
    use.press(string(option, 'value') ?? '', () => {
      if (url) globalThis.open(url, '_blank', 'noopener,noreferrer')
    })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Tab') setOpen(false)
    if (event.key === 'Escape') {
      setOpen(false)
      anchor.current?.focus()
    }
    if (moves(event.key)) moveFocus(float.current, event.key)
    if (event.key === 'Escape' || moves(event.key)) {
      event.preventDefault()
      event.stopPropagation()
    }
  }
  const onOpen = (): void => {
    setOpen(!isOpen)
    if (!isOpen) requestAnimationFrame(() => moveFocus(float.current, 'Home'))
  }
  return html`<span class="bk-holder">
    <button
      ref=${anchor}
      type="button"
      class="bk-button bk-dots"
      aria-label=${naming.labelledBy ? 'More actions' : `More actions${naming.label ? `: ${naming.label}` : ''}`}
      aria-haspopup="menu"
      aria-expanded=${isOpen ? 'true' : 'false'}
      aria-busy=${use.isBusy ? 'true' : undefined}
      onClick=${onOpen}
    >
      <span class="bk-button-words" aria-hidden="true">⋯</span>
    </button>
    ${
      isOpen
        ? html`<div
            ref=${float}
            class="bk-float"
            popover="manual"
            role="menu"
            aria-label="More actions"
            data-narrow="1"
            onKeyDown=${onKeyDown}
          >
            ${options.map(
              (option) =>
                html`<button
                  type="button"
                  role="menuitem"
                  tabindex="-1"
                  class="bk-option"
                  onClick=${() => pick(option)}
                >
                  <span>${plainWords(object(option, 'text'))}</span>
                  ${
                    object(option, 'description')
                      ? html`<small>${plainWords(object(option, 'description'))}</small>`
                      : ''
                  }
                </button>`,
            )}
          </div>`
        : ''
    }
    ${use.after}
  </span>`
}

const moves = (key: string): boolean => ['ArrowDown', 'ArrowUp', 'Home', 'End'].includes(key)

function moveFocus(menu: HTMLElement | null, key: string): void {
  const items = [...(menu?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
  const now = items.indexOf(document.activeElement as HTMLElement)
  const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: items.length - 1 }[key] ?? 0
  items.at(next % items.length)?.focus()
}
