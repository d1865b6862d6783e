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
 * One workspace by one token. Bolt's own way would call auth.test for every event where none is verified at the start;
 * here it is called once, beside the work, and until it has answered the delivery itself says which team it is for.
 */
export function installation({
  token,
  clientOptions,
  log,
}: {
  token: string
  clientOptions: webApi.WebClientOptions
  log: Log
}): Installation {
  let identity: Identity = {}

  return {
    authorize: async () => ({ botToken: token, ...identity }),
    introduce: async () => {
      try {
        const {
          bot_id: botId,
          user_id: botUserId,
          team_id: teamId,
        } = await new webApi.WebClient(token, clientOptions).auth.test()
        identity = { ...(botId ? { botId } : {}), ...(botUserId ? { botUserId } : {}), ...(teamId ? { teamId } : {}) }
      } catch (error) {
        const { reason } = { reason: 'unknown', ...failureOf(error) }
        if (hopeless.has(reason)) log.error(`SLACK_BOT_TOKEN: a token that Slack takes; it answers ${reason}`)
        else log.warn({ reason }, 'Slack did not say who we are; deliveries say it for themselves')
      }
    },
  }
}
