import type { Json } from '../json.ts'
import type { Channel, Team } from '../description.ts'
import { ok, refuse, textOf, type Answer } from './call.ts'
import { openDirect, seenByBot } from './channels.ts'
import { pageOf } from './pages.ts'
import { lacking, scopeFor } from './scopes.ts'
import { findChannel, type Slack } from './state.ts'

/** https://docs.slack.dev/reference/methods/conversations.info */
export function conversationsInfo(slack: Slack, team: Team, args: Json): Answer {
  const channel = readable(slack, team, args)
  if ('status' in channel) return channel
  return ok({
    channel: {
      ...asChannel(team, channel),
      ...(args['include_num_members'] === true ? { num_members: channel.members.length } : {}),
    },
  })
}

/** https://docs.slack.dev/reference/methods/conversations.members */
export function conversationsMembers(slack: Slack, team: Team, args: Json): Answer {
  const channel = readable(slack, team, args)
  if ('status' in channel) return channel
  const page = pageOf(channel.members, args, { usual: 100, most: 1000, idOf: (id) => id })
  return typeof page === 'string'
    ? refuse(page)
    : ok({ members: page.items, response_metadata: page.response_metadata })
}

/** https://docs.slack.dev/reference/methods/conversations.list */
export const conversationsList = (_: Slack, team: Team, args: Json): Answer =>
  listChannels(
    team,
    args,
    team.channels.filter((channel) => seenByBot(team, channel)),
  )

/** users.conversations: those one user is in, as far as the bot may know; the bot's own unless told otherwise. */
export function usersConversations(_: Slack, team: Team, args: Json): Answer {
  const user = textOf(args, 'user') || team.botUser
  if (user !== team.botUser && !team.users.some(({ id }) => id === user)) return refuse('user_not_found')
  const known = team.channels.filter((channel) => channel.members.includes(user) && seenByBot(team, channel))
  return listChannels(team, args, known)
}

/** conversations.open: the direct messages with one user; groups of several are not in this world. */
export function conversationsOpen(slack: Slack, team: Team, args: Json): Answer {
  const known = textOf(args, 'channel')
  if (known !== '') {
    const channel = findChannel(slack, team, known)
    return channel?.kind === 'im' ? opened(team, channel, true, args) : refuse('channel_not_found')
  }
  const users = textOf(args, 'users')
    .split(',')
    .filter((id) => id !== '')
  const [user] = users
  if (user === undefined) return refuse('users_list_not_supplied')
  if (users.length > 8) return refuse('too_many_users')
  if (users.length > 1) return refuse('method_not_supported_for_channel_type')
  const before = team.channels.length
  const channel = openDirect(slack, team, user)
  return channel ? opened(team, channel, team.channels.length === before, args) : refuse('user_not_found')
}

/** A conversation the token may read, or why not. */
export function readable(slack: Slack, team: Team, args: Json, power: 'read' | 'history' = 'read'): Channel | Answer {
  const channel = findChannel(slack, team, textOf(args, 'channel'))
  if (!channel || !seenByBot(team, channel)) return refuse('channel_not_found')
  return lacking(team, [scopeFor(channel.kind, power)]) ?? channel
}

const opened = (team: Team, channel: Channel, wasOpen: boolean, args: Json): Answer =>
  ok({
    channel: args['return_im'] === true ? asChannel(team, channel) : { id: channel.id },
    ...(wasOpen ? { no_op: true, already_open: true } : {}),
  })

const kinds: ReadonlyMap<string, Channel['kind'] | undefined> = new Map([
  ['public_channel', 'public'],
  ['private_channel', 'private'],
  ['im', 'im'],
  ['mpim', undefined],
])

function listChannels(team: Team, args: Json, channels: readonly Channel[]): Answer {
  const types = (textOf(args, 'types') || 'public_channel').split(',').map((type) => type.trim())
  if (types.some((type) => !kinds.has(type))) return refuse('invalid_types')
  const wanted = types.flatMap((type) => kinds.get(type) ?? [])
  const without = wanted.map((kind) => lacking(team, [scopeFor(kind, 'read')])).find((answer) => answer !== undefined)
  if (without) return without
  const listed = channels.filter(
    ({ kind, archived }) => wanted.includes(kind) && !(archived && args['exclude_archived'] === true),
  )
  const page = pageOf(listed, args, { usual: 100, most: 1000, idOf: ({ id }) => id })
  if (typeof page === 'string') return refuse(page)
  return ok({
    channels: page.items.map((channel) => asChannel(team, channel)),
    response_metadata: page.response_metadata,
  })
}

/** A conversation as Slack describes it; a direct one has a user instead of a name. */
function asChannel(team: Team, channel: Channel): Json {
  if (channel.kind === 'im') {
    const user = channel.members.find((id) => id !== team.botUser)
    return { id: channel.id, is_im: true, user, is_archived: false, is_user_deleted: false, context_team_id: team.id }
  }
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === 'public',
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: channel.kind === 'private',
    is_archived: channel.archived ?? false,
    is_general: channel.name === 'general',
    is_shared: channel.shared ?? false,
    is_ext_shared: channel.shared ?? false,
    is_org_shared: false,
    is_member: channel.members.includes(team.botUser),
    topic: { value: channel.topic ?? '', creator: '', last_set: 0 },
    context_team_id: team.id,
  }
}
