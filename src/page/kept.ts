import { useState } from 'preact/hooks'

type Where = 'localStorage' | 'sessionStorage'

/** A choice that outlives the page. A browser that forbids storing costs only the memory. */
export function useKept(key: string, initial: string, where: Where = 'localStorage') {
  const [value, setValue] = useState(() => recall(key, where) ?? initial)
  const keep = (next: string) => {
    remember(key, next, where)
    setValue(next)
  }
  return [value, keep] as const
}

export function recall(key: string, where: Where = 'localStorage'): string | undefined {
  try {
    return window[where].getItem(`gofer.${key}`) ?? undefined
  } catch {
    return undefined
  }
}

export function remember(key: string, value: string, where: Where = 'localStorage'): void {
  try {
    window[where].setItem(`gofer.${key}`, value)
  } catch {
    // Forbidden or full: it is remembered until the page goes.
  }
}
