import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { html } from './html.ts'
import { Icon } from './icons.ts'
import { MessageItem, type Doings } from './message.ts'
import type { Channel, Message, Person, Snapshot } from './protocol.ts'
import type { Talk } from './talk.ts'
import { rowsOf, type Replies } from './threads.ts'
import { dayOf } from './time.ts'

type Props = {
  readonly label: string
  readonly messages: readonly Message[]
  readonly replies?: Replies
  readonly editing: string | undefined
  readonly me: Person
  readonly talk: Talk
  readonly channel: Channel
  readonly snapshot: Snapshot
  readonly doings: Doings
  /** Stands before the first message. */
  readonly children?: ComponentChildren
}

/** As near to the end as that, the list follows what comes. */
const nearTheEnd = 60

/** Messages under each other, the newest at the end and in sight. The arrow keys go from one to the next. */
export function MessageList(props: Props) {
  const { label, messages, replies, editing, children, ...rest } = props
  const rows = useMemo(() => rowsOf(messages), [messages])
  const [chosen, setChosen] = useState<string>()
  const { scroll, isBehind, onScroll, toTheEnd } = useFollowing(messages, rest.me.id)
  const last = messages.at(-1)?.ts
  const current = messages.some(({ ts }) => ts === chosen) ? chosen : last

  const onFocusIn = ({ target }: Event) => {
    const ts = (target as Element).closest<HTMLElement>('[data-ts]')?.dataset['ts']
    if (ts) setChosen(ts)
  }
  return html`
    <div class="list-frame">
      <div class="list" ref=${scroll} onScroll=${onScroll} onKeyDown=${walk} data-region="messages">
        ${replies && html`<h2 class="unseen">Messages</h2>`} ${children}
        <ol aria-label=${label} onFocusIn=${onFocusIn}>
          ${rows.map((row) =>
            row.kind === 'day'
              ? html`<li key=${`day ${row.date.getTime()}`} class="day"><span>${dayOf(row.date)}</span></li>`
              : html`
                  <li key=${row.message.ts}>
                    <${MessageItem}
                      ...${rest}
                      message=${row.message}
                      isJoined=${row.isJoined}
                      isCurrent=${row.message.ts === current}
                      isEditing=${row.message.ts === editing}
                      isInThread=${replies === undefined}
                      replies=${replies?.get(row.message.ts)}
                    />
                  </li>
                `,
          )}
        </ol>
      </div>
      ${
        isBehind &&
        html`<button type="button" class="newer" onClick=${toTheEnd}><${Icon} name="down" />New messages</button>`
      }
    </div>
  `
}

/** Keeps the end in sight where it was in sight; of a message that is longer than the list, its beginning. */
function useFollowing(messages: readonly Message[], me: string) {
  const scroll = useRef<HTMLDivElement>(null)
  const follows = useRef(true)
  const known = useRef<string>(undefined)
  const placed = useRef(-1)
  const [isBehind, setBehind] = useState(false)
  const newest = messages.at(-1)
  const last = newest?.ts

  const toTheEnd = () => {
    const list = scroll.current
    if (!list) return
    const message = [...list.querySelectorAll<HTMLElement>('[data-ts]')].at(-1)
    list.scrollTop = list.scrollHeight
    if (message && message.offsetHeight > list.clientHeight) message.scrollIntoView({ block: 'start' })
    placed.current = list.scrollTop
    follows.current = true
    setBehind(false)
  }
  useLayoutEffect(() => {
    const isNew = last !== undefined && last !== known.current
    known.current = last
    if (follows.current || (isNew && newest?.user === me)) toTheEnd()
    else if (isNew) setBehind(true)
  }, [messages])
  useLayoutEffect(() => {
    if (!scroll.current) return undefined
    const observer = new ResizeObserver(() => follows.current && toTheEnd())
    observer.observe(scroll.current)
    return () => observer.disconnect()
  }, [])

  const onScroll = () => {
    const list = scroll.current
    if (!list) return
    const left = list.scrollHeight - list.scrollTop - list.clientHeight
    follows.current = left < nearTheEnd || Math.abs(list.scrollTop - placed.current) < 2
    if (follows.current) setBehind(false)
  }
  return { scroll, isBehind, onScroll, toTheEnd }
}

function walk(event: KeyboardEvent): void {
  const target = event.target as HTMLElement
  if (!target.matches('article[data-ts]') || !(event.key === 'ArrowUp' || event.key === 'ArrowDown')) return
  event.preventDefault()
  const all = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('article[data-ts]')]
  const next = all[all.indexOf(target) + (event.key === 'ArrowUp' ? -1 : 1)]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}
