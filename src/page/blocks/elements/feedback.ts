import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { html } from '../../html.ts'
import { type Held, useElement } from '../form/element.ts'
import { object, string } from '../read.ts'
import { plainWords } from '../text/text-words.ts'
import { Sign } from './sign.ts'

/** Two buttons of which one can be pressed in. */
export function FeedbackButtons(held: Held): VNode {
  const use = useElement(held)
  const [pressed, setPressed] = useState<string>()
  const half = (field: 'positive_button' | 'negative_button', sign: 'thumbUp' | 'thumbDown'): VNode => {
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
      <${Sign} name=${sign} /> ${plainWords(object(button, 'text'))}
    </button>`
  }
  return html`<span class="bk-holder">
    <span class="bk-row" role="group" aria-label="Feedback">
      ${half('positive_button', 'thumbUp')} ${half('negative_button', 'thumbDown')}
    </span>
    ${use.after}
  </span>`
}

/** A small button with a sign and words. */
export function IconButton(held: Held): VNode {
  const { element } = held
  const use = useElement(held)
  const press = (): void => {
    if (!use.isBusy) use.press()
  }
  return html`<span class="bk-holder">
    <button
      type="button"
      class="bk-icon-button"
      aria-label=${string(element, 'accessibility_label')}
      aria-busy=${use.isBusy ? 'true' : undefined}
      onClick=${press}
    >
      <${Sign} name=${string(element, 'icon') === 'trash' ? 'trash' : 'dot'} />
      ${plainWords(object(element, 'text'))}
    </button>
    ${use.after}
  </span>`
}
