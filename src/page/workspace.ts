import { useEffect, useReducer, useRef, useState } from 'preact/hooks'
import { connect, type Line } from './connect.ts'
import type { As, Message, Snapshot, Update } from './protocol.ts'
import { apply } from './store.ts'

type Heard = (message: Message, snapshot: Snapshot) => void

/**
 * The workspace as somebody sees it, kept up to date. `isSettled` is false between asking as somebody else and their
 * first snapshot. `onMessage` hears what is new, not what was there before nor what was changed.
 */
export function useWorkspace(session: string, as: As | undefined, onMessage: Heard) {
  const [snapshot, hear] = useReducer(apply, undefined)
  const [line, setLine] = useState<Line>('opening')
  const [answered, setAnswered] = useState<string>()
  const latest = useRef({ snapshot, onMessage })
  latest.current = { snapshot, onMessage }
  const connection = useRef<{ readonly key: string; readonly close: () => void }>(undefined)

  const key = keyOf(as)
  useEffect(() => {
    if (connection.current?.key === key) return
    connection.current?.close()
    const update = (update: Update) => {
      const { snapshot, onMessage } = latest.current
      hear(update)
      if (update.kind === 'snapshot') {
        if (connection.current) connection.current = { ...connection.current, key: keyOf(update.snapshot.as) }
        setAnswered(key)
      }
      if (update.kind === 'message' && snapshot && isNew(update.message, snapshot)) onMessage(update.message, snapshot)
    }
    connection.current = { key, close: connect(session, as, { update, line: setLine }) }
  }, [key])

  const isSettled = answered === key || (snapshot !== undefined && keyOf(snapshot.as) === key)
  return { snapshot, line, isSettled }
}

const keyOf = (as: As | undefined) => (as ? `${as.team}/${as.user}` : '')

const isNew = ({ channel, ts }: Message, { messages }: Snapshot) =>
  !messages.some((it) => it.ts === ts && it.channel === channel)
