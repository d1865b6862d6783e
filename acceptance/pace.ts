import { setTimeout as sleep } from 'node:timers/promises'
import type { Sent } from './ledger.ts'

/** Does something so many times at a pace, whatever becomes of it, and waits for all of it in the end. Open loop: a slow answer slows nobody down. */
export async function paced(
  { count, perSecond }: { readonly count: number; readonly perSecond: number },
  each: (n: number) => Promise<unknown>,
): Promise<void> {
  const start = performance.now()
  const all: Promise<unknown>[] = []
  for (let n = 0; n < count; n += 1) {
    const early = start + (n * 1_000) / perSecond - performance.now()
    if (early > 0) await sleep(early)
    all.push(each(n))
  }
  await Promise.all(all)
}

/** The same until somebody says that it is enough. */
export function pacedUntil(
  perSecond: number,
  each: (n: number) => Promise<unknown>,
): { readonly stop: () => Promise<void> } {
  const state = { isOver: false }
  const run = async (): Promise<void> => {
    const start = performance.now()
    const all: Promise<unknown>[] = []
    for (let n = 0; !state.isOver; n += 1) {
      const early = start + (n * 1_000) / perSecond - performance.now()
      if (early > 0) await sleep(early)
      if (!state.isOver) all.push(each(n))
    }
    await Promise.all(all)
  }
  const running = run()
  return {
    stop: async () => {
      state.isOver = true
      await running
    },
  }
}

/** Milliseconds that answers took, as figures of a row. */
export function timesOf(sent: readonly Sent[], of = ''): Record<string, number> {
  const times = sent
    .flatMap(({ ms, excused }) => (ms === undefined || excused !== undefined ? [] : [ms]))
    .toSorted((one, other) => one - other)
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return {
    [`median answer${of}, ms`]: at(0.5),
    [`99th percentile${of}, ms`]: at(0.99),
    [`slowest${of}, ms`]: at(1),
  }
}
