import type { Message } from './protocol.ts'
import { dateOf, isSameDay } from './time.ts'

export type Replies = ReadonlyMap<string, readonly Message[]>

/** A channel's messages: what stands in the channel itself, and by the time of a root what was answered to it. */
export function threadsIn(messages: readonly Message[], channel: string) {
  const here = messages.filter((it) => it.channel === channel)
  const isReply = ({ thread, ts }: Message) => thread !== undefined && thread !== ts
  const replies: Replies = Map.groupBy(here.filter(isReply), ({ thread = '' }) => thread)
  return { roots: here.filter((it) => !isReply(it)), replies }
}

export type Row =
  | { readonly kind: 'day'; readonly date: Date }
  | { readonly kind: 'message'; readonly message: Message; readonly isJoined: boolean }

const longestPause = 5 * 60

/** Messages as rows: a divider before each day, and what somebody says in one go without their name again. */
export function rowsOf(messages: readonly Message[]): readonly Row[] {
  return messages.flatMap((message, n): readonly Row[] => {
    const before = messages[n - 1]
    const date = dateOf(message.ts)
    const isNewDay = !before || !isSameDay(dateOf(before.ts), date)
    const row = { kind: 'message', message, isJoined: !isNewDay && goesOn(before, message) } as const
    return isNewDay ? [{ kind: 'day', date }, row] : [row]
  })
}

const goesOn = (before: Message, message: Message) =>
  before.user === message.user &&
  before.ephemeral === message.ephemeral &&
  !before.isSystem &&
  !message.isSystem &&
  Number(message.ts) - Number(before.ts) < longestPause
