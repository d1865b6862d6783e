const gap = 6

/** Lays a popover beside its button: below if there is room, else above, and always inside the window. */
export function place(popover: HTMLElement, button: HTMLElement): void {
  popover.showPopover()
  const at = button.getBoundingClientRect()
  const { width, height } = popover.getBoundingClientRect()
  const below = at.bottom + gap
  const top = below + height > innerHeight - gap ? Math.max(gap, at.top - gap - height) : below
  const left = at.left + width > innerWidth - gap ? Math.max(gap, at.right - width) : at.left
  popover.style.top = `${top}px`
  popover.style.left = `${left}px`
}
