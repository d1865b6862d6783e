import type { Log } from '#log.ts'
import type { Clock } from '#slack/clock.ts'
import type { InstallationStore, Refreshing } from '#storage/ports/installations.ts'
import type { Exchange } from './exchange.ts'
import { unreadable } from './installations.ts'
import type { Sealer } from './seal.ts'

/** Keeps rotating tokens alive (https://docs.slack.dev/authentication/using-token-rotation). */
export type Refresher = {
  /** Everything that ends soon; for a timer. */
  readonly tick: () => Promise<void>
  /** One workspace's, for somebody who waits. Resolves when there is a token that works, or soon after. */
  readonly now: (team: string) => Promise<void>
}

export type RefresherOptions = {
  readonly store: InstallationStore
  readonly sealer: Sealer
  readonly exchange: Pick<Exchange, 'refresh'>
  readonly clock: Clock
  readonly log: Log
  readonly installAt: string
  /** Told that a workspace has another token. */
  readonly changed: (team: string) => void
}

type Next = Parameters<InstallationStore['refreshed']>[1]

/** A token lives for twelve hours; the old one works on, so nobody ever waits for this. */
const aheadMs = 2 * 60 * 60_000
/** Longer than an exchange and its tries to save take; a holder that died leaves it to the next one after that. */
const leaseMs = 60_000
const atOnce = 20
/** Then the next timer goes on, and a stop need not wait. */
const longestTickMs = 20_000
const waitForOthersMs = 5_000
const lookEveryMs = 250

export function createRefresher(options: RefresherOptions): Refresher {
  const { store, sealer, exchange, clock, log } = options
  /** Pairs that Slack gave and the store did not take. The refresh token before is worth nothing any more, so they must not get lost. */
  const unsaved = new Map<string, { readonly refreshing: Refreshing; readonly next: Next }>()
  const running = new Map<string, Promise<void>>()

  /** @returns whether Slack said anything */
  async function refresh(refreshing: Refreshing): Promise<boolean> {
    const { team, refresh: held } = refreshing.installation
    const opened = sealer.open(held?.token ?? '', { team, field: 'refresh' })
    if (opened.kind !== 'opened') {
      log.error({ team }, unreadable(team, opened))
      return true
    }
    const exchanged = await exchange.refresh(opened.text)
    if (exchanged.kind === 'granted' && exchanged.grant.refresh) {
      const { token, refresh: given, at } = exchanged.grant
      await keep(refreshing, {
        token: sealer.seal(token, { team, field: 'token' }),
        refreshToken: sealer.seal(given.token, { team, field: 'refresh' }),
        endsAt: new Date(at + given.endsInMs).toISOString(),
      })
      return true
    }
    const reason = exchanged.kind === 'granted' ? 'no_refresh_token' : exchanged.reason
    if (exchanged.kind === 'refused' && exchanged.reason === 'invalid_refresh_token') {
      if ((await store.lapsed(refreshing)) === 'done')
        log.error(
          { team, endsAt: held?.endsAt },
          `Slack renews this token no more; ask them to install again: ${options.installAt}`,
        )
      return true
    }
    // The lease runs out by itself, and until the token ends there is time to try again.
    log.warn({ team, reason }, 'a token was not renewed yet')
    return exchanged.kind !== 'silent'
  }

  async function keep(refreshing: Refreshing, next: Next): Promise<void> {
    const { team } = refreshing.installation
    unsaved.set(team, { refreshing, next })
    const kept = await store.refreshed(refreshing, next)
    unsaved.delete(team)
    if (kept === 'gone') log.info({ team }, 'a token was renewed for an installation that is gone')
    options.changed(team)
  }

  async function saveRest(): Promise<void> {
    for (const { refreshing, next } of unsaved.values()) await keep(refreshing, next)
  }

  async function one(team: string): Promise<void> {
    await saveRest()
    const endsBefore = new Date(clock.now() + aheadMs).toISOString()
    const [mine] = await store.claimRefresh({ endsBefore, leaseMs, limit: 1, team })
    if (mine) return void (await refresh(mine))
    await waitForOthers(team)
    options.changed(team)
  }

  /** Another replica is at it, or was. */
  async function waitForOthers(team: string): Promise<void> {
    const until = clock.now() + waitForOthersMs
    while (clock.now() < until) {
      const installation = await store.read(team)
      if (!installation?.refresh || installation.state === 'lapsed') return
      if (Date.parse(installation.refresh.endsAt) > clock.now()) return
      await clock.wait(lookEveryMs)
    }
  }

  return {
    tick: async () => {
      await saveRest()
      const until = clock.now() + longestTickMs
      for (let goesOn = true; goesOn && clock.now() < until;) {
        const endsBefore = new Date(clock.now() + aheadMs).toISOString()
        const claimed = await store.claimRefresh({ endsBefore, leaseMs, limit: atOnce })
        const answered = await Promise.all(claimed.map(refresh))
        goesOn = claimed.length === atOnce && answered.some(Boolean)
      }
    },
    now: (team) => {
      const same = running.get(team) ?? one(team).finally(() => running.delete(team))
      running.set(team, same)
      return same
    },
  }
}
