import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect } from 'preact/hooks'

type Refs = { readonly anchor: RefObject<HTMLElement | null>; readonly float: RefObject<HTMLElement | null> }

/** Keeps a list beside what opened it, above everything: a scrolling modal would cut it off otherwise. */
export function useFloat({ anchor, float }: Refs, isOpen: boolean, close: () => void): void {
  useLayoutEffect(() => {
    const [from, shown] = [anchor.current, float.current]
    if (!isOpen || !from || !shown) return undefined
    shown.showPopover()
    const place = (): void => placeBeside(from, shown)
    place()
    const watch = new ResizeObserver(place)
    watch.observe(shown)
    globalThis.addEventListener('scroll', place, true)
    globalThis.addEventListener('resize', place)
    return () => {
      watch.disconnect()
      globalThis.removeEventListener('scroll', place, true)
      globalThis.removeEventListener('resize', place)
    }
  }, [isOpen])
  useEffect(() => {
    if (!isOpen) return undefined
    const outside = (event: Event): void => {
      const target = event.target as Node
      if (!anchor.current?.contains(target) && !float.current?.contains(target)) close()
    }
    document.addEventListener('pointerdown', outside, true)
    return () => document.removeEventListener('pointerdown', outside, true)
  }, [isOpen, close])
}

/** Below, or above where there is more room. */
function placeBeside(anchor: HTMLElement, float: HTMLElement): void {
  const at = anchor.getBoundingClientRect()
  const gap = 4
  const below = innerHeight - at.bottom - gap * 2
  const above = at.top - gap * 2
  float.style.maxHeight = 'none'
  const wanted = Math.min(float.offsetHeight, 320)
  const isAbove = below < wanted && above > below
  const room = Math.max(80, Math.min(320, isAbove ? above : below))
  const width = Math.max(at.width, float.dataset['narrow'] ? 0 : 220)
  Object.assign(float.style, {
    maxHeight: `${room}px`,
    minWidth: `${Math.min(width, innerWidth - 16)}px`,
    top: isAbove ? 'auto' : `${at.bottom + gap}px`,
    bottom: isAbove ? `${innerHeight - at.top + gap}px` : 'auto',
  })
  float.style.left = `${Math.max(8, Math.min(at.left, innerWidth - float.offsetWidth - 8))}px`
}
