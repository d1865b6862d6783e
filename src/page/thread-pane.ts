import { useEffect, useMemo, useRef } from 'preact/hooks'
import { Conversation } from './conversation.ts'
import { html } from './html.ts'
import { IconButton } from './icon-button.ts'
import type { Place } from './place.ts'
import type { Channel, Message, Person, Snapshot } from './protocol.ts'
import type { Talk } from './talk.ts'
import { calledOf, count } from './wording.ts'

type Props = {
  readonly snapshot: Snapshot
  readonly place: Place
  readonly thread: string
  readonly channel: Channel
  readonly me: Person
  readonly talk: Talk
  readonly root: Message | undefined
  readonly replies: readonly Message[] | undefined
  /** Somebody opened it just now, rather than came back to it by a reload. */
  readonly takesFocus: boolean
  readonly close: () => void
}

const none: readonly Message[] = []

/** A message and what was answered to it, beside the channel. */
export function ThreadPane({ root, replies = none, thread, close, takesFocus, ...rest }: Props) {
  const box = useRef<HTMLTextAreaElement>(null)
  const pane = useRef<HTMLElement>(null)
  const messages = useMemo(() => (root ? [root, ...replies] : replies), [root, replies])
  useEffect(() => {
    if (takesFocus) (box.current ?? pane.current)?.focus()
  }, [thread])
  return html`
    <aside
      ref=${pane}
      class="thread"
      aria-label="Thread"
      tabindex="-1"
      onKeyDown=${(event: KeyboardEvent) => {
        if (event.key === 'Escape' && !event.defaultPrevented) close()
      }}
    >
      <header class="header">
        <div class="header-words">
          <h2>Thread</h2>
          <p class="topic">${calledOf(rest.channel, rest.talk)}, ${count(replies.length, 'reply', 'replies')}</p>
        </div>
        <${IconButton} label="Close thread" icon="close" onClick=${close} />
      </header>
      <${Conversation} key=${thread} ...${rest} messages=${messages} thread=${thread} openThread=${close} box=${box}>
        ${!root && html`<p class="quiet thread-gone">The message that began this thread is not here any more.</p>`}
      <//>
    </aside>
  `
}
