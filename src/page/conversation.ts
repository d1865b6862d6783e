import type { ComponentChildren } from 'preact'
import { useMemo, useRef, useState } from 'preact/hooks'
import { announce } from './announce.ts'
import { Composer } from './composer.ts'
import { Confirm } from './dialog.ts'
import { html } from './html.ts'
import { Problem } from './problem.ts'
import { Icon } from './icons.ts'
import { MessageList } from './message-list.ts'
import type { Doings } from './message.ts'
import type { Channel, Message, Person, Snapshot } from './protocol.ts'
import type { Talk } from './talk.ts'
import type { Replies } from './threads.ts'
import { calledOf, titleOf } from './wording.ts'

type Props = {
  readonly snapshot: Snapshot
  readonly channel: Channel
  readonly me: Person
  readonly talk: Talk
  readonly messages: readonly Message[]
  /** Absent in a thread, which has none of its own. */
  readonly replies?: Replies
  readonly thread?: string
  readonly openThread: (ts: string) => void
  readonly box: { current: HTMLTextAreaElement | null }
  readonly children?: ComponentChildren
}

/** Messages and the box one writes them in: of a channel, or of a thread. */
export function Conversation({ messages, replies, thread, openThread, children, ...rest }: Props) {
  const { channel, me, talk, snapshot, box } = rest
  const [editing, setEditing] = useState<string>()
  const [toDelete, setToDelete] = useState<Message>()
  const [problem, setProblem] = useState('')
  const open = useRef(openThread)
  open.current = openThread
  const doings = useMemo(
    (): Doings => ({ openThread: (ts) => open.current(ts), edit: setEditing, askToDelete: setToDelete }),
    [],
  )
  const editLast = () => setEditing(messages.findLast(({ user, ephemeral }) => user === me.id && !ephemeral)?.ts)
  const remove = async ({ channel, ts }: Message) => {
    setProblem('')
    const result = await talk.act({ kind: 'delete', channel, ts })
    if (result.kind === 'failed') return setProblem(result.says)
    announce('Deleted')
    box.current?.focus()
  }
  const label = thread === undefined ? `Messages in ${calledOf(channel, talk)}` : 'Messages in the thread'
  return html`
    <div class="conversation">
      <${MessageList}
        key=${channel.id}
        label=${label}
        messages=${messages}
        replies=${replies}
        editing=${editing}
        channel=${channel}
        me=${me}
        talk=${talk}
        snapshot=${snapshot}
        doings=${doings}
      >
        ${children}
      <//>
      <${Problem} says=${problem} />
      <${Composer}
        snapshot=${snapshot}
        channel=${channel}
        thread=${thread}
        me=${me}
        talk=${talk}
        onUp=${editLast}
        box=${box}
      />
      ${
        toDelete &&
        html`
          <${Confirm}
            title="Delete message"
            says="It will be gone for everybody. This cannot be undone."
            yes="Delete"
            onYes=${() => void remove(toDelete)}
            onClose=${() => setToDelete(undefined)}
          />
        `
      }
    </div>
  `
}

/** What stands before the first message of a channel. */
export function Beginning({ channel, talk }: { readonly channel: Channel; readonly talk: Talk }) {
  const title = titleOf(channel, talk)
  const says =
    channel.kind === 'im'
      ? `This is the beginning of your direct messages with ${title}.`
      : `This is the beginning of #${title}.`
  return html`
    <div class="beginning">
      <span class="beginning-sign"><${Icon} name=${channel.kind === 'im' ? 'reply' : 'hash'} /></span>
      <p><strong>${title}</strong></p>
      <p class="quiet">${says}</p>
    </div>
  `
}
