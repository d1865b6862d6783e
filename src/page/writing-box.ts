import { useEffect, useId, useState } from 'preact/hooks'
import { announce } from './announce.ts'
import { Avatar } from './avatar.ts'
import { html } from './html.ts'
import { hintOf, suggest, type Choice, type Sources, type Suggestion } from './typeahead.ts'
import { count } from './wording.ts'

type Props = {
  readonly label: string
  readonly text: string
  readonly setText: (text: string) => void
  readonly sources: Sources
  /** A name chosen from the list, and the id it stands for. */
  readonly onChosen: (written: string, id: string) => void
  readonly onSubmit: () => void
  readonly onEscape?: () => void
  /** The arrow up where nothing is written. */
  readonly onUp?: () => void
  /** The text box, for whoever gives it the focus. */
  readonly box: { current: HTMLTextAreaElement | null }
  readonly describedBy?: string | undefined
}

/** Where one writes: Enter sends, Shift+Enter begins a line, and what is typed after `/`, `@` and `#` is completed. */
export function WritingBox(props: Props) {
  const { label, text, setText, sources, onChosen, onSubmit, onEscape, onUp, box, describedBy } = props
  const [caret, setCaret] = useState(text.length)
  const [active, setActive] = useState(0)
  const [isShut, setShut] = useState(true)
  const id = useId()
  const suggestion = isShut ? undefined : suggest(text, caret, sources)
  const choices = suggestion?.choices ?? []
  const hint = hintOf(text, sources)
  const isOpen = choices.length > 0
  const option = (n: number) => `${id}-${n}`

  useEffect(() => {
    if (isOpen) announce(`${count(choices.length, 'suggestion')}, arrows to choose`)
  }, [isOpen])

  const choose = (choice: Choice | undefined) => {
    if (!choice || !suggestion || choice.cannot) return
    const written = `${text.slice(0, suggestion.from)}${choice.insert} `
    const next = written + text.slice(caret).replace(/^ /, '')
    setText(next)
    if (choice.insert !== choice.id) onChosen(choice.insert, choice.id)
    setShut(true)
    setCaret(written.length)
    // At once, not with the next drawing: who types on has their letters behind it.
    if (!box.current) return
    box.current.value = next
    box.current.focus()
    box.current.setSelectionRange(written.length, written.length)
  }
  const onInput = ({ currentTarget }: { readonly currentTarget: HTMLTextAreaElement }) => {
    setText(currentTarget.value)
    setCaret(currentTarget.selectionStart)
    setActive(0)
    setShut(false)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const does = deed(event)
    if (!does) return
    event.preventDefault()
    does()
  }
  const deed = (event: KeyboardEvent): (() => void) | undefined => {
    if (event.isComposing) return undefined
    if (isOpen && suggestion) {
      if (event.key === 'ArrowDown') return () => setActive((active + 1) % choices.length)
      if (event.key === 'ArrowUp') return () => setActive((active - 1 + choices.length) % choices.length)
      if (event.key === 'Escape') return () => setShut(true)
      if (event.key === 'Tab' && !event.shiftKey) return () => choose(choices[active])
      if (event.key === 'Enter' && !event.shiftKey && !isComplete(suggestion)) return () => choose(choices[active])
    }
    if (event.key === 'Enter' && !event.shiftKey) return onSubmit
    if (event.key === 'Escape') return onEscape
    if (event.key === 'ArrowUp' && text === '') return onUp
    return undefined
  }
  return html`
    <div class="writing">
      ${
        isOpen &&
        html`
          <div class="choices" role="listbox" id=${id} aria-label="Suggestions">
            ${choices.map(
              (choice, n) => html`
                <${Option}
                  key=${choice.id}
                  id=${option(n)}
                  choice=${choice}
                  isActive=${n === active}
                  choose=${() => choose(choice)}
                />
              `,
            )}
          </div>
        `
      }
      <textarea
        ref=${box}
        rows="1"
        aria-label=${label}
        placeholder=${label}
        aria-autocomplete="list"
        aria-controls=${isOpen ? id : undefined}
        aria-activedescendant=${isOpen ? option(active) : undefined}
        aria-describedby=${describedBy}
        value=${text}
        onInput=${onInput}
        onKeyDown=${onKeyDown}
        onSelect=${({ currentTarget }: { readonly currentTarget: HTMLTextAreaElement }) =>
          setCaret(currentTarget.selectionStart)}
        onBlur=${() => setShut(true)}
      />
      ${hint && html`<p class="usage">Usage: <code>${hint}</code></p>`}
    </div>
  `
}

type OptionProps = {
  readonly id: string
  readonly choice: Choice
  readonly isActive: boolean
  readonly choose: () => void
}

function Option({ id, choice, isActive, choose }: OptionProps) {
  const { title, detail, hint, person, cannot } = choice
  return html`
    <div
      id=${id}
      role="option"
      class="choice"
      aria-selected=${isActive}
      aria-disabled=${cannot ? true : undefined}
      onMouseDown=${(event: Event) => event.preventDefault()}
      onClick=${choose}
    >
      ${person && html`<${Avatar} person=${person} />`}
      <span class="choice-title">${title}</span>
      ${hint && html`<span class="choice-hint">${hint}</span>`}
      <span class="choice-detail">${cannot ?? detail}</span>
    </div>
  `
}

/** What is typed is already the whole of a choice: Enter then sends rather than completes. */
const isComplete = ({ typed, choices }: Suggestion) => choices.some(({ insert }) => insert === typed)
