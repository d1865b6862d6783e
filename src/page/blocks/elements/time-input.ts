import type { VNode } from 'preact'
import { html } from '../../html.ts'
import { type Held, namingOf, useElement } from '../form/element.ts'
import { textOf } from '../form/values.ts'
import { isTrue, object, string, typeOf } from '../read.ts'
import { plainWords } from '../text/text-words.ts'

const kinds: Readonly<Record<string, string>> = {
  datepicker: 'date',
  timepicker: 'time',
  datetimepicker: 'datetime-local',
}

/** A date, a time, or both, with the browser's own pickers. */
export function TimeInput(held: Held): VNode {
  const { element, naming } = held
  const use = useElement(held)
  const type = typeOf(element)
  const isMoment = type === 'datetimepicker'
  const text = textOf(use.value)
  const onChange = (event: Event): void => {
    const typed = (event.target as HTMLInputElement).value
    use.choose(typed === '' ? null : isMoment ? momentOf(typed) : typed)
  }
  const zone = string(element, 'timezone')
  return html`<span class="bk-field bk-field-short" aria-busy=${use.isBusy ? 'true' : undefined}>
    <input
      ...${namingOf(naming)}
      class="bk-input"
      type=${kinds[type]}
      title=${plainWords(object(element, 'placeholder')) || undefined}
      data-first=${isTrue(element, 'focus_on_load') ? '1' : undefined}
      value=${isMoment ? localOf(text) : text}
      onChange=${onChange}
    />
    ${zone ? html`<small class="bk-quiet">${zone}</small>` : ''} ${use.after}
  </span>`
}

/** Slack tells a moment in seconds since 1970; the field in local time. */
const momentOf = (local: string): string => String(Math.floor(new Date(local).getTime() / 1000))

function localOf(seconds: string): string {
  if (seconds === '') return ''
  const at = new Date(Number(seconds) * 1000)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
