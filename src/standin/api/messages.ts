import type { Json } from '../json.ts'
import type { Team } from '../description.ts'
import { ok, refuse, textOf, type Answer } from './call.ts'
import { seenByBot } from './channels.ts'
import { findChannel, type Message, type Slack } from './state.ts'

/** chat.delete: of an own message that everybody sees (https://docs.slack.dev/reference/methods/chat.delete). */
export function deleteMessage(slack: Slack, team: Team, args: Json): Answer {
  const channel = findChannel(slack, team, textOf(args, 'channel'))
  if (!channel) return refuse('channel_not_found')
  const message = messageAt(slack, channel.id, textOf(args, 'ts'))
  if (!message) return refuse('message_not_found')
  if (!isOwn(message)) return refuse('cant_delete_message')
  takeAway(slack, message)
  return ok({ channel: channel.id, ts: message.ts })
}

/** chat.getPermalink: the address of a message for people (https://docs.slack.dev/reference/methods/chat.getPermalink). */
export function getPermalink(slack: Slack, team: Team, args: Json): Answer {
  const channel = findChannel(slack, team, textOf(args, 'channel'))
  if (!channel || !seenByBot(team, channel)) return refuse('channel_not_found')
  const message = messageAt(slack, channel.id, textOf(args, 'message_ts'))
  if (!message) return refuse('message_not_found')
  return ok({ channel: channel.id, permalink: permalinkOf(team, message) })
}

/** `https://acme.slack.com/archives/C…/p1790000000000123`; a reply names its thread as well. */
export function permalinkOf(team: Team, { channel, ts, thread }: Message): string {
  const address = `https://${team.domain}.slack.com/archives/${channel}/p${ts.replace('.', '')}`
  return thread === undefined || thread === ts ? address : `${address}?thread_ts=${thread}&cid=${channel}`
}

/** A message that everybody sees: an ephemeral one cannot be found again. */
export const messageAt = (slack: Slack, channel: string, ts: string): Message | undefined =>
  slack.messages.find((one) => one.channel === channel && one.ts === ts && one.only === undefined)

/** Whether the app wrote it: not a person, and not Slack itself. */
export const isOwn = ({ user, via }: Message): boolean => user === undefined && via !== 'slack'

export function takeAway(slack: Slack, message: Message): void {
  slack.messages = slack.messages.filter((other) => other !== message)
}
