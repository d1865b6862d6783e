import type { Json } from '../json.ts'
import type { Team } from '../description.ts'
import { ok, refuse, textOf, type Answer } from './call.ts'
import { asPayload } from './chat.ts'
import { readable } from './conversations.ts'
import { pageOf } from './pages.ts'
import type { Message, Slack } from './state.ts'

/** conversations.history: what was said in a conversation outside of threads, the newest first (https://docs.slack.dev/reference/methods/conversations.history). */
export function conversationsHistory(slack: Slack, team: Team, args: Json): Answer {
  const channel = readable(slack, team, args, 'history')
  if ('status' in channel) return channel
  if (!channel.members.includes(team.botUser)) return refuse('not_in_channel')
  const said = inChannel(slack, channel.id).filter((message) => isTop(message) || message.broadcast)
  return answer(slack, team, args, within(said, args).toReversed(), { usual: 100, most: 999 })
}

/** conversations.replies: a message and its thread, the oldest first (https://docs.slack.dev/reference/methods/conversations.replies). */
export function conversationsReplies(slack: Slack, team: Team, args: Json): Answer {
  const channel = readable(slack, team, args, 'history')
  if ('status' in channel) return channel
  const all = inChannel(slack, channel.id)
  const named = all.find(({ ts }) => ts === args['ts'])
  if (!named) return refuse('thread_not_found')
  const root = named.thread ?? named.ts
  const said = all.filter(({ ts, thread }) => ts === root || thread === root)
  return answer(slack, team, args, within(said, args), { usual: 1000, most: 1000 })
}

const inChannel = (slack: Slack, channel: string): Message[] =>
  slack.messages.filter((message) => message.channel === channel && message.only === undefined)

const isTop = ({ ts, thread }: Message): boolean => thread === undefined || thread === ts

/** Between `oldest` and `latest`, with them only where it is asked for. */
function within(said: readonly Message[], args: Json): Message[] {
  const [oldest, latest] = [textOf(args, 'oldest'), textOf(args, 'latest')]
  const isInclusive = args['inclusive'] === true || args['inclusive'] === '1'
  return said.filter(
    ({ ts }) =>
      (isInclusive && (ts === oldest || ts === latest)) ||
      ((oldest === '' || Number(ts) > Number(oldest)) && (latest === '' || Number(ts) < Number(latest))),
  )
}

function answer(
  slack: Slack,
  team: Team,
  args: Json,
  said: readonly Message[],
  size: { readonly usual: number; readonly most: number },
): Answer {
  const page = pageOf(said, args, { ...size, idOf: ({ ts }) => ts })
  if (typeof page === 'string') return refuse(page)
  return ok({
    messages: page.items.map((message) => ({ ...asPayload(message, slack, team), ...threadOf(slack, message) })),
    has_more: page.response_metadata.next_cursor !== '',
    response_metadata: page.response_metadata,
  })
}

/** What the first message of a thread tells of it. */
function threadOf(slack: Slack, { channel, ts }: Message): Json {
  const replies = inChannel(slack, channel).filter((message) => message.thread === ts && message.ts !== ts)
  if (replies.length === 0) return {}
  return { thread_ts: ts, reply_count: replies.length, latest_reply: replies.at(-1)?.ts }
}
