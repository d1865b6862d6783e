import type { Json } from '../json.ts'
import type { Team, User } from '../description.ts'
import { ok, refuse, type Answer } from './call.ts'
import { pageOf } from './pages.ts'
import type { Slack } from './state.ts'

/** https://docs.slack.dev/reference/methods/users.info */
export function usersInfo(slack: Slack, team: Team, args: Json): Answer {
  const found = people(slack, team).find(({ id }) => id === args['user'])
  return found ? ok({ user: found }) : refuse('user_not_found')
}

/** https://docs.slack.dev/reference/methods/users.list */
export function usersList(slack: Slack, team: Team, args: Json): Answer {
  const all = people(slack, team)
  const page = pageOf(all, args, { usual: all.length, most: 1000, idOf: ({ id }) => String(id) })
  if (typeof page === 'string') return refuse(page)
  return ok({
    members: page.items,
    cache_ts: Math.floor(slack.clock.now() / 1000),
    response_metadata: page.response_metadata,
  })
}

/** https://docs.slack.dev/reference/methods/bots.info */
export function botsInfo(slack: Slack, team: Team, args: Json): Answer {
  if ((args['bot'] ?? team.botId) !== team.botId) return refuse('bot_not_found')
  return ok({
    bot: { id: team.botId, deleted: false, name: botName, app_id: slack.world.appId, user_id: team.botUser, icons: {} },
  })
}

/** https://docs.slack.dev/reference/methods/team.info */
export function teamInfo(_: Slack, team: Team, args: Json): Answer {
  if ((args['team'] ?? team.id) !== team.id) return refuse('team_not_found')
  return ok({
    team: {
      id: team.id,
      name: team.name,
      domain: team.domain,
      url: `https://${team.domain}.slack.com/`,
      email_domain: '',
      icon: { image_default: true },
    },
  })
}

/** What the bot is called. */
export const botName = 'gofer'

const people = (slack: Slack, team: Team): Json[] => [
  ...team.users.map((user) => asUser(team, user)),
  {
    ...asUser(team, { id: team.botUser, name: botName }),
    is_bot: true,
    profile: { ...profileOf({ id: team.botUser, name: botName }), bot_id: team.botId, api_app_id: slack.world.appId },
  },
]

/** Without `users:read.email` there is no address. */
const asUser = (team: Team, user: User): Json => ({
  id: user.id,
  team_id: user.team ?? team.id,
  name: user.name,
  real_name: user.realName ?? user.name,
  deleted: false,
  is_bot: false,
  is_app_user: false,
  is_admin: user.isAdmin ?? false,
  is_owner: false,
  is_restricted: user.isGuest ?? false,
  is_ultra_restricted: false,
  ...(user.team === undefined ? {} : { is_stranger: false }),
  tz: 'Etc/UTC',
  tz_offset: 0,
  profile: profileOf(user),
})

const profileOf = (user: User): Json => ({
  real_name: user.realName ?? user.name,
  display_name: user.name,
  title: user.role ?? '',
  team: user.team,
})
