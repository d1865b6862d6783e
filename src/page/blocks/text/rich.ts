import type { VNode } from 'preact'
import { html } from '../../html.ts'
import type { Json } from '../../protocol.ts'
import type { Talk } from '../../talk.ts'
import { isTrue, list, number, object, string, typeOf } from '../read.ts'
import { safeAddress } from './address.ts'
import { dateWords } from './date.ts'
import { emojiOf } from './emoji.ts'
import { OutLink } from './link.ts'
import { Broadcast, ChannelMention, PersonMention } from './mention.ts'

type Child = VNode | string

/** The elements of a rich_text block. Lists that follow each other with a deeper indent are nested. */
export const RichText = ({ of, talk }: { readonly of: Json; readonly talk: Talk }): VNode =>
  html`<div class="bk-rich">${list(of, 'elements').map((element) => part(element, talk))}</div>`

function part(element: Json, talk: Talk): VNode {
  switch (typeOf(element)) {
    case 'rich_text_preformatted':
      return html`<pre class="bk-pre" tabindex="0">${leaves(element, talk)}</pre>`
    case 'rich_text_quote':
      return html`<blockquote class="bk-quote">${leaves(element, talk)}</blockquote>`
    case 'rich_text_list':
      return richList(element, talk)
    default:
      return html`<p>${leaves(element, talk)}</p>`
  }
}

/** Slack tells the depth by a number, not by nesting. */
function richList(element: Json, talk: Talk): VNode {
  const indent = number(element, 'indent') ?? 0
  const items = list(element, 'elements').map((item) =>
    typeOf(item) === 'rich_text_list' ? richList(item, talk) : html`<li>${leaves(item, talk)}</li>`,
  )
  const looks = { class: `bk-list bk-depth-${indent % 3}`, style: `margin-inline-start:${indent * 24}px` }
  return string(element, 'style') === 'ordered'
    ? html`<ol ...${looks} start=${(number(element, 'offset') ?? 0) + 1}>
        ${items}
      </ol>`
    : html`<ul ...${looks}>
        ${items}
      </ul>`
}

const leaves = (element: Json, talk: Talk): Child[] =>
  list(element, 'elements').map((leaf) => styled(plainLeaf(leaf, talk), object(leaf, 'style')))

function plainLeaf(leaf: Json, talk: Talk): Child {
  const text = string(leaf, 'text') ?? ''
  switch (typeOf(leaf)) {
    case 'text':
      return text
    case 'link': {
      const url = safeAddress(string(leaf, 'url'))
      return url ? html`<${OutLink} url=${url}>${text || url}<//>` : text || (string(leaf, 'url') ?? '')
    }
    case 'user':
      return html`<${PersonMention} id=${string(leaf, 'user_id') ?? ''} talk=${talk} />`
    case 'channel':
      return html`<${ChannelMention} id=${string(leaf, 'channel_id') ?? ''} talk=${talk} />`
    case 'usergroup':
      return html`<${Broadcast} label=${`@${string(leaf, 'usergroup_id') ?? ''}`} />`
    case 'broadcast':
      return html`<${Broadcast} label=${`@${string(leaf, 'range') ?? ''}`} />`
    case 'emoji':
      return emojiSign(leaf)
    case 'date':
      return dateLeaf(leaf)
    case 'color': {
      const value = string(leaf, 'value') ?? ''
      return html`<span><span class="bk-swatch" style=${{ background: value }}></span>${value}</span>`
    }
    default:
      return text || `[${typeOf(leaf)}]`
  }
}

function emojiSign(leaf: Json): Child {
  const name = string(leaf, 'name') ?? ''
  const codes = string(leaf, 'unicode')
    ?.split('-')
    .map((code) => Number.parseInt(code, 16))
    .filter((code) => code <= 0x10ffff)
  const sign = codes ? String.fromCodePoint(...codes) : emojiOf(name)
  return sign ? html`<span role="img" aria-label=${name.replaceAll('_', ' ')}>${sign}</span>` : `:${name}:`
}

function dateLeaf(leaf: Json): Child {
  const fallback = string(leaf, 'fallback') ?? ''
  const words = dateWords(number(leaf, 'timestamp') ?? Number.NaN, string(leaf, 'format') ?? '') ?? fallback
  const url = safeAddress(string(leaf, 'url'))
  return url ? html`<${OutLink} url=${url}>${words}<//>` : html`<span title=${fallback}>${words}</span>`
}

function styled(child: Child, style: Json | undefined): Child {
  if (!style) return child
  let drawn = child
  if (isTrue(style, 'code')) drawn = html`<code class="bk-code">${drawn}</code>`
  if (isTrue(style, 'strike')) drawn = html`<s>${drawn}</s>`
  if (isTrue(style, 'underline')) drawn = html`<u>${drawn}</u>`
  if (isTrue(style, 'italic')) drawn = html`<em>${drawn}</em>`
  return isTrue(style, 'bold') ? html`<strong>${drawn}</strong>` : drawn
}
