import { useId, useRef, useState } from 'preact/hooks'
import { html } from './html.ts'
import { IconButton } from './icon-button.ts'
import { Problem } from './problem.ts'
import { Icon } from './icons.ts'
import { Menu, type Item } from './menu.ts'
import type { Channel, Person, Snapshot } from './protocol.ts'
import type { Talk } from './talk.ts'
import { useSources } from './sources.ts'
import { calledOf, titleOf } from './wording.ts'
import { toWire } from './writing.ts'
import { WritingBox } from './writing-box.ts'

type Props = {
  readonly snapshot: Snapshot
  readonly channel: Channel
  readonly thread?: string | undefined
  readonly me: Person
  readonly talk: Talk
  readonly onUp: () => void
  readonly box: { current: HTMLTextAreaElement | null }
}

/** What was begun and not sent, by person and conversation: one comes back to it. */
const drafts = new Map<string, string>()

/** Where one writes into a channel or a thread, or why one cannot. */
export function Composer({ channel, talk, me, ...props }: Props) {
  const why = whyNot(channel, me, talk)
  if (why) return html`<p class="no-composer"><${Icon} name="lock" />${why}</p>`
  const key = `${props.snapshot.as.team}/${me.id}/${channel.id}/${props.thread ?? ''}`
  return html`<${Open} key=${key} draft=${key} channel=${channel} talk=${talk} me=${me} ...${props} />`
}

function Open({ draft, snapshot, channel, thread, talk, onUp, box }: Props & { readonly draft: string }) {
  const [text, setText] = useState(drafts.get(draft) ?? '')
  const [problem, setProblem] = useState('')
  const [sending, setSending] = useState(0)
  const { sources, chosen, onChosen } = useSources(snapshot, channel, thread !== undefined)
  const written = useRef(text)
  const id = useId()
  const write = (text: string) => {
    written.current = text
    drafts.set(draft, text)
    setText(text)
  }

  const done = async (doing: ReturnType<Talk['act']>, undo?: () => void) => {
    setProblem('')
    setSending((n) => n + 1)
    const result = await doing
    setSending((n) => n - 1)
    if (result.kind !== 'failed') return
    setProblem(result.says)
    undo?.()
  }
  const send = () => {
    if (text.trim() === '') return
    const onWire = toWire(text, { people: snapshot.people, channels: snapshot.channels, chosen }).trim()
    const back = () => {
      if (written.current === '') write(text)
    }
    write('')
    const where = thread === undefined ? {} : { thread }
    void done(talk.act({ kind: 'send', channel: channel.id, text: onWire, ...where }), back)
  }
  const begin = (sign: string) => {
    const next = sign === '/' || text === '' || /\s$/.test(text) ? text + sign : `${text} ${sign}`
    const field = box.current
    if (!field) return
    field.focus()
    field.value = next
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
  const shortcuts = snapshot.shortcuts
    .filter(({ on }) => on === 'anywhere')
    .map(({ callback, name, description }): Item => ({
      label: name,
      detail: description,
      icon: 'bolt',
      run: () => void done(talk.act({ kind: 'shortcut', callback })),
    }))
  const label = thread === undefined ? `Message ${calledOf(channel, talk)}` : 'Reply in thread'
  return html`
    <form
      class="composer"
      data-region="composer"
      aria-label=${label}
      onSubmit=${(event: Event) => {
        event.preventDefault()
        send()
      }}
    >
      <div class="composer-box">
        <${WritingBox}
          label=${label}
          text=${text}
          setText=${write}
          sources=${sources}
          onChosen=${onChosen}
          onSubmit=${send}
          onUp=${onUp}
          box=${box}
          describedBy=${problem ? id : undefined}
        />
        <div class="composer-tools">
          ${shortcuts.length > 0 && html`<${Menu} label="Shortcuts" items=${shortcuts}><${Icon} name="bolt" /><//>`}
          <${IconButton} label="Mention someone" icon="at" onClick=${() => begin('@')} />
          ${
            thread === undefined &&
            text === '' &&
            html` <${IconButton} label="Run a command" icon="slash" onClick=${() => begin('/')} /> `
          }
          <span class="composer-state">${sending > 0 ? 'Sending…' : ''}</span>
          <button type="submit" class="send" aria-label="Send" aria-disabled=${text.trim() === ''}>
            <${Icon} name="send" />
          </button>
        </div>
      </div>
      <${Problem} says=${problem} id=${id} />
    </form>
  `
}

function whyNot(channel: Channel, me: Person, talk: Talk): string | undefined {
  if (channel.archived) return `#${titleOf(channel, talk)} is archived: it can be read, and nobody can write in it.`
  if (channel.kind === 'im' || channel.members.includes(me.id)) return undefined
  return `${me.realName} is not a member of #${titleOf(channel, talk)} and cannot write in it.`
}
