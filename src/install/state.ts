import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Clock } from '#slack/clock.ts'
import type { InstallationStore, TakenState } from '#storage/ports/installations.ts'

/** How long somebody may take on Slack's page. */
export const stateLivesMs = 10 * 60_000

/** ours: made here, for this browser, and used for the first time. foreign: made for another browser. */
export type Accepted = 'ours' | 'foreign' | Exclude<TakenState['kind'], 'taken'>

/**
 * The one-time state of an installation (RFC 6749, 10.12; ASVS 10.1.2): 128 random bits that go to Slack and come back, bound to
 * the browser by a cookie of 128 more. Without it somebody could have another person's browser finish an installation of theirs.
 */
export type States = {
  /** @param browser what the cookie holds, if it holds something of ours: several tabs of one browser may be at it at once */
  readonly begin: (browser: string | undefined) => Promise<{ readonly state: string; readonly browser: string }>
  /** Whatever comes of it, the state is used up. */
  readonly accept: (state: string, browser: string | undefined) => Promise<Accepted>
}

const looksLikeOurs = /^[\w-]{22}$/

export function createStates(store: Pick<InstallationStore, 'states'>, clock: Pick<Clock, 'now'>): States {
  return {
    begin: async (given) => {
      const state = random()
      const browser = given !== undefined && looksLikeOurs.test(given) ? given : random()
      const expiresAt = new Date(clock.now() + stateLivesMs).toISOString()
      await store.states.add({ id: digest(state), browser: digest(browser), expiresAt })
      return { state, browser }
    },
    accept: async (state, browser) => {
      if (!looksLikeOurs.test(state)) return 'unknown'
      const taken = await store.states.take(digest(state))
      if (taken.kind !== 'taken') return taken.kind
      return browser !== undefined && isSame(taken.browser, digest(browser)) ? 'ours' : 'foreign'
    },
  }
}

const random = (): string => randomBytes(16).toString('base64url')
/** The store holds digests: who reads it cannot finish anybody's installation. */
const digest = (text: string): string => createHash('sha256').update(text).digest('hex')
const isSame = (one: string, other: string): boolean => timingSafeEqual(Buffer.from(one), Buffer.from(other))
