import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { html } from '../../html.ts'
import { type Held, useElement } from '../form/element.ts'
import { object, string, strings } from '../read.ts'
import { plainWords } from '../text/text-words.ts'

/** Two buttons of which one can be pressed in. */
export function FeedbackButtons(held: Held): VNode {
  const use = useElement(held)
  const [pressed, setPressed] = useState<string>()
  const half = (field: 'positive_button' | 'negative_button', sign: string): VNode => {
    const button = object(held.element, field)
    const value = string(button, 'value') ?? ''
    const press = (): void => {
      if (!use.isBusy) use.press(value, () => setPressed(field))
    }
    return html`<button
      type="button"
      class="bk-icon-button"
      aria-label=${string(button, 'accessibility_label')}
      aria-pressed=${pressed === field ? 'true' : 'false'}
      aria-busy=${use.isBusy && pressed === field ? 'true' : undefined}
      onClick=${press}
    >
      <span aria-hidden="true">${sign}</span> ${plainWords(object(button, 'text'))}
    </button>`
  }
  return html`<span class="bk-holder">
    <span class="bk-row" role="group" aria-label="Feedback">
      ${half('positive_button', '👍')} ${half('negative_button', '👎')}
    </span>
    ${use.after}
  </span>`
}

const icons: Readonly<Record<string, string>> = { trash: '🗑' }

/** A small button with a sign and words. */
export function IconButton(held: Held): VNode {
  const { element } = held
  const use = useElement(held)
  const press = (): void => {
    if (!use.isBusy) use.press()
  }
  const audience = strings(element, 'visible_to_user_ids')
  return html`<span class="bk-holder">
    <button
      type="button"
      class="bk-icon-button"
      aria-label=${string(element, 'accessibility_label')}
      aria-busy=${use.isBusy ? 'true' : undefined}
      title=${audience.length > 0 ? `Shown to ${audience.length} of those who are here` : undefined}
      onClick=${press}
    >
      <span aria-hidden="true">${icons[string(element, 'icon') ?? ''] ?? '•'}</span>
      ${plainWords(object(element, 'text'))}
    </button>
    ${use.after}
  </span>`
}
