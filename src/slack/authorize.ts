import { type Authorize, webApi } from '@slack/bolt'
import type { Log } from '#log.ts'
import type { Storage } from '#storage/ports.ts'
import { boltLogger } from './bolt-logger.ts'
import type { Removal } from './delivery.ts'
import type { Client } from './outbound.ts'
import { failureOf } from './outcome.ts'
import { isOutsider, type Tenancy, tenancyOf } from './tenant.ts'

/** Who we are in the workspace, and the way to Slack with its token. */
export type Installation = {
  /** For Bolt. Never waits for Slack: a command is answered from memory whether Slack's API is up or not. */
  readonly authorize: Authorize<boolean>
  /** Asks Slack who we are, once. */
  readonly introduce: () => Promise<void>
  /**
   * Whether somebody installed the app in a workspace, or in the organisation through which it acts there.
   * @throws where the store cannot say
   */
  readonly isInstaller: (team: string, user: string) => Promise<boolean>
  /** The way to Slack in a workspace; undefined where the app is surely not installed. */
  readonly clientFor: (team: string) => Client | undefined
  /**
   * Deletes everything of what was taken away. kept: the app was installed again since, or never gone.
   * @throws where that cannot be known, or done, at this moment
   */
  readonly remove: (removal: Removal) => Promise<'ended' | 'kept'>
}

/** What the authorize result says to the middleware of `app.ts`, under this name. */
export type Standing =
  | {
      readonly kind: 'installed'
      /** Whose rows may be read and written. */
      readonly team: string
      readonly isOutsider: boolean
      /** Absent: Bolt's own, with the token of the result. */
      readonly client?: Client
    }
  | { readonly kind: 'stranger'; /** Where it can be installed. */ readonly installAt?: string }

type Identity = {
  readonly botId?: string
  readonly botUserId?: string
  readonly teamId?: string
  readonly enterpriseId?: string
}

/** Slack's words for a token that will not do, today or later. */
export const hopeless: ReadonlySet<string> = new Set([
  'invalid_auth',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_authed',
])

/**
 * One workspace by one token, or several by theirs. Bolt's own way would call auth.test for every event where none is verified
 * at the start; here it is called once, beside the work, and until it has answered the delivery itself says which team it is for.
 */
export function installation({
  tokens,
  clientOptions,
  storage,
  log,
}: {
  tokens: string | ReadonlyMap<string, string>
  clientOptions: webApi.WebClientOptions
  storage: Pick<Storage, 'forget'>
  log: Log
}): Installation {
  const identities = new Map<string, Identity>()
  const clients = new Map<string, webApi.WebClient>()
  const tokenFor = (team: string | undefined): string | undefined =>
    typeof tokens === 'string' ? tokens : tokens.get(team ?? '')
  // A client without a logger writes to the console, past the scrubber.
  const options = { ...clientOptions, logger: boltLogger(log) }
  const clientOf = (token: string): webApi.WebClient => {
    const client = clients.get(token) ?? new webApi.WebClient(token, options)
    clients.set(token, client)
    return client
  }

  async function introduce(token: string): Promise<void> {
    try {
      const {
        bot_id: botId,
        user_id: botUserId,
        team_id: teamId,
        enterprise_id: enterpriseId,
      } = await clientOf(token).auth.test()
      identities.set(token, {
        ...(botId ? { botId } : {}),
        ...(botUserId ? { botUserId } : {}),
        ...(teamId ? { teamId } : {}),
        ...(enterpriseId ? { enterpriseId } : {}),
      })
    } catch (error) {
      const { reason } = { reason: 'unknown', ...failureOf(error) }
      if (hopeless.has(reason)) log.error(`SLACK_BOT_TOKEN: a token that Slack takes; it answers ${reason}`)
      else log.warn({ reason }, 'Slack did not say who we are; deliveries say it for themselves')
    }
  }

  return {
    authorize: async ({ teamId }, body) => {
      const tenancy = tenancyOf(body)
      const token = (tenancy.host && tokenFor(tenancy.host)) ?? tokenFor(teamId)
      if (token === undefined) return { standing: { kind: 'stranger' } satisfies Standing }
      const identity = identities.get(token) ?? {}
      const team = identity.teamId ?? tenancy.host ?? teamId
      return { botToken: token, ...identity, ...(team ? { teamId: team, ...standingIn(team, tenancy, identity) } : {}) }
    },
    introduce: async () => {
      await Promise.all((typeof tokens === 'string' ? [tokens] : [...tokens.values()]).map(introduce))
    },
    // Nobody noted who made the one token.
    isInstaller: async () => false,
    clientFor: (team) => {
      const token = tokenFor(team)
      return token === undefined ? undefined : clientOf(token)
    },
    // Nobody noted when the one workspace was installed, so Slack is asked whether the token still works: a late word about an
    // installation before this one must not delete what this one has.
    remove: async ({ whose }) => {
      const token = tokenFor(whose)
      if (token === undefined) return 'kept'
      if (!(await isDead(clientOf(token)))) return 'kept'
      await storage.forget(identities.get(token)?.teamId ?? whose)
      return 'ended'
    },
  }
}

const standingIn = (team: string, tenancy: Tenancy, { enterpriseId }: Identity): { readonly standing: Standing } => ({
  standing: { kind: 'installed', team, isOutsider: isOutsider(tenancy, enterpriseId) },
})

/** @throws where Slack does not say */
async function isDead(client: webApi.WebClient): Promise<boolean> {
  try {
    await client.auth.test()
    return false
  } catch (error) {
    const outcome = failureOf(error)
    if (outcome.kind === 'refused' && hopeless.has(outcome.reason)) return true
    throw error
  }
}
