import type { VNode } from 'preact'
import { useRef } from 'preact/hooks'
import { html } from '../../html.ts'
import { type Held, namingOf, useElement } from '../form/element.ts'
import { textOf } from '../form/values.ts'
import { isTrue, number, object, strings, typeOf } from '../read.ts'
import { plainWords } from '../text/text-words.ts'

const kinds: Readonly<Record<string, Record<string, string>>> = {
  email_text_input: { type: 'email', autocomplete: 'off', spellcheck: 'false' },
  url_text_input: { type: 'url', autocomplete: 'off', spellcheck: 'false' },
  // Not the browser's own kind of number field: it hides what was typed wrong from the check.
  number_input: { type: 'text', inputmode: 'decimal', autocomplete: 'off' },
}

/** How long a reader of every character waits for the next one. */
const pauseMs = 300

/** A field for words: one line or several; email, address and number too. */
export function TextInput(held: Held): VNode {
  const { element, naming } = held
  const use = useElement(held)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const type = typeOf(element)
  const isLong = isTrue(element, 'multiline') || type === 'rich_text_input'
  const text = textOf(use.value)
  const most = number(element, 'max_length')
  const triggers = use.isDispatching ? strings(object(element, 'dispatch_action_config'), 'trigger_actions_on') : []
  const onEnter = use.isDispatching && (triggers.length === 0 || triggers.includes('on_enter_pressed'))

  const onInput = (event: Event): void => {
    const typed = (event.target as HTMLInputElement).value || null
    use.type(typed)
    if (!triggers.includes('on_character_entered')) return
    clearTimeout(timer.current)
    timer.current = setTimeout(() => use.choose(typed), pauseMs)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.isComposing || !onEnter || (isLong && event.shiftKey)) return
    event.preventDefault()
    use.choose(text || null)
  }
  const shared = {
    ...namingOf({
      ...naming,
      ...(most === undefined ? {} : { describedBy: `${naming.describedBy ?? ''} ${naming.id}-count` }),
    }),
    class: 'bk-input',
    placeholder: plainWords(object(element, 'placeholder')) || undefined,
    maxlength: most,
    'data-first': isTrue(element, 'focus_on_load') ? '1' : undefined,
    value: text,
    onInput,
    onKeyDown,
  }
  return html`<span class="bk-field" aria-busy=${use.isBusy ? 'true' : undefined}>
    ${
      isLong
        ? html`<textarea ...${shared} rows=${number(element, 'min_lines') ?? 4}></textarea>`
        : html`<input type="text" ...${kinds[type] ?? {}} ...${shared} />`
    }
    ${
      most === undefined
        ? ''
        : html`<span id=${`${naming.id}-count`} class="bk-count">
            ${text.length}<span aria-hidden="true">/</span><span class="bk-hidden"> of </span>${most}<span
              class="bk-hidden"
            >
              characters</span
            >
          </span>`
    }
    ${use.after}
  </span>`
}

/** Rich text is written as plain words here. */
export const UnsupportedFile = ({ naming }: Held): VNode =>
  html`<p id=${naming.id} class="bk-notice">Files cannot be added here. The form can be sent without them.</p>`
