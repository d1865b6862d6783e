import type { Json } from '../json.ts'
import type { Channel, Team } from '../description.ts'
import { ok, rateLimited, refuse, textOf, type Answer } from './call.ts'
import { findChannel, withIds, type Message, type Slack } from './state.ts'

/** chat.postMessage: the bot must be there, or it is a direct message. */
export function postMessage(slack: Slack, team: Team, args: Json): Answer {
  const channel = openDirect(slack, team, textOf(args, 'channel')) ?? findChannel(slack, team, textOf(args, 'channel'))
  const refused = refusal(team, channel)
  if (refused) return refuse(refused)
  if (!channel) return refuse('channel_not_found')
  if (isTooSoon(slack, channel)) return rateLimited(1)
  const message = addMessage(slack, { team: team.id, channel: channel.id, via: 'chat.postMessage', args })
  return ok({ channel: channel.id, ts: message.ts, message: asPayload(message, slack, team) })
}

/** chat.postEphemeral: the bot and the reader must both be there. */
export function postEphemeral(slack: Slack, team: Team, args: Json): Answer {
  const channel = findChannel(slack, team, textOf(args, 'channel'))
  const refused = refusal(team, channel)
  if (refused) return refuse(refused)
  if (!channel?.members.includes(textOf(args, 'user'))) return refuse('user_not_in_channel')
  const message = addMessage(slack, {
    team: team.id,
    channel: channel.id,
    via: 'chat.postEphemeral',
    only: textOf(args, 'user'),
    args,
  })
  return ok({ message_ts: message.ts })
}

/** chat.update: of an own message that everybody sees; an ephemeral one cannot be found again. */
export function updateMessage(slack: Slack, team: Team, args: Json): Answer {
  const channel = findChannel(slack, team, textOf(args, 'channel'))
  if (!channel) return refuse('channel_not_found')
  const message = slack.messages.find(
    (one) => one.channel === channel.id && one.ts === args['ts'] && one.only === undefined,
  )
  if (!message) return refuse('message_not_found')
  rewrite(slack, message, args)
  return ok({ channel: channel.id, ts: message.ts, text: message.text, message: asPayload(message, slack, team) })
}

type NewMessage = Pick<Message, 'team' | 'channel' | 'via'> & {
  readonly only?: string
  readonly user?: string
  readonly args: Json
}

export function addMessage(slack: Slack, { args, ...where }: NewMessage): Message {
  const thread = textOf(args, 'thread_ts')
  const message: Message = {
    ...where,
    ts: slack.ids.ts(),
    text: textOf(args, 'text'),
    blocks: withIds(args['blocks'] ?? [], slack.ids),
    edits: 0,
    ...(thread === '' ? {} : { thread }),
  }
  slack.messages.push(message)
  if (where.via === 'chat.postMessage') slack.lastPost.set(where.channel, slack.clock.now())
  return message
}

export function rewrite(slack: Slack, message: Message, args: Json): void {
  message.text = textOf(args, 'text')
  message.blocks = withIds(args['blocks'] ?? [], slack.ids)
  message.edits += 1
}

/** A message as it stands in answers and in the payloads of interactions. */
export const asPayload = (message: Message, slack: Slack, team: Team): Json => ({
  type: 'message',
  ...(message.user === undefined
    ? { user: team.botUser, bot_id: team.botId, app_id: slack.world.appId }
    : { user: message.user }),
  team: team.id,
  ts: message.ts,
  text: message.text,
  blocks: message.blocks,
  ...(message.thread === undefined ? {} : { thread_ts: message.thread }),
})

/** Why the bot may not write there. A private channel without the bot is as if it were not there. */
function refusal(team: Team, channel: Channel | undefined): string | undefined {
  if (!channel) return 'channel_not_found'
  const isMember = channel.members.includes(team.botUser)
  if (!isMember && channel.kind !== 'public') return 'channel_not_found'
  if (channel.archived) return 'is_archived'
  return isMember ? undefined : 'not_in_channel'
}

/** Writing to a user's id opens the direct messages with them. */
function openDirect(slack: Slack, team: Team, user: string): Channel | undefined {
  if (!team.users.some(({ id }) => id === user)) return undefined
  const known = team.channels.find((channel) => channel.kind === 'im' && channel.members.includes(user))
  if (known) return known
  const opened: Channel = { id: slack.ids.make('D'), name: 'directmessage', kind: 'im', members: [user, team.botUser] }
  team.channels.push(opened)
  return opened
}

const isTooSoon = (slack: Slack, channel: Channel): boolean =>
  slack.perChannelRate && slack.clock.now() - (slack.lastPost.get(channel.id) ?? Number.NEGATIVE_INFINITY) < 1000
