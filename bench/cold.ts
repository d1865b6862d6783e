import { startChild, type StartOptions } from './child.ts'
import { median } from './load.ts'

/** Milliseconds from starting a process to its first answer: the median, and the best. */
export type ColdStart = { readonly name: string; readonly medianMs: number; readonly bestMs: number }

/** Starts each again and again, in turn, until it has answered once. What a first start leaves behind for later ones is there. */
export async function coldStarts(
  servers: readonly { readonly name: string; readonly start: () => StartOptions }[],
  times: number,
): Promise<ColdStart[]> {
  const taken = new Map<string, number[]>()
  for (let time = 0; time < times; time += 1) {
    for (const { name, start } of servers) {
      const started = await startChild(start())
      if (started.kind === 'failed') continue
      taken.set(name, [...(taken.get(name) ?? []), started.startMs])
      await started.child.stop()
    }
  }
  return [...taken].map(([name, ms]) => ({ name, medianMs: median(ms), bestMs: Math.min(...ms) }))
}
