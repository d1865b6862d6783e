import type { RefObject } from 'preact'
import { useLayoutEffect } from 'preact/hooks'

/**
 * What was pressed may be gone when the app answers: the keyboard then goes on from the same message or window
 * instead of from the top of the page.
 */
export function useKeptFocus(frame: RefObject<HTMLElement | null>, blocks: unknown): void {
  const hadFocus = frame.current?.contains(document.activeElement) ?? false
  useLayoutEffect(() => {
    const isLost = document.activeElement === null || document.activeElement === document.body
    if (hadFocus && isLost) frame.current?.focus({ preventScroll: true })
  }, [blocks])
}
