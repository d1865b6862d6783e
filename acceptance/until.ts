import { setTimeout as sleep } from 'node:timers/promises'

/** Asks again and again. @returns whether it came true in time */
export async function until(isSo: () => boolean | Promise<boolean>, ms = 30_000, everyMs = 10): Promise<boolean> {
  const end = performance.now() + ms
  for (;;) {
    if (await isSo()) return true
    if (performance.now() > end) return false
    await sleep(everyMs)
  }
}
