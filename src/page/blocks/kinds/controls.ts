import { html } from '../../html.ts'
import type { Json } from '../../protocol.ts'
import { Element } from '../elements/element.ts'
import type { Naming } from '../form/element.ts'
import { actionIdOf, blockIdOf, isTrue, list, object, typeOf } from '../read.ts'
import { plainWords } from '../text/text-words.ts'
import { TextLine } from '../text/text.ts'
import type { Kind } from './kind.ts'
import { useUnique } from '../form/unique.ts'

/** A row of elements. */
export const Actions: Kind = ({ block, scene }) => {
  const id = useUnique()
  return html`<div class=${`bk-row ${typeOf(block) === 'context_actions' ? 'bk-row-small' : ''}`}>
    ${list(block, 'elements').map(
      (element, at) =>
        html`<${Element}
          key=${actionIdOf(element) || at}
          scene=${scene}
          block=${block}
          element=${element}
          naming=${{ id: `${id}-${at}`, label: nameOf(element), invalid: false, required: false }}
        />`,
    )}
  </div>`
}

const nameOf = (element: Json): string =>
  plainWords(object(element, 'placeholder')) || (words[typeOf(element)] ?? 'Choose')

const words: Readonly<Record<string, string>> = {
  datepicker: 'Date',
  timepicker: 'Time',
  datetimepicker: 'Date and time',
  overflow: '',
}

/** A field of a form: its name, the element, a hint, and what is wrong with it. */
export const Input: Kind = ({ block, scene }) => {
  const id = useUnique()
  const element = object(block, 'element')
  const hint = object(block, 'hint')
  const error = scene.errors[blockIdOf(block)]
  const isOptional = isTrue(block, 'optional')
  const isGroup = ['radio_buttons', 'checkboxes'].includes(typeOf(element))
  const label = html`<span>
    <${TextLine} of=${object(block, 'label')} talk=${scene.talk} />
    ${isOptional ? html`<span class="bk-quiet"> (optional)</span>` : ''}
  </span>`
  const describedBy = [...(hint ? [`${id}-hint`] : []), ...(error ? [`${id}-error`] : [])].join(' ')
  const naming: Naming = {
    id,
    label: plainWords(object(block, 'label')),
    labelledBy: `${id}-label`,
    invalid: error !== undefined,
    required: !isOptional,
    ...(describedBy ? { describedBy } : {}),
    ...(isGroup ? { legend: label } : {}),
  }
  return html`<div class=${`bk-entry ${error ? 'bk-wrong' : ''}`}>
    ${isGroup ? '' : html`<label id=${`${id}-label`} class="bk-label" for=${id}>${label}</label>`}
    ${element ? html`<${Element} scene=${scene} block=${block} element=${element} naming=${naming} />` : ''}
    ${error ? html`<p id=${`${id}-error`} class="bk-error">${error}</p>` : ''}
    ${hint ? html`<p id=${`${id}-hint`} class="bk-hint">${plainWords(hint)}</p>` : ''}
  </div>`
}
