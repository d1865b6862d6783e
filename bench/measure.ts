import type { Child } from './child.ts'
import { load, median, type LoadResult, type Prepared } from './load.ts'

export const concurrencies = [1, 16, 64] as const

/** The medians of several runs at one concurrency. */
export type Figures = Omit<LoadResult, 'requests'> & {
  readonly concurrency: number
  readonly cpuMicros: number | null
  readonly requests: number
}

export type Running = {
  readonly name: string
  readonly child: Child
  readonly prepare: (count: number) => Prepared[]
}
export type MeasureOptions = {
  readonly rounds: number
  readonly seconds: number
}

type Run = LoadResult & { readonly cpuMicros: number | null }

/**
 * Measures servers side by side: every round asks each of them at each concurrency, in turning order, so that whatever else the machine
 * does falls on all of them alike.
 */
export async function measure(
  servers: readonly Running[],
  { rounds, seconds }: MeasureOptions,
): Promise<Map<string, Figures[]>> {
  const runs = new Map<string, Run[]>()
  const counts = new Map<string, number>()
  for (const server of servers)
    for (const concurrency of concurrencies)
      counts.set(key(server, concurrency), await warmUp(server, concurrency, seconds))
  for (let round = 0; round < rounds; round += 1) {
    for (const concurrency of concurrencies) {
      for (const server of turned(servers, round)) {
        const at = key(server, concurrency)
        runs.set(at, [...(runs.get(at) ?? []), await runOnce(server, concurrency, server.prepare(counts.get(at) ?? 0))])
      }
    }
  }
  return new Map(
    servers.map((server) => [
      server.name,
      concurrencies.map((concurrency) => summary(concurrency, runs.get(key(server, concurrency)) ?? [])),
    ]),
  )
}

const key = (server: Running, concurrency: number): string => `${server.name} ${concurrency}`
const turned = <T>(list: readonly T[], by: number): T[] => [
  ...list.slice(by % list.length),
  ...list.slice(0, by % list.length),
]

/** Lets the server get warm, and finds how many requests fill the time wished for: counts, not clocks, make runs alike. */
async function warmUp({ child, prepare }: Running, concurrency: number, seconds: number): Promise<number> {
  await load(child.port, prepare(2_000), concurrency)
  const { perSecond } = await load(child.port, prepare(1000), concurrency)
  return Math.min(60_000, Math.max(500, Math.round(perSecond * seconds)))
}

async function runOnce({ child }: Running, concurrency: number, prepared: readonly Prepared[]): Promise<Run> {
  const before = child.cpu()
  const result = await load(child.port, prepared, concurrency)
  const after = child.cpu()
  return { ...result, cpuMicros: before === null || after === null ? null : (after - before) / result.requests }
}

function summary(concurrency: number, runs: readonly Run[]): Figures {
  const of = (field: 'perSecond' | 'p50' | 'p99'): number => median(runs.map((run) => run[field]))
  const sum = (field: 'requests' | 'failed' | 'answered'): number => runs.reduce((total, run) => total + run[field], 0)
  const cpu = runs.flatMap((run) => (run.cpuMicros === null ? [] : [run.cpuMicros]))
  return {
    concurrency,
    perSecond: of('perSecond'),
    p50: of('p50'),
    p99: of('p99'),
    cpuMicros: cpu.length === 0 ? null : median(cpu),
    requests: sum('requests'),
    failed: sum('failed'),
    answered: sum('answered'),
  }
}
