import { isObject } from '#slack/validate/json.ts'
import type { Json } from '../json.ts'
import type { Channel, Team } from '../description.ts'
import { ok, rateLimited, refuse, textOf, type Answer } from './call.ts'
import { refusal, targetOf } from './channels.ts'
import { cutAt } from './early.ts'
import { isOwn, messageAt } from './messages.ts'
import { findChannel, withIds, type Message, type Slack } from './state.ts'

/** chat.postMessage: the bot must be there, or it is a direct message. */
export function postMessage(slack: Slack, team: Team, args: Json): Answer {
  const channel = targetOf(slack, team, textOf(args, 'channel'))
  const refused = refusal(team, channel, args)
  if (refused) return refuse(refused)
  if (!channel) return refuse('channel_not_found')
  if (isTooSoon(slack, channel)) return rateLimited(1)
  const message = addMessage(slack, { team: team.id, channel: channel.id, via: 'chat.postMessage', args })
  return ok({ channel: channel.id, ts: message.ts, message: asPayload(message, slack, team) })
}

/** chat.postEphemeral: the bot and the reader must both be there. */
export function postEphemeral(slack: Slack, team: Team, args: Json): Answer {
  const channel = findChannel(slack, team, textOf(args, 'channel'))
  const refused = refusal(team, channel, args)
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
  const message = messageAt(slack, channel.id, textOf(args, 'ts'))
  if (!message) return refuse('message_not_found')
  if (!isOwn(message)) return refuse('cant_update_message')
  rewrite(slack, message, args)
  return ok({ channel: channel.id, ts: message.ts, text: message.text, message: asPayload(message, slack, team) })
}

type NewMessage = Pick<Message, 'team' | 'channel' | 'via' | 'files'> & {
  readonly only?: string
  readonly user?: string
  readonly args: Json
}

export function addMessage(slack: Slack, { args, ...where }: NewMessage): Message {
  const thread = textOf(args, 'thread_ts')
  const message: Message = {
    ...where,
    ts: slack.ids.ts(),
    text: textOf(args, 'text').slice(0, cutAt()),
    blocks: withIds(args['blocks'] ?? [], slack.ids),
    edits: 0,
    ...(thread === '' ? {} : { thread, ...(args['reply_broadcast'] === true ? { broadcast: true } : {}) }),
    ...(isObject(args['metadata']) ? { metadata: args['metadata'] } : {}),
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
  ...(message.broadcast ? { subtype: 'thread_broadcast' } : {}),
  ...(message.files === undefined ? {} : { files: message.files }),
})

const isTooSoon = (slack: Slack, channel: Channel): boolean =>
  slack.perChannelRate && slack.clock.now() - (slack.lastPost.get(channel.id) ?? Number.NEGATIVE_INFINITY) < 1000
