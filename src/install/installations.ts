import { webApi } from '@slack/bolt'
import type { Log } from '#log.ts'
import { hopeless, type Installation as Us, type Standing } from '#slack/authorize.ts'
import { boltLogger } from '#slack/bolt-logger.ts'
import type { Clock } from '#slack/clock.ts'
import type { Client } from '#slack/outbound.ts'
import { failureOf } from '#slack/outcome.ts'
import { isOutsider, tenancyOf } from '#slack/tenant.ts'
import { StorageDown } from '#storage/down.ts'
import type { Installation, InstallationStore } from '#storage/ports/installations.ts'
import { Recent } from './recent.ts'
import type { Sealer } from './seal.ts'

/** How the app stands in many workspaces: who asks is looked up in the store, and remembered for a moment. */
export type Installations = Pick<Us, 'authorize' | 'clientFor' | 'isInstaller'> & {
  /** Forgets what is remembered of a workspace, or of all that act through an organisation. */
  readonly changed: (team: string) => void
  /** How many are remembered. */
  readonly size: () => number
}

export type InstallationsOptions = {
  readonly store: InstallationStore
  readonly sealer: Sealer
  readonly clock: Clock
  readonly log: Log
  readonly clientOptions: webApi.WebClientOptions
  /** Where the app can be installed, for those who have not. */
  readonly installAt: string
  /** Brings a token that has ended up to date, or gives up soon. */
  readonly refreshNow: (team: string) => Promise<void>
}

/** Of 10,000 workspaces those that were active last. */
const mostRemembered = 1_000
/** Calls under way at one time, of all workspaces; more wait. What limits one workspace is its own pace, and each call has its time. */
const mostCalls = 5_000
/** So long a replica goes on with what another one has changed: the old token of a rotation works for hours. */
const rememberedMs = 60_000
/** Somebody may be installing it at this very moment. */
const strangerMs = 5_000
/** While the store is down, what is remembered is used on, and the store asked again after this. */
const againMs = 2_000
/** Below the moment at which a command must be answered. */
const storePatienceMs = 1_500
/** A token that Slack calls worthless is not tried again for so long, unless it is installed again. */
const parkedMs = 60_000

/** What is known of a workspace. `row`: whose installation it is, the workspace's own or its organisation's. */
type Known =
  | {
      readonly kind: 'installed'
      readonly row: Installation
      /** Calls Slack with its token. */
      readonly call: Client['apiCall']
      parked?: { readonly reason: string; readonly until: number }
    }
  | { readonly kind: 'stranger' }
  /** Installed, with a token that none of our keys opens. */
  | { readonly kind: 'sealed'; readonly row: Installation }
type Remembered = { readonly known: Known; readonly until: number }

export function createInstallations(options: InstallationsOptions): Installations {
  const { store, sealer, clock, installAt } = options
  // A client without a logger writes to the console, past the scrubber.
  const clientOptions = { ...options.clientOptions, logger: boltLogger(options.log), maxRequestConcurrency: mostCalls }
  /** One for all: each takes a third of a millisecond to make and 26 KB to keep, and a token may go with each call. */
  const client = new webApi.WebClient(undefined, clientOptions)
  const recent = new Recent<Remembered>(mostRemembered)
  const asking = new Map<string, Promise<Known>>()
  /** Rises with every change: what was asked before it must not be remembered after it. */
  let age = 0

  /** @throws StorageDown where nobody knows; never for a workspace that has not installed the app */
  async function find(team: string, enterprise?: string): Promise<Known> {
    const remembered = recent.get(team)
    if (remembered && remembered.until > clock.now()) return remembered.known
    const asOf = age
    try {
      const known = await asked(team, enterprise)
      if (asOf === age)
        recent.set(team, { known, until: clock.now() + (known.kind === 'stranger' ? strangerMs : rememberedMs) })
      return known
    } catch (error) {
      if (remembered?.known.kind !== 'installed' || !(error instanceof StorageDown)) throw error
      recent.set(team, { known: remembered.known, until: clock.now() + againMs })
      return remembered.known
    }
  }

  /** One question at a time for each workspace, and none that waits longer than Slack does. */
  function asked(team: string, enterprise: string | undefined): Promise<Known> {
    const key = `${team}|${enterprise ?? ''}`
    const running = asking.get(key) ?? soon(clock, read(team, enterprise)).finally(() => asking.delete(key))
    asking.set(key, running)
    return running
  }

  async function read(team: string, enterprise: string | undefined): Promise<Known> {
    const own = await store.read(team)
    if (own) return knownOf(own)
    const through = enterprise ?? (await store.organisationOf(team))
    const org = through === undefined || through === team ? undefined : await store.read(through)
    if (!org?.org) return { kind: 'stranger' }
    // Noted before anything of the workspace can be written: its rows must go when the organisation's installation goes.
    await store.acting(team, org.team)
    return knownOf(org, team)
  }

  /** @param acting the workspace, where one token serves several: Slack wants to be told which */
  function knownOf(row: Installation, acting?: string): Known {
    const unsealed = sealer.open(row.token, { team: row.team, field: 'token' })
    if (unsealed.kind !== 'opened') {
      // Once in a while for each workspace: what is known is remembered.
      options.log.error({ team: row.team }, unreadable(row.team, unsealed))
      return { kind: 'sealed', row }
    }
    const as = { ...(acting ? { team_id: acting } : {}), token: unsealed.text }
    return { kind: 'installed', row, call: (method, args) => client.apiCall(method, { ...args, ...as }) }
  }

  /** The way to Slack of a workspace: each call goes with the token that counts when it is made. */
  const clientFor = (team: string): Client => ({
    apiCall: async (method, args) => {
      const known = await usable(team)
      if (known.kind === 'stranger') throw refusal('account_inactive')
      if (known.kind === 'sealed') throw refusal('token_unreadable')
      if (known.parked && known.parked.until > clock.now()) throw refusal(known.parked.reason)
      try {
        return await known.call(method, args)
      } catch (error) {
        const outcome = failureOf(error)
        if (outcome.kind === 'refused' && hopeless.has(outcome.reason))
          known.parked = { reason: outcome.reason, until: clock.now() + parkedMs }
        throw error
      }
    },
  })

  async function usable(team: string): Promise<Known> {
    try {
      const known = await find(team)
      if (known.kind !== 'installed' || !hasEnded(known.row)) return known
      await options.refreshNow(known.row.team)
      changed(known.row.team)
      return await find(team)
    } catch (error) {
      throw error instanceof StorageDown ? notSent(error) : error
    }
  }

  /** One that Slack renews no more is used as it is; Slack says when it is over. */
  const hasEnded = ({ refresh, state }: Installation): boolean =>
    refresh !== undefined && state === 'live' && Date.parse(refresh.endsAt) <= clock.now()

  function changed(team: string): void {
    age += 1
    asking.clear()
    recent.drop(({ known }, key) => key === team || (known.kind !== 'stranger' && known.row.team === team))
  }

  return {
    authorize: async ({ teamId, enterpriseId }, body) => {
      const tenancy = tenancyOf(body)
      // Behind an outsider's press stands the outsider's organisation, which is not the one of the workspace.
      const { host } = tenancy
      const hosted = host !== undefined && host !== teamId ? await find(host) : undefined
      const isHosted = hosted !== undefined && hosted.kind !== 'stranger'
      const team = (isHosted ? host : teamId) ?? enterpriseId ?? ''
      const known = isHosted ? hosted : await find(team, enterpriseId)
      if (known.kind === 'stranger') return { standing: { kind: 'stranger', installAt } satisfies Standing }
      if (known.kind === 'sealed') throw new TokenUnreadable()
      const { enterprise, botUser } = known.row
      const standing: Standing = {
        kind: 'installed',
        team,
        isOutsider: host === team && isOutsider(tenancy, enterprise),
        client: clientFor(team),
      }
      // Without a token: for each one Bolt would make a client, and keep it for ever (reliability.md, 1.3).
      return { teamId: team, ...(enterprise ? { enterpriseId: enterprise } : {}), botUserId: botUser, standing }
    },
    isInstaller: async (team, user) => {
      const known = await find(team)
      return known.kind === 'installed' && user !== '' && known.row.installer === user
    },
    clientFor,
    changed,
    size: () => recent.size,
  }
}

/** The log says which key is missing. */
class TokenUnreadable extends Error {
  override readonly name = 'TokenUnreadable'
  /** In words for people (`#slack/told.ts`). */
  readonly told =
    'I cannot read the token that Slack gave me for this workspace, so nothing was done. Whoever runs me has to put that right; trying again will not help until then.'

  constructor() {
    super('a token that no key opens')
  }
}

/** What an operator reads where a token does not open. */
export function unreadable(team: string, why: { readonly kind: string; readonly key?: string }): string {
  return why.key === undefined
    ? `TOKEN_ENCRYPTION_KEY: the key that sealed the token of ${team}; with the one of that name it does not open`
    : `TOKEN_ENCRYPTION_KEY: the key "${why.key}", which sealed the token of ${team}, is not among those given; add it behind the first one`
}

/** A store that says nothing is as good as one that is down. */
async function soon<T>(clock: Clock, asked: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const cancel = clock.after(storePatienceMs, () =>
    late.reject(new StorageDown('gone', new Error(`no answer within ${storePatienceMs} ms`))),
  )
  try {
    return await Promise.race([asked, late.promise])
  } finally {
    cancel()
  }
}

/** As Slack's client throws Slack's refusals (`outcome.ts` reads them by their code). */
const refusal = (reason: string): Error =>
  Object.assign(new Error(`not called: ${reason}`), {
    code: 'slack_webapi_platform_error',
    data: { ok: false, error: reason },
  })

/** As the network says that nothing was sent, so that whoever called may try again. */
const notSent = (cause: Error): Error => Object.assign(new Error(cause.message, { cause }), { code: 'ECONNREFUSED' })
