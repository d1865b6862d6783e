import { type Authorize, webApi } from '@slack/bolt'
import type { Log } from '#log.ts'
import { failureOf } from './outcome.ts'

/** Who we are in the workspace, and the way to Slack with its token. */
export type Installation = {
  /** For Bolt. Never waits for Slack: a command is answered from memory whether Slack's API is up or not. */
  readonly authorize: Authorize<boolean>
  /** Asks Slack who we are, once. */
  readonly introduce: () => Promise<void>
}

type Identity = { readonly botId?: string; readonly botUserId?: string; readonly teamId?: string }

/** Slack's words for a token that will not do, today or later. */
const hopeless = new Set(['invalid_auth', 'account_inactive', 'token_revoked', 'token_expired', 'not_authed'])

/**
 * One workspace by one token, or several by theirs. Bolt's own way would call auth.test for every event where none is verified
 * at the start; here it is called once, beside the work, and until it has answered the delivery itself says which team it is for.
 */
export function installation({
  tokens,
  clientOptions,
  log,
}: {
  tokens: string | ReadonlyMap<string, string>
  clientOptions: webApi.WebClientOptions
  log: Log
}): Installation {
  const identities = new Map<string, Identity>()
  const tokenFor = (team: string | undefined): string | undefined =>
    typeof tokens === 'string' ? tokens : tokens.get(team ?? '')

  async function introduce(token: string): Promise<void> {
    try {
      const {
        bot_id: botId,
        user_id: botUserId,
        team_id: teamId,
      } = await new webApi.WebClient(token, clientOptions).auth.test()
      identities.set(token, {
        ...(botId ? { botId } : {}),
        ...(botUserId ? { botUserId } : {}),
        ...(teamId ? { teamId } : {}),
      })
    } catch (error) {
      const { reason } = { reason: 'unknown', ...failureOf(error) }
      if (hopeless.has(reason)) log.error(`SLACK_BOT_TOKEN: a token that Slack takes; it answers ${reason}`)
      else log.warn({ reason }, 'Slack did not say who we are; deliveries say it for themselves')
    }
  }

  return {
    authorize: async ({ teamId }) => {
      const token = tokenFor(teamId)
      if (token === undefined) throw new Error('no installation for this workspace')
      return { botToken: token, ...identities.get(token) }
    },
    introduce: async () => {
      await Promise.all((typeof tokens === 'string' ? [tokens] : [...tokens.values()]).map(introduce))
    },
  }
}
