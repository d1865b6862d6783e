import { html } from '../../html.ts'
import { Element } from '../elements/element.ts'
import { ImageFrame } from '../elements/picture.ts'
import { list, number, object, string, typeOf } from '../read.ts'
import { Markdown } from '../text/markdown.ts'
import { RichText } from '../text/rich.ts'
import { plainWords } from '../text/text-words.ts'
import { Text, TextLine } from '../text/text.ts'
import type { Kind } from './kind.ts'
import { useUnique } from '../form/unique.ts'

/** Words, words side by side, and one thing beside them. */
export const Section: Kind = ({ block, scene }) => {
  const id = useUnique()
  const text = object(block, 'text')
  const accessory = object(block, 'accessory')
  const fields = list(block, 'fields')
  const label = plainWords(text ?? fields[0]).slice(0, 80)
  return html`<div class="bk-section">
    <div class="bk-section-words">
      ${text ? html`<${Text} of=${text} talk=${scene.talk} />` : ''}
      ${
        fields.length > 0
          ? html`<div class="bk-fields">
              ${fields.map((field) => html`<${Text} of=${field} talk=${scene.talk} />`)}
            </div>`
          : ''
      }
    </div>
    ${
      accessory
        ? html`<div class="bk-accessory">
            <${Element}
              scene=${scene}
              block=${block}
              element=${accessory}
              naming=${{ id, label: label || 'Choose', invalid: false, required: false }}
            />
          </div>`
        : ''
    }
  </div>`
}

export const Header: Kind = ({ block }) => {
  const level = Math.min(4, Math.max(1, number(block, 'level') ?? 1))
  return html`<div class=${`bk-head bk-head-${level}`} role="heading" aria-level=${level + 2}>
    ${plainWords(object(block, 'text'))}
  </div>`
}

export const Divider: Kind = () => html`<hr class="bk-divider" />`

/** Small print: words and little pictures. */
export const Context: Kind = ({ block, scene }) =>
  html`<div class="bk-context">
    ${list(block, 'elements').map((element) =>
      typeOf(element) === 'image'
        ? html`<${ImageFrame} of=${element} isSmall=${true} />`
        : html`<${Text} of=${element} talk=${scene.talk} />`,
    )}
  </div>`

export const Rich: Kind = ({ block, scene }) => html`<${RichText} of=${block} talk=${scene.talk} />`
export const MarkdownBlock: Kind = ({ block }) => html`<${Markdown} text=${string(block, 'text') ?? ''} />`

export const Image: Kind = ({ block, scene }) =>
  html`<figure class="bk-figure">
    ${
      object(block, 'title')
        ? html`<figcaption><${TextLine} of=${object(block, 'title')} talk=${scene.talk} /></figcaption>`
        : ''
    }
    <${ImageFrame} of=${block} />
  </figure>`

const alertSigns: Readonly<Record<string, string>> = {
  default: 'Note',
  info: 'Note',
  warning: 'Warning',
  error: 'Error',
  success: 'Done',
}

/** Its weight is said, not only coloured. */
export const Alert: Kind = ({ block, scene }) => {
  const level = string(block, 'level') ?? 'default'
  return html`<div class=${`bk-alert bk-alert-${level}`} role="note">
    <strong class="bk-alert-sign">${alertSigns[level] ?? 'Note'}</strong>
    <${Text} of=${object(block, 'text')} talk=${scene.talk} />
  </div>`
}
