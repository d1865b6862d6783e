import type { Clock } from './clock.ts'

/** undefined where it takes longer. */
export async function within<T>(clock: Clock, ms: number, working: Promise<T>): Promise<T | undefined> {
  let cancel = (): void => {}
  const over = new Promise<undefined>((resolve) => {
    cancel = clock.after(ms, () => resolve(undefined))
  })
  try {
    return await Promise.race([working, over])
  } finally {
    cancel()
  }
}
