import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setImmediate } from 'node:timers/promises'
import type { Document } from '#knowledge/search/index.ts'
import { liveIndex } from '#knowledge/search/live-index.ts'
import type { Breath } from '#knowledge/search/slices.ts'
import type { View } from '#knowledge/search/view.ts'
import { stem } from '#knowledge/search/words.ts'

/** How edits go while others want their turn. Milliseconds. */
export type Editing = {
  readonly edits: number
  /** From an edit to the first search that knows it, the slowest. */
  readonly slowestMs: number
  readonly medianMs: number
  /** Nobody had to wait longer than this for their turn while edits and tidying up went on. */
  readonly longestBlockMs: number
  /** The same while nothing at all was done: what the machine does by itself. */
  readonly idleBlockMs: number
}

export const breath: Breath = { now: () => performance.now(), pause: () => setImmediate(), sliceMs: 4 }
const edits = 60

/** The calmest of some runs: what else the machine does falls out of the figure. */
const runs = 5

/** Changes, adds and removes entries one after the other, as curators do, in an index of all documents. */
export async function measureEditing(base: View, documents: readonly Document[]): Promise<Editing> {
  const all: Editing[] = []
  for (let run = 0; run < runs; run++) all.push(await editOnce(base, documents))
  return all.reduce((calmest, one) => (one.longestBlockMs < calmest.longestBlockMs ? one : calmest))
}

async function editOnce(base: View, documents: readonly Document[]): Promise<Editing> {
  const idleBlockMs = await longestBlock(() => new Promise((resolve) => setTimeout(resolve, 300)))
  const live = liveIndex(base, breath)
  const times: number[] = []
  const longestBlockMs = await longestBlock(async () => {
    for (let at = 0; at < edits; at++) {
      const before = performance.now()
      await live.edit(editOf(documents, at))
      if (at % 3 !== 2 && !live.index().has(stem(markOf(at)))) throw new Error('an edit is not in the index')
      times.push(performance.now() - before)
    }
    await live.settled()
  })
  const sorted = times.toSorted((one, other) => one - other)
  return {
    edits,
    slowestMs: sorted.at(-1) ?? 0,
    medianMs: sorted[Math.floor(sorted.length / 2)] ?? 0,
    longestBlockMs,
    idleBlockMs,
  }
}

const markOf = (at: number): string => `markword${at.toString(36)}q`

/** Changed, new, removed in turn. */
function editOf(documents: readonly Document[], at: number): Parameters<ReturnType<typeof liveIndex>['edit']>[0] {
  const one = documents[(at * 7919) % documents.length]
  if (!one) return { put: [], remove: [] }
  if (at % 3 === 2) return { put: [], remove: [one.id] }
  return { put: [{ ...one, id: at % 3 === 0 ? one.id : `new-${at}`, name: `${one.name} ${markOf(at)}` }], remove: [] }
}

/** How long others waited for their turn at most while something was done, in milliseconds. */
export async function longestBlock(work: () => Promise<unknown>): Promise<number> {
  const resolution = 1
  const delay = monitorEventLoopDelay({ resolution })
  await setImmediate()
  delay.enable()
  await work()
  await new Promise((resolve) => setTimeout(resolve, 5))
  delay.disable()
  // The histogram counts its own resolution in.
  return Math.max(0, delay.max / 1e6 - resolution)
}
