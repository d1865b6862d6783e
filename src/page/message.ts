import { useMemo, useRef, useState } from 'preact/hooks'
import { Avatar } from './avatar.ts'
import { MessageBlocks } from './blocks/message-blocks.ts'
import { Mrkdwn } from './blocks/mrkdwn.ts'
import { EditBox } from './edit-box.ts'
import { FileCard } from './file-card.ts'
import { html } from './html.ts'
import { IconButton } from './icon-button.ts'
import { Problem } from './problem.ts'
import { Icon } from './icons.ts'
import { Menu, type Item } from './menu.ts'
import type { Channel, Message, Person, Snapshot } from './protocol.ts'
import type { Talk } from './talk.ts'
import { dateOf, fullTimeOf, timeOf } from './time.ts'
import { count } from './wording.ts'

/** What can be done with a message beside what is in it. */
export type Doings = {
  readonly openThread: (ts: string) => void
  readonly edit: (ts: string | undefined) => void
  readonly askToDelete: (message: Message) => void
}

type Props = {
  readonly message: Message
  /** Goes on what the same person said just before: their name is not repeated. */
  readonly isJoined: boolean
  readonly isCurrent: boolean
  readonly isEditing: boolean
  readonly isInThread: boolean
  readonly replies?: readonly Message[] | undefined
  readonly me: Person
  readonly talk: Talk
  readonly channel: Channel
  readonly snapshot: Snapshot
  readonly doings: Doings
}

/** One message. Its toolbar is in the way of the Tab key only where the focus is, see the list. */
export function MessageItem(props: Props) {
  const { message, isJoined, isCurrent, isEditing, isInThread, replies, me, talk, channel, doings } = props
  const { shortcuts } = props.snapshot
  const [problem, setProblem] = useState('')
  const latest = useRef(props.snapshot)
  latest.current = props.snapshot

  return useMemo(() => {
    const author = talk.personOf(message.user)
    const name = author?.realName ?? message.user
    const date = dateOf(message.ts)
    if (message.isSystem) return html`<${Sentence} message=${message} name=${name} date=${date} talk=${talk} />`
    const isPlain = !message.ephemeral
    const tools = isPlain && { message, isInThread, isCurrent, me, talk, shortcuts, doings, setProblem }
    return html`
      <article
        class=${`message${isJoined ? ' is-joined' : ''}${message.ephemeral ? ' is-private' : ''}`}
        aria-label=${`${name}, ${timeOf(date)}`}
        data-ts=${message.ts}
        tabindex=${isCurrent ? 0 : -1}
      >
        <div class="gutter">
          ${isJoined ? html`<${Time} date=${date} />` : html`<${Avatar} person=${author} id=${message.user} />`}
        </div>
        <div class="message-body">
          ${message.ephemeral && html`<p class="only-you"><${Icon} name="eye" />Only visible to you</p>`}
          ${!isJoined && html`<${Byline} author=${author} name=${name} date=${date} />`}
          ${
            isEditing
              ? html`
                  <${EditBox}
                    message=${message}
                    snapshot=${latest.current}
                    channel=${channel}
                    talk=${talk}
                    onDone=${() => doings.edit(undefined)}
                  />
                `
              : html`<${Content} message=${message} talk=${talk} />`
          }
          ${message.files.map((file) => html`<${FileCard} key=${file.id} file=${file} />`)}
          <${Problem} says=${problem} />
          ${replies && html`<${Replies} replies=${replies} talk=${talk} open=${() => doings.openThread(message.ts)} />`}
        </div>
        ${tools && !isEditing && html`<${Tools} ...${tools} />`}
      </article>
    `
  }, [message, isJoined, isCurrent, isEditing, isInThread, replies, me, talk, shortcuts, channel, doings, problem])
}

function Content({ message, talk }: { readonly message: Message; readonly talk: Talk }) {
  const { blocks, text, channel, ts, edited } = message
  return html`
    <div class="content">
      ${
        blocks.length > 0
          ? html`<${MessageBlocks} blocks=${blocks} on=${{ kind: 'message', channel, ts }} talk=${talk} />`
          : text !== '' && html`<div class="words bk"><${Mrkdwn} text=${text} talk=${talk} /></div>`
      }
      ${edited && html`<span class="edited">(edited)</span>`}
    </div>
  `
}

type BylineProps = { readonly author: Person | undefined; readonly name: string; readonly date: Date }

function Byline({ author, name, date }: BylineProps) {
  return html`
    <p class="byline">
      <span class="author">${name}</span>
      ${author?.kind === 'app' && html`<span class="badge">APP</span>`}
      ${author?.from && html`<span class="from">${author.from}</span>`}
      <${Time} date=${date} />
    </p>
  `
}

const Time = ({ date }: { readonly date: Date }) =>
  html`<time datetime=${date.toISOString()} title=${fullTimeOf(date)}>${timeOf(date)}</time>`

type SentenceProps = { readonly message: Message; readonly name: string; readonly date: Date; readonly talk: Talk }

/** A sentence of the workspace itself, not of anybody in it. */
function Sentence({ message, date, talk }: SentenceProps) {
  return html`
    <div class="message is-system" data-ts=${message.ts}>
      <div class="gutter"><${Icon} name="info" /></div>
      <div class="message-body">
        <div class="words bk"><${Mrkdwn} text=${message.text} talk=${talk} /></div>
        ${message.ephemeral && html`<span class="quiet">Only visible to you. </span>`}
        <${Time} date=${date} />
      </div>
    </div>
  `
}

type RepliesProps = { readonly replies: readonly Message[]; readonly talk: Talk; readonly open: () => void }

/** Under the root of a thread: who answered, how often, when last. */
function Replies({ replies, talk, open }: RepliesProps) {
  const who = [...new Set(replies.map(({ user }) => user))].slice(0, 4)
  // What one person alone sees is no reply to the thread.
  const all = replies.filter(({ ephemeral }) => !ephemeral)
  const last = (all.length === 0 ? replies : all).at(-1)
  return html`
    <button type="button" class="replies" onClick=${open}>
      ${who.map((id) => html`<${Avatar} key=${id} id=${id} person=${talk.personOf(id)} />`)}
      <strong>${all.length === 0 ? 'A reply to you alone' : count(all.length, 'reply', 'replies')}</strong>
      ${last && html`<span class="quiet">Last one at ${timeOf(dateOf(last.ts))}</span>`}
    </button>
  `
}

type ToolsProps = Omit<Props, 'isJoined' | 'isEditing' | 'replies' | 'channel' | 'snapshot'> & {
  readonly shortcuts: Snapshot['shortcuts']
  readonly setProblem: (problem: string) => void
}

function Tools({ message, isInThread, isCurrent, me, talk, shortcuts, doings, setProblem }: ToolsProps) {
  const { channel, ts, thread } = message
  const tabIndex = isCurrent ? 0 : -1
  const reply = () => doings.openThread(thread ?? ts)
  const run = async (callback: string) => {
    setProblem('')
    const result = await talk.act({ kind: 'messageShortcut', callback, channel, ts })
    if (result.kind === 'failed') setProblem(result.says)
  }
  const items: readonly Item[] = [
    ...(isInThread ? [] : [{ label: 'Reply in thread', icon: 'reply', run: reply } as const]),
    ...shortcuts
      .filter(({ on }) => on === 'message')
      .map(({ callback, name, description }) => ({
        label: name,
        detail: description,
        icon: 'bolt' as const,
        run: () => void run(callback),
      })),
    ...(message.user === me.id
      ? [
          { label: 'Edit message', isApart: true, run: () => doings.edit(ts) },
          { label: 'Delete message', isDanger: true, run: () => doings.askToDelete(message) },
        ]
      : []),
  ]
  return html`
    <div class="tools" role="group" aria-label="For this message">
      ${
        !isInThread &&
        html` <${IconButton} label="Reply in thread" icon="reply" onClick=${reply} tabIndex=${tabIndex} /> `
      }
      ${
        items.length > 0 &&
        html`<${Menu} label="More actions" items=${items} tabIndex=${tabIndex}><${Icon} name="more" /><//>`
      }
    </div>
  `
}
