import { useState } from 'preact/hooks'

let count = 0

/** An id for one element of the page. The framework's own repeat themselves when blocks come and go among others. */
export function useUnique(): string {
  const [id] = useState(() => `bk-${++count}`)
  return id
}
