import type { VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import { html } from '../html.ts'
import type { View } from '../protocol.ts'
import type { Talk } from '../talk.ts'
import { ModalWindow } from './modal/window.ts'

type Props = { readonly views: readonly View[]; readonly talk: Talk }

/** The open modals, the undermost first. Only the topmost answers; what was typed in the others waits for them. */
export function ModalStack({ views, talk }: Props): VNode | null {
  const isOpen = views.length > 0
  useEffect(() => {
    if (!isOpen) return undefined
    const { overflow } = document.body.style
    document.body.style.overflow = 'hidden'
    return () => {
      document.body.style.overflow = overflow
    }
  }, [isOpen])
  if (!isOpen) return null
  return html`<div class="bk-shade">
    ${views.map(
      (view, at) =>
        html`<${ModalWindow}
          key=${view.id}
          view=${view}
          talk=${talk}
          below=${views[at - 1]}
          above=${views.length - 1 - at}
        />`,
    )}
  </div>`
}
