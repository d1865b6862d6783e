import type { Json } from '../json.ts'
import type { Team } from '../description.ts'
import type { Client } from './body.ts'
import { ok, refuse, type Answer } from './call.ts'
import { wrongClient } from './oauth.ts'
import type { Slack } from './state.ts'
import { botName } from './users.ts'

/** https://docs.slack.dev/reference/methods/auth.test */
export const authTest = (slack: Slack, team: Team): Answer =>
  ok({
    url: `https://${team.domain}.slack.com/`,
    team: team.name,
    user: botName,
    team_id: team.id,
    user_id: team.botUser,
    bot_id: team.botId,
    app_id: slack.world.appId,
    is_enterprise_install: false,
  })

/** auth.revoke: the token is worth nothing any more, unless it was only a try (https://docs.slack.dev/reference/methods/auth.revoke). */
export function authRevoke(_: Slack, team: Team, args: Json): Answer {
  const isTry = ['1', 'true', true, 1].includes(args['test'] as string)
  if (!isTry) team.revoked = 'token_revoked'
  return ok({ revoked: !isTry })
}

/** https://docs.slack.dev/reference/methods/apps.uninstall */
export function appsUninstall(slack: Slack, team: Team, args: Json, client: Client | undefined): Answer {
  const stranger = wrongClient(slack, args, client)
  if (stranger) return refuse(stranger)
  team.revoked = 'account_inactive'
  return ok()
}
