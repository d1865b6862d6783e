import type { Json } from '../json.ts'
import type { Channel, Team } from '../description.ts'
import { textOf } from './call.ts'
import { findChannel, type Slack } from './state.ts'

/**
 * Where a new message goes: an id, a name with or without `#`, or a user's id for the direct messages with them
 * (https://docs.slack.dev/reference/methods/chat.postMessage). All other methods take an id only.
 */
export function targetOf(slack: Slack, team: Team, wanted: string): Channel | undefined {
  const name = wanted.replace(/^#/, '')
  return (
    openDirect(slack, team, wanted) ??
    team.channels.find((channel) => channel.kind !== 'im' && channel.name === name) ??
    findChannel(slack, team, wanted)
  )
}

/** Why the bot may not write there. A private channel without the bot is as if it were not there. */
export function refusal(team: Team, channel: Channel | undefined, args: Json = {}): string | undefined {
  if (!channel) return 'channel_not_found'
  const isMember = channel.members.includes(team.botUser)
  if (!isMember && channel.kind !== 'public') return 'channel_not_found'
  if (channel.archived) return 'is_archived'
  return isMember ? restriction(channel, textOf(args, 'thread_ts') !== '') : 'not_in_channel'
}

/** Opens the direct messages with a user, as writing to their id does; undefined: no such user. */
export function openDirect(slack: Slack, team: Team, user: string): Channel | undefined {
  if (!team.users.some(({ id }) => id === user)) return undefined
  const known = team.channels.find((channel) => channel.kind === 'im' && channel.members.includes(user))
  if (known) return known
  const opened: Channel = { id: slack.ids.make('D'), name: 'directmessage', kind: 'im', members: [user, team.botUser] }
  team.channels.push(opened)
  return opened
}

/** Conversations the bot can see: all public ones, and the others it is in. */
export const seenByBot = (team: Team, channel: Channel): boolean =>
  channel.kind === 'public' || channel.members.includes(team.botUser)

function restriction({ posting }: Channel, isReply: boolean): string | undefined {
  if (posting === 'nobody') return 'restricted_action_read_only_channel'
  if (posting === 'threads only' && !isReply) return 'restricted_action_thread_only_channel'
  if (posting === 'no threads' && isReply) return 'restricted_action_non_threadable_channel'
  return undefined
}
