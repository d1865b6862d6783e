import type { VNode } from 'preact'
import { html } from '../../html.ts'
import type { Json } from '../../protocol.ts'
import { type Held, useElement } from '../form/element.ts'
import { object, string } from '../read.ts'
import { safeAddress } from '../text/address.ts'
import { plainWords } from '../text/text-words.ts'

/** A button; one with an address opens it in a new tab, and the app hears of the press all the same. */
export function Button(held: Held): VNode {
  const { element } = held
  const use = useElement(held)
  const words = plainWords(object(element, 'text'))
  const url = safeAddress(string(element, 'url'))
  const looks = {
    class: `bk-button ${styleOf(element)}`,
    'aria-label': string(element, 'accessibility_label'),
    'aria-busy': use.isBusy ? 'true' : undefined,
    'aria-disabled': use.isBusy ? 'true' : undefined,
    title: words.length > 30 ? words : undefined,
  }
  const inside = html`<span class="bk-button-words">${words}</span>`
  const open = (event: Event): void => {
    if (!object(element, 'confirm')) return use.press()
    event.preventDefault()
    return use.press(undefined, () => globalThis.open(url, '_blank', 'noopener,noreferrer'))
  }
  const press = (): void => {
    if (!use.isBusy) use.press()
  }
  return html`<span class="bk-holder">
    ${
      url
        ? html`<a ...${looks} href=${url} target="_blank" rel="noopener noreferrer" onClick=${open}>${inside}</a>`
        : html`<button type="button" ...${looks} onClick=${press}>${inside}</button>`
    }
    ${use.after}
  </span>`
}

const styleOf = (element: Json): string => {
  const style = string(element, 'style')
  return style === 'primary' ? 'bk-primary' : style === 'danger' ? 'bk-danger' : ''
}
