import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { invariants, type Terms } from './invariants.ts'
import { withLeftOvers } from './left-over.ts'
import { typedCanary, type Stage } from './stage.ts'

export type Size = 'short' | 'full'

/** One row of the table: what is tried, how often, and the program that tries it. */
export type Scenario = {
  readonly id: string
  readonly name: string
  /** Of reliability.md, 5. */
  readonly rows: string
  /** What is done and what has to come of it, in a sentence or two, for people. */
  readonly about: string
  readonly counts: Readonly<Record<Size, number>>
  /** Most of it is waiting, and no figure of it is a time: it may stand beside other rows. About how many seconds it takes in the short run; the longest begin first. */
  readonly beside?: number
  /** Why it cannot run here; undefined: it can. */
  readonly cannot?: () => string | undefined
  readonly run: (count: number, seed: number, size: Size) => Promise<Ran>
}

/** An attempt that was looked at. `unknown`: nobody can say whether it went well. */
export type Attempt = {
  readonly what: string
  readonly result: 'passed' | 'failed' | 'unknown'
  readonly because?: string
}

/** @param because what is wrong; undefined: nothing is */
export const attemptOf = (what: string, because: string | undefined): Attempt =>
  because === undefined ? { what, result: 'passed' } : { what, result: 'failed', because }

export type Ran = {
  readonly attempts: readonly Attempt[]
  /** What the invariants found afterwards, by id. */
  readonly broken: readonly { readonly id: string; readonly found: readonly string[] }[]
  readonly figures?: Readonly<Record<string, number>>
  readonly note?: string
}

export type Outcome =
  | { readonly kind: 'ran'; readonly scenario: Scenario; readonly seconds: number; readonly ran: Ran }
  | { readonly kind: 'not run'; readonly scenario: Scenario; readonly reason: string }
  | { readonly kind: 'broke'; readonly scenario: Scenario; readonly seconds: number; readonly reason: string }

/** A row that takes longer hangs, in seconds. */
const longest: Readonly<Record<Size, number>> = { short: 450, full: 1_800 }

/** Runs a row; a scenario that throws or hangs is a failure of its own, never a pass, and leaves nothing behind. */
export async function runScenario(scenario: Scenario, size: Size, seed: number): Promise<Outcome> {
  const reason = scenario.cannot?.()
  if (reason !== undefined) return { kind: 'not run', scenario, reason }
  const start = performance.now()
  const seconds = (): number => (performance.now() - start) / 1_000
  const { running, end } = withLeftOvers(() => scenario.run(scenario.counts[size], seed, size))
  const enough = new AbortController()
  try {
    const hung = sleep(longest[size] * 1_000, undefined, { signal: enough.signal }).then((): never => {
      throw new Error(`it did not come to an end within ${longest[size]} s`)
    })
    hung.catch(() => {})
    const ran = await Promise.race([running, hung])
    return { kind: 'ran', scenario, seconds: seconds(), ran }
  } catch (error) {
    return {
      kind: 'broke',
      scenario,
      seconds: seconds(),
      reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }
  } finally {
    enough.abort()
    running.catch(() => {})
    end()
  }
}

/** Every invariant over a stage's ledger. */
export function examine({ ledger, slack }: Pick<Stage, 'ledger' | 'slack'>, more: Partial<Terms> = {}): Ran['broken'] {
  const { signingSecret, appToken, clientSecret, teams } = slack.world
  const terms: Terms = {
    secrets: [signingSecret, appToken, clientSecret, ...teams.map(({ token }) => token)],
    typed: [typedCanary],
    canaries: new Map(),
    isCalm: false,
    ...more,
  }
  return invariants.flatMap(({ id, check }) => {
    const found = check(ledger, terms)
    return found.length > 0 ? [{ id, found }] : []
  })
}

/** The same invariant broken in several stages of one scenario is one. */
export function together(all: readonly Ran['broken'][]): Ran['broken'] {
  const byId = new Map<string, string[]>()
  for (const { id, found } of all.flat()) byId.set(id, [...(byId.get(id) ?? []), ...found])
  return [...byId].map(([id, found]) => ({ id, found }))
}

/** Several runs as one row; figures of the same name are added. */
export function joined(all: readonly Ran[]): Ran {
  const figures: Record<string, number> = {}
  for (const ran of all)
    for (const [name, value] of Object.entries(ran.figures ?? {})) figures[name] = (figures[name] ?? 0) + value
  return {
    attempts: all.flatMap(({ attempts }) => attempts),
    broken: together(all.map(({ broken }) => broken)),
    ...(Object.keys(figures).length > 0 ? { figures } : {}),
  }
}

/** Runs jobs in so many lanes. The results stand in the order of the jobs. */
export async function inLanes<T>(lanes: number, jobs: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = []
  const waiting = [...jobs.entries()]
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results[next[0]] = await next[1]()
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return results
}
