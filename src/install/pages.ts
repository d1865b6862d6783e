import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Log } from '#log.ts'
import type { HttpRoutes } from '#ops/server.ts'
import { sparing } from '#ops/sparing.ts'
import type { Clock } from '#slack/clock.ts'
import type { InstallationStore, NewInstallation } from '#storage/ports/installations.ts'
import { endsFor } from './ends.ts'
import type { Exchange, Grant } from './exchange.ts'
import { type Page, showPage } from './page.ts'
import { scopes } from './scopes.ts'
import type { Sealer } from './seal.ts'
import { createStates, stateLivesMs } from './state.ts'

export type PagesOptions = {
  readonly store: InstallationStore
  readonly sealer: Sealer
  readonly exchange: Exchange
  readonly clock: Clock
  readonly log: Log
  readonly clientId: string
  /** Without a slash at its end. */
  readonly publicUrl: string
  /** Where people meet Slack: `https://slack.com`. */
  readonly slackUrl: string
  readonly command: string
  /** Told that a workspace was installed, so that nobody remembers what was before. */
  readonly installed: (team: string) => void
}

/** Everybody may ask for the page, and each time leaves a row for ten minutes. */
const mostAMinute = 600

/** GET /slack/install and where Slack sends the browser back to. Every end is a page of its own. */
export function installPages(options: PagesOptions): HttpRoutes {
  const { store, clock, log, publicUrl, clientId, slackUrl } = options
  const states = createStates(store, clock)
  const ends = endsFor({ install: `${publicUrl}/slack/install`, command: options.command })
  const redirectUri = `${publicUrl}/slack/oauth_redirect`
  const isSecure = publicUrl.startsWith('https:')
  const cookie = cookieFor(isSecure)
  const isTooMany = limiter(clock)
  const spare = sparing()

  async function begin(request: IncomingMessage): Promise<Shown> {
    // Whoever only looks whether there is a page gets no state.
    if (request.method === 'HEAD') return { page: ends.begin(slackUrl) }
    if (isTooMany()) return { page: ends.crowded }
    const { state, browser } = await states.begin(cookie.read(request))
    const address = new URL(`${slackUrl}/oauth/v2/authorize`)
    const fields = { client_id: clientId, scope: scopes.join(','), state, redirect_uri: redirectUri }
    for (const [name, value] of Object.entries(fields)) address.searchParams.set(name, value)
    return { page: ends.begin(address.href), cookie: cookie.write(browser) }
  }

  async function finish(request: IncomingMessage): Promise<Shown> {
    // Previews of links ask by HEAD; they must not use up a state.
    if (request.method === 'HEAD') return { page: ends.incomplete }
    const query = new URL(request.url ?? '/', publicUrl).searchParams
    const error = query.get('error')
    const [state, code] = [query.getAll('state'), query.getAll('code')]
    if (error !== null) {
      // The way back is over, whatever else came with it; where the store is down the state ends by itself.
      if (state.length === 1 && state[0]) await states.accept(state[0], undefined).catch(() => {})
      return { page: error === 'access_denied' ? ends.cancelled : ends.denied }
    }
    if (state.length !== 1 || code.length !== 1 || !code[0] || !state[0]) return { page: ends.incomplete }
    const accepted = await states.accept(state[0], cookie.read(request))
    if (accepted !== 'ours') {
      spare(accepted, (times) => log.warn({ state: accepted, times }, 'an installation was turned away'))
      return { page: ends.state[accepted] }
    }
    return { page: await take(code[0]) }
  }

  async function take(code: string): Promise<Page> {
    const exchanged = await options.exchange.code(code, redirectUri)
    if (exchanged.kind !== 'granted') {
      const { kind: outcome, reason } = exchanged
      spare(outcome, (times) => log.warn({ outcome, reason, times }, 'Slack gave no token for an installation'))
      return exchanged.kind === 'refused' ? ends.refused(exchanged.reason) : ends.silent
    }
    const { grant } = exchanged
    const installation = installationOf(grant, options.sealer)
    try {
      await store.save(installation)
    } catch (failure) {
      log.error({ team: installation.team, error: String(failure) }, 'an installation could not be saved')
      return ends.unsaved
    }
    options.installed(installation.team)
    log.info({ team: installation.team, org: installation.org }, 'installed')
    const open = new URL(`${slackUrl}/app_redirect`)
    open.searchParams.set('app', grant.app)
    if (grant.team) open.searchParams.set('team', grant.team.id)
    return ends.installed((grant.team ?? grant.enterprise)?.name ?? installation.team, open.href)
  }

  const shown =
    (make: (request: IncomingMessage) => Promise<Shown>) =>
    async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const { page, cookie: header } = await make(request).catch((failure: unknown): Shown => {
        spare('page', (times) => log.error({ error: String(failure), times }, 'an installation page could not be made'))
        return { page: ends.unready }
      })
      showPage(request, response, page, { isSecure, ...(header === undefined ? {} : { cookie: header }) })
    }

  return new Map([
    ['GET /slack/install', shown(begin)],
    ['GET /slack/oauth_redirect', shown(finish)],
  ])
}

type Shown = { readonly page: Page; readonly cookie?: string }

function installationOf(grant: Grant, sealer: Sealer): NewInstallation {
  const team = grant.team?.id ?? grant.enterprise?.id ?? ''
  return {
    team,
    ...(grant.enterprise ? { enterprise: grant.enterprise.id } : {}),
    org: grant.org,
    app: grant.app,
    botUser: grant.botUser,
    scopes: grant.scopes,
    installer: grant.installer ?? '',
    token: sealer.seal(grant.token, { team, field: 'token' }),
    ...(grant.refresh
      ? {
          refresh: {
            token: sealer.seal(grant.refresh.token, { team, field: 'refresh' }),
            endsAt: new Date(grant.at + grant.refresh.endsInMs).toISOString(),
          },
        }
      : {}),
    installedAt: new Date(grant.at).toISOString(),
  }
}

/** With `__Host-` no other host, not even one below this one, can set it; browsers take that over https only. */
function cookieFor(isSecure: boolean) {
  const name = isSecure ? '__Host-gofer_install' : 'gofer_install'
  const rest = `; Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
  return {
    read: ({ headers }: IncomingMessage): string | undefined =>
      (headers.cookie ?? '')
        .split(';')
        .map((pair) => pair.trim().split('=', 2))
        .find(([key]) => key === name)?.[1],
    write: (browser: string): string => `${name}=${browser}; Max-Age=${stateLivesMs / 1000}${rest}`,
  }
}

function limiter(clock: Pick<Clock, 'now'>): () => boolean {
  let minute = 0
  let taken = 0
  return () => {
    const now = Math.floor(clock.now() / 60_000)
    if (now !== minute) [minute, taken] = [now, 0]
    taken += 1
    return taken > mostAMinute
  }
}
