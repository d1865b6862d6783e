import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Milliseconds of one question each: the best of some rounds, so that what else the machine does falls out of the figure. */
export type Times = {
  readonly p50Ms: number
  readonly p99Ms: number
  /** The same with every round counted, whatever disturbed it. */
  readonly disturbedP99Ms: number
  /** How many questions were asked: fewer than there are where an engine takes too long. */
  readonly asked: number
}

/** Times a function over a list. The first round tells how long it takes; a slow one gets no more than `budgetMs`. */
export async function timed<T>(
  list: readonly T[],
  ask: (one: T) => unknown,
  { rounds = 5, budgetMs = 30_000 }: { readonly rounds?: number; readonly budgetMs?: number } = {},
): Promise<Times> {
  const best: number[] = []
  const all: number[] = []
  const until = performance.now() + budgetMs
  for (let round = 0; round < rounds; round++) {
    for (const [at, one] of list.entries()) {
      if (performance.now() > until) break
      const before = performance.now()
      const answer = ask(one)
      if (answer instanceof Promise) await answer
      const took = performance.now() - before
      best[at] = Math.min(best[at] ?? Number.POSITIVE_INFINITY, took)
      all.push(took)
    }
  }
  const [sorted, every] = [best.toSorted(byNumber), all.toSorted(byNumber)]
  return {
    p50Ms: quantile(sorted, 0.5),
    p99Ms: quantile(sorted, 0.99),
    disturbedP99Ms: quantile(every, 0.99),
    asked: best.length,
  }
}

const byNumber = (one: number, other: number): number => one - other

export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN

/** What building something came to. */
export type Built<T> = {
  readonly value: T
  readonly wallMs: number
  /** Processor time of all threads: what is left of it when others use the machine too. */
  readonly cpuMs: number
  /** Memory that it keeps, in bytes, after the collector ran. */
  readonly bytes: number
}

export async function built<T>(make: () => T | Promise<T>): Promise<Built<T>> {
  const before = kept()
  const [wall, cpu] = [performance.now(), process.cpuUsage()]
  const value = await make()
  const wallMs = performance.now() - wall
  const { user, system } = process.cpuUsage(cpu)
  return { value, wallMs, cpuMs: (user + system) / 1000, bytes: Math.max(0, kept() - before) }
}

/** Bytes in use after the collector ran. */
function kept(): number {
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

setFlagsFromString('--expose-gc')
const found: unknown = runInNewContext('gc')
const collect = (): void => {
  if (typeof found === 'function') found()
}
