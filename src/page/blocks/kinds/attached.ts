import { html } from '../../html.ts'
import { object, string } from '../read.ts'
import { safeAddress } from '../text/address.ts'
import { OutLink } from '../text/link.ts'
import { plainWords } from '../text/text-words.ts'
import type { Kind } from './kind.ts'

/** Named with its address: nothing is played or fetched here. */
export const Video: Kind = ({ block }) => {
  const title = plainWords(object(block, 'title'))
  const url = safeAddress(string(block, 'title_url') ?? string(block, 'video_url'))
  const from = [string(block, 'author_name'), string(block, 'provider_name')].filter((name) => name !== undefined)
  return html`<div class="bk-attached">
    <span>Video: ${url ? html`<${OutLink} url=${url}>${title}<//>` : title}</span>
    ${from.length > 0 ? html`<span class="bk-quiet">${` by ${from.join(', ')}`}</span>` : ''}
    ${object(block, 'description') ? html`<p>${plainWords(object(block, 'description'))}</p>` : ''}
  </div>`
}

export const FileLine: Kind = ({ block }) =>
  html`<div class="bk-attached">File: ${string(block, 'external_id') ?? ''}</div>`

export const Call: Kind = ({ block }) => html`<div class="bk-attached">Call: ${string(block, 'call_id') ?? ''}</div>`
