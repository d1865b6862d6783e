import type { RefObject } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'

/** The keyboard stays in the topmost window, and goes back to what opened it. */
export function useModalFocus(frame: RefObject<HTMLElement | null>, isTop: boolean, close: () => void): void {
  // Taken while drawing: once this window stands, what opened it may have lost the focus.
  const [opener] = useState(() => document.activeElement)
  useLayoutEffect(() => {
    focusFirst(frame.current)
    return () => {
      setTimeout(() => {
        if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
      })
    }
  }, [])
  useLayoutEffect(() => {
    if (!isTop) return undefined
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return
      if (event.key === 'Tab') keepInside(frame.current, event)
      if (event.key === 'Escape') {
        event.preventDefault()
        close()
      }
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [isTop, close])
}

/** Where the app wants it, or else the first field, or else the window itself, so that it is read out. */
function focusFirst(frame: HTMLElement | null): void {
  const wanted = frame?.querySelector<HTMLElement>('[data-first]')
  const field = frame?.querySelector<HTMLElement>('.bk-modal-body :is(input, textarea)')
  const first = wanted ?? field ?? frame
  first?.focus({ preventScroll: first === frame })
}

const reachable = 'a[href], button, input, textarea, select, summary, [tabindex="0"]'

function keepInside(frame: HTMLElement | null, event: KeyboardEvent): void {
  // A window that is gone holds nobody.
  if (!frame?.isConnected) return
  const stops = [...frame.querySelectorAll<HTMLElement>(reachable)].filter(
    (stop) => stop.tabIndex >= 0 && stop.checkVisibility() && !stop.hasAttribute('disabled'),
  )
  const [first, last] = [stops[0], stops.at(-1)]
  const now = document.activeElement
  const isInside = frame.contains(now)
  const target = event.shiftKey ? last : first
  const atEdge = event.shiftKey ? now === first || now === frame : now === last
  if (isInside && !atEdge) return
  event.preventDefault()
  target?.focus()
}
