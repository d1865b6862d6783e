import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { html } from '../../html.ts'
import type { Json } from '../../protocol.ts'
import { ImageFrame } from '../elements/picture.ts'
import { actionIdOf, isTrue, list, object, string } from '../read.ts'
import { safeAddress } from '../text/address.ts'
import { OutLink } from '../text/link.ts'
import { RichText } from '../text/rich.ts'
import { plainWords } from '../text/text-words.ts'
import { Text, TextLine } from '../text/text.ts'
import { Element } from '../elements/element.ts'
import type { Kind } from './kind.ts'
import { useUnique } from '../form/unique.ts'

export const Card: Kind = ({ block, scene }) => {
  const id = useUnique()
  const line = (field: string, looks: string): VNode | '' =>
    object(block, field)
      ? html`<div class=${looks}><${Text} of=${object(block, field)} talk=${scene.talk} /></div>`
      : ''
  const hero = object(block, 'hero_image')
  const icon = object(block, 'icon')
  const actions = list(block, 'actions')
  return html`<div class="bk-card">
    ${hero ? html`<${ImageFrame} of=${hero} />` : ''}
    <div class="bk-card-head">
      ${icon ? html`<${ImageFrame} of=${icon} isSmall=${true} />` : ''}
      <div>${line('title', 'bk-card-title')} ${line('subtitle', 'bk-quiet')}</div>
    </div>
    ${line('body', 'bk-card-body')} ${line('subtext', 'bk-hint')}
    ${
      actions.length > 0
        ? html`<div class="bk-row">
            ${actions.map(
              (element, at) =>
                html`<${Element}
                  key=${actionIdOf(element) || at}
                  scene=${scene}
                  block=${block}
                  element=${element}
                  naming=${{ id: `${id}-${at}`, label: 'Choose', invalid: false, required: false }}
                />`,
            )}
          </div>`
        : ''
    }
  </div>`
}

export const Carousel: Kind = ({ block, scene }) =>
  html`<div class="bk-carousel" role="region" aria-label="Cards, side by side" tabindex="0">
    ${list(block, 'elements').map((card) => html`<${Card} block=${card} scene=${scene} />`)}
  </div>`

/** Blocks in a frame that can be folded. */
export const Container: Kind = ({ block, scene }) => {
  const id = useUnique()
  const canFold = isTrue(block, 'is_collapsible')
  const [isOpen, setOpen] = useState(!(canFold && isTrue(block, 'default_collapsed')))
  const rich = object(block, 'rich_text_title')
  const title = rich
    ? html`<${RichText} of=${rich} talk=${scene.talk} />`
    : html`<${TextLine} of=${object(block, 'title')} talk=${scene.talk} />`
  const subtitle = object(block, 'subtitle')
  return html`<div class=${`bk-container bk-width-${string(block, 'width') ?? 'standard'}`}>
    <div class=${`bk-container-head ${isTrue(block, 'has_header_divider') && isOpen ? 'bk-lined' : ''}`}>
      ${object(block, 'icon') ? html`<${ImageFrame} of=${object(block, 'icon')} isSmall=${true} />` : ''}
      <div class="bk-container-title">
        <div class="bk-card-title">${title}</div>
        ${subtitle ? html`<div class="bk-quiet"><${Text} of=${subtitle} talk=${scene.talk} /></div>` : ''}
      </div>
      ${
        canFold
          ? html`<button
              type="button"
              class="bk-button bk-tight"
              aria-expanded=${isOpen ? 'true' : 'false'}
              aria-controls=${id}
              aria-label=${`${isOpen ? 'Hide' : 'Show'} ${plainWords(object(block, 'title'))}`}
              onClick=${() => setOpen(!isOpen)}
            >
              ${isOpen ? 'Hide' : 'Show'}
            </button>`
          : ''
      }
    </div>
    <div id=${id} hidden=${!isOpen}>${scene.draw(list(block, 'child_blocks'), scene)}</div>
  </div>`
}

const states: Readonly<Record<string, string>> = {
  pending: '○ To do',
  in_progress: '◐ In progress',
  complete: '● Done',
  error: '✕ Failed',
}

/** A step of a longer piece of work. */
export const TaskCard: Kind = ({ block, scene }) => {
  const [details, output] = [object(block, 'details'), object(block, 'output')]
  const sources = list(block, 'sources').filter((source) => safeAddress(string(source, 'url')))
  const status = string(block, 'status') ?? 'pending'
  return html`<div class=${`bk-card bk-task-${status}`}>
    <div class="bk-task-head">
      ${isTrue(block, 'hide_title') ? '' : html`<span class="bk-card-title">${string(block, 'title') ?? ''}</span>`}
      <span class="bk-quiet">${states[status] ?? status}</span>
    </div>
    ${details ? html`<${RichText} of=${details} talk=${scene.talk} />` : ''}
    ${output ? html`<${RichText} of=${output} talk=${scene.talk} />` : ''}
    ${
      sources.length > 0
        ? html`<div class="bk-sources">
            ${sources.map((source) => html`<${OutLink} url=${string(source, 'url')}>${string(source, 'text') ?? ''}<//>`)}
          </div>`
        : ''
    }
  </div>`
}

export const Plan: Kind = ({ block, scene }) =>
  html`<div class="bk-plan">
    <div class="bk-card-title">${string(block, 'title') ?? ''}</div>
    ${list(block, 'tasks').map((task: Json) => html`<${TaskCard} block=${task} scene=${scene} />`)}
  </div>`
