import type { VNode } from 'preact'
import { html } from '../../html.ts'
import { type Held, namingOf, useElement } from '../form/element.ts'
import { keysOf } from '../form/values.ts'
import { list, object, string, typeOf } from '../read.ts'
import { TextLine } from '../text/text.ts'

/** Radio buttons or checkboxes, as a group with a name. */
export function Boxes(held: Held): VNode {
  const { element, naming, scene } = held
  const use = useElement(held)
  const isRadio = typeOf(element) === 'radio_buttons'
  const chosen = keysOf(use.value)
  const pick = (value: string): void => {
    if (isRadio) use.choose(value)
    else use.choose(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value])
  }
  const { 'aria-label': label, 'aria-labelledby': _named, id, ...rest } = namingOf(naming)
  const { 'aria-invalid': invalid, 'aria-required': _required, ...described } = rest
  const group = isRadio ? { role: 'radiogroup', ...rest } : described
  const boxes = list(element, 'options').map((option, at) => {
    const value = string(option, 'value') ?? ''
    const detail = object(option, 'description')
    const input = html`<input
      type=${isRadio ? 'radio' : 'checkbox'}
      name=${id}
      value=${value}
      checked=${chosen.includes(value)}
      aria-describedby=${detail ? `${String(id)}-${at}` : undefined}
      aria-invalid=${isRadio ? undefined : invalid}
      onChange=${() => pick(value)}
    />`
    return html`<div class="bk-box" key=${value}>
      <label>${input}<${TextLine} of=${object(option, 'text')} talk=${scene.talk} /></label>
      ${
        detail
          ? html`<div id=${`${String(id)}-${at}`} class="bk-box-detail">
              <${TextLine} of=${detail} talk=${scene.talk} />
            </div>`
          : ''
      }
    </div>`
  })
  return html`<fieldset class="bk-boxes" id=${id} aria-busy=${use.isBusy ? 'true' : undefined} ...${group}>
    <legend class=${naming.legend ? 'bk-label' : 'bk-hidden'}>${naming.legend ?? label}</legend>
    ${boxes} ${use.after}
  </fieldset>`
}
