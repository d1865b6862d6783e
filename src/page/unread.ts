import { useEffect, useRef, useState } from 'preact/hooks'
import type { Snapshot } from './protocol.ts'

/** Up to when each conversation was read, by person and conversation. */
type Marks = Readonly<Record<string, string>>

export type Unread = ReadonlyMap<string, number>

/**
 * How many messages of others came into each conversation since the page was opened and have not been looked at. Each person
 * has marks of their own, so that after a change of persona one sees what is new for them. Replies count where there is
 * no channel to lead to them, in direct messages.
 */
export function useUnread(snapshot: Snapshot | undefined, here: string | undefined): Unread {
  const [marks, setMarks] = useState<Marks>({})
  const opened = useRef<string>(undefined)
  if (snapshot && opened.current === undefined) opened.current = snapshot.messages.at(-1)?.ts ?? '0'

  const last = snapshot?.messages.findLast(({ channel }) => channel === here)?.ts
  const key = snapshot && here ? keyOf(snapshot, here) : undefined
  useEffect(() => {
    if (key && last) setMarks((marks) => (marks[key] === last ? marks : { ...marks, [key]: last }))
  }, [key, last])

  const unread = new Map<string, number>()
  if (!snapshot) return unread
  const isDirect = new Set(snapshot.channels.filter(({ kind }) => kind === 'im').map(({ id }) => id))
  for (const { channel, ts, user, thread } of snapshot.messages) {
    const isReply = thread !== undefined && thread !== ts
    if (channel === here || user === snapshot.as.user || (isReply && !isDirect.has(channel))) continue
    if (ts > (marks[keyOf(snapshot, channel)] ?? opened.current ?? '0')) {
      unread.set(channel, (unread.get(channel) ?? 0) + 1)
    }
  }
  return unread
}

const keyOf = ({ as }: Snapshot, channel: string) => `${as.team}/${as.user}/${channel}`
