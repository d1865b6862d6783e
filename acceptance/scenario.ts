import { performance } from 'node:perf_hooks'
import { invariants, type Terms } from './invariants.ts'
import { typedCanary, type Stage } from './stage.ts'

export type Size = 'short' | 'full'

/** One row of the table: what is tried, how often, and the program that tries it. */
export type Scenario = {
  readonly id: string
  readonly name: string
  /** Of reliability.md, 5. */
  readonly rows: string
  readonly counts: Readonly<Record<Size, number>>
  /** Why it cannot run here; undefined: it can. */
  readonly cannot?: () => string | undefined
  readonly run: (count: number, seed: number) => Promise<Ran>
}

/** An attempt that was looked at. `unknown`: nobody can say whether it went well. */
export type Attempt = {
  readonly what: string
  readonly result: 'passed' | 'failed' | 'unknown'
  readonly because?: string
}

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

/** Runs a row; a scenario that throws is a failure of its own, never a pass. */
export async function runScenario(scenario: Scenario, size: Size, seed: number): Promise<Outcome> {
  const reason = scenario.cannot?.()
  if (reason !== undefined) return { kind: 'not run', scenario, reason }
  const start = performance.now()
  const seconds = (): number => (performance.now() - start) / 1_000
  try {
    const ran = await scenario.run(scenario.counts[size], seed)
    return { kind: 'ran', scenario, seconds: seconds(), ran }
  } catch (error) {
    return {
      kind: 'broke',
      scenario,
      seconds: seconds(),
      reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }
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
