import { useEffect, useRef, useState } from 'preact/hooks'
import { announce } from './announce.ts'
import { html } from './html.ts'
import { Problem } from './problem.ts'
import type { Channel, Message, Snapshot } from './protocol.ts'
import { useSources } from './sources.ts'
import type { Talk } from './talk.ts'
import { toWire, toWritten } from './writing.ts'
import { WritingBox } from './writing-box.ts'

type Props = {
  readonly message: Message
  readonly snapshot: Snapshot
  readonly channel: Channel
  readonly talk: Talk
  readonly onDone: () => void
}

/** A message of one's own, to be written anew where it stands. */
export function EditBox({ message, snapshot, channel, talk, onDone }: Props) {
  const [text, setText] = useState(() => toWritten(message.text, talk))
  const [problem, setProblem] = useState('')
  const { sources, chosen, onChosen } = useSources(snapshot, channel, message.thread !== undefined)
  const box = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    const field = box.current
    field?.focus()
    field?.setSelectionRange(field.value.length, field.value.length)
    field?.scrollIntoView({ block: 'nearest' })
  }, [])

  const leave = () => {
    const article = box.current?.closest('article')
    onDone()
    article?.focus()
  }
  const save = async () => {
    if (text.trim() === '') return setProblem('A message needs words. To remove it, delete it.')
    const onWire = toWire(text, { people: snapshot.people, channels: snapshot.channels, chosen }).trim()
    if (onWire === message.text) return leave()
    const result = await talk.act({ kind: 'edit', channel: message.channel, ts: message.ts, text: onWire })
    if (result.kind === 'failed') return setProblem(result.says)
    announce('Edited')
    leave()
  }
  return html`
    <form
      class="edit"
      onSubmit=${(event: Event) => {
        event.preventDefault()
        void save()
      }}
    >
      <${WritingBox}
        label="Edit message"
        text=${text}
        setText=${setText}
        sources=${sources}
        onChosen=${onChosen}
        onSubmit=${() => void save()}
        onEscape=${leave}
        box=${box}
      />
      <div class="edit-buttons">
        <button type="button" class="button" onClick=${leave}>Cancel</button>
        <button type="submit" class="button is-primary">Save</button>
      </div>
      <${Problem} says=${problem} />
    </form>
  `
}
