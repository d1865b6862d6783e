import type { webApi } from '@slack/bolt'
import type { EncryptionKey } from '#config.ts'
import type { Log } from '#log.ts'
import type { HttpRoutes } from '#ops/server.ts'
import type { Installation as Us } from '#slack/authorize.ts'
import type { Clock } from '#slack/clock.ts'
import type { Fetch } from '#slack/outbound.ts'
import type { InstallationStore } from '#storage/ports/installations.ts'
import { createExchange } from './exchange.ts'
import { createInstallations, unreadable } from './installations.ts'
import { installPages } from './pages.ts'
import { createRefresher } from './refresh.ts'
import { createSealer } from './seal.ts'

/** Many workspaces, each installed by OAuth. */
export type ManyWorkspaces = Us & {
  readonly routes: HttpRoutes
  /** For a timer; more often than a lease ends. */
  readonly refresh: () => Promise<void>
  /** Why the program cannot start with these keys, in a line; undefined where it can. A store that is down is no reason. */
  readonly mistake: () => Promise<string | undefined>
  /** How many workspaces are remembered at the moment. */
  readonly size: () => number
}

export type InstallSettings = {
  readonly clientId: string
  readonly clientSecret: string
  readonly encryptionKeys: readonly EncryptionKey[]
  readonly publicUrl: string
  readonly command: string
}

/** So many are looked at before a start: a wrong key is wrong for all, and a missing one for those it sealed. */
const looksAt = 200

export function manyWorkspaces(
  settings: InstallSettings,
  given: {
    readonly store: InstallationStore
    readonly fetch: Fetch
    readonly clock: Clock
    readonly log: Log
    readonly clientOptions: webApi.WebClientOptions
  },
): ManyWorkspaces {
  const { store, clock } = given
  const apiUrl = given.clientOptions.slackApiUrl
  const installAt = `${settings.publicUrl}/slack/install`
  const sealer = createSealer(settings.encryptionKeys)
  const exchange = createExchange({ ...given, ...settings, apiUrl })
  const refresher = createRefresher({
    ...given,
    sealer,
    exchange,
    installAt,
    changed: (team) => installations.changed(team),
  })
  const installations = createInstallations({ ...given, sealer, installAt, refreshNow: refresher.now })
  const { authorize, clientFor, isInstaller, changed, size } = installations
  return {
    authorize,
    clientFor,
    isInstaller,
    size,
    // Slack said who we are when it was installed.
    introduce: async () => {},
    remove: async ({ whose, at = clock.now() }) => {
      // Slack tells whole seconds: within the same one, the removal came after.
      const ending = await store.end(whose, new Date(at + 999).toISOString())
      for (const team of ending.kind === 'ended' ? ending.teams : [whose]) changed(team)
      return ending.kind === 'newer' ? 'kept' : 'ended'
    },
    routes: installPages({
      ...given,
      ...settings,
      sealer,
      exchange,
      slackUrl: apiUrl ? new URL(apiUrl).origin : 'https://slack.com',
      installed: changed,
    }),
    refresh: refresher.tick,
    mistake: async () => {
      const some = await store.page(looksAt).catch(() => [])
      for (const { team, token } of some) {
        const opened = sealer.open(token, { team, field: 'token' })
        if (opened.kind !== 'opened') return unreadable(team, opened)
      }
      return undefined
    },
  }
}
