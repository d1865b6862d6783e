import { limitOf } from '#slack/validate.ts'
import type { KitClock } from '../clock.ts'
import { tiers } from './tiers.ts'

/** Counts calls per workspace and method. */
export type Meter = {
  /** Seconds until such a call is taken again; 0: it is taken now, and counted. */
  readonly wait: (team: string, method: string) => number
}

const minute = 60_000

/** @param isOn off, nothing is counted: a test that calls often is not about rates */
export function createMeter(clock: Pick<KitClock, 'now'>, isOn: boolean): Meter {
  const calls = new Map<string, number[]>()
  return {
    wait: (team, method) => {
      const most = isOn ? mostOf(method) : undefined
      if (most === undefined) return 0
      const key = `${team} ${method}`
      const recent = (calls.get(key) ?? []).filter((at) => clock.now() - at < minute)
      const oldest = recent.length < most ? undefined : recent[recent.length - most]
      if (oldest !== undefined) return Math.max(1, Math.ceil((oldest + minute - clock.now()) / 1000))
      calls.set(key, [...recent, clock.now()])
      return 0
    },
  }
}

function mostOf(method: string): number | undefined {
  const tier = tiers.get(method)
  return tier && limitOf(`ratelimit.tier${tier}.requests_per_minute.minGuaranteed`)
}
