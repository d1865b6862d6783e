import type { VNode } from 'preact'
import { html } from '../../html.ts'
import type { Json } from '../../protocol.ts'
import type { Held } from '../form/element.ts'
import { object, string } from '../read.ts'
import { safeAddress } from '../text/address.ts'
import { OutLink } from '../text/link.ts'
import { Sign } from './sign.ts'

export const Picture = ({ element }: Held): VNode => html`<${ImageFrame} of=${element} isSmall=${true} />`

/** A picture in words: nothing is fetched from elsewhere, so the frame holds what the picture says and where it is. */
export function ImageFrame({ of, isSmall = false }: { readonly of: Json; readonly isSmall?: boolean }): VNode {
  const alt = string(of, 'alt_text') ?? ''
  const url = safeAddress(string(of, 'image_url') ?? string(object(of, 'slack_file'), 'url'))
  if (isSmall)
    return html`<span class="bk-thumb" role="img" aria-label=${alt} title=${url ? `${alt}\n${url}` : alt}
      >${initialsOf(alt)}</span
    >`
  return html`<div class="bk-image">
    <${Sign} name="picture" />
    <span>${alt || 'An image without a description'}</span>
    ${url ? html`<${OutLink} url=${url}>${url}<//>` : ''}
  </div>`
}

const initialsOf = (alt: string): string =>
  alt
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('') || '?'
