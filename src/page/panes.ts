import { useEffect, useRef, useState } from 'preact/hooks'
import type { Go, Place } from './place.ts'

type Box = { readonly current: HTMLTextAreaElement | null }

/**
 * The thread beside the channel. Opening takes the focus there; when the pane is gone and the focus with it, it returns to
 * where it came from.
 */
export function useThread(here: Place, go: Go, box: Box) {
  const [isFresh, setFresh] = useState(false)
  const opener = useRef<HTMLElement>(undefined)
  const wasOpen = useRef(false)
  const open = (thread: string) => {
    opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : undefined
    setFresh(true)
    go({ ...here, thread })
  }
  const close = () => go({ ...here, thread: undefined })

  const isOpen = here.thread !== undefined
  useEffect(() => {
    if (!isOpen) setFresh(true)
    if (!isOpen && wasOpen.current && document.activeElement === document.body) {
      const back = opener.current?.isConnected ? opener.current : box.current
      back?.focus()
    }
    wasOpen.current = isOpen
  }, [isOpen])
  return { open, close, isFresh }
}

/** In a small window the sidebar lies over the rest: the focus goes in, Escape closes it, and so does a larger window. */
export function useSidebar() {
  const [isOpen, setOpen] = useState(false)
  const opener = useRef<Element>(null)
  const open = () => {
    opener.current = document.activeElement
    setOpen(true)
  }
  const close = () => setOpen(false)
  useEffect(() => {
    if (!isOpen) return undefined
    document.querySelector<HTMLElement>('.sidebar [aria-current], .sidebar a')?.focus()
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) close()
    }
    const large = matchMedia('(min-width: 761px)')
    addEventListener('keydown', onKeyDown)
    large.addEventListener('change', close)
    return () => {
      removeEventListener('keydown', onKeyDown)
      large.removeEventListener('change', close)
      if (document.activeElement === document.body || document.activeElement?.closest('.sidebar')) {
        requestAnimationFrame(() => opener.current instanceof HTMLElement && opener.current.focus())
      }
    }
  }, [isOpen])
  return { isOpen, open, close }
}

/** Whoever comes to another conversation can write at once, unless that would bring up a keyboard on the screen. */
export function useFocusOnArrival(channel: string | undefined, box: Box): void {
  const before = useRef(channel)
  useEffect(() => {
    const isArrival = before.current !== undefined && before.current !== channel
    before.current = channel
    if (isArrival && matchMedia('(hover: hover)').matches) box.current?.focus()
  }, [channel])
}
