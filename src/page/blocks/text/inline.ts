import type { VNode } from 'preact'
import { html } from '../../html.ts'
import type { Talk } from '../../talk.ts'
import { dateWords } from './date.ts'
import { OutLink } from './link.ts'
import { Broadcast, ChannelMention, PersonMention } from './mention.ts'
import type { Inline } from './mrkdwn-parse.ts'

type Child = VNode | string

/** Pieces of a line, drawn. */
export const drawInlines = (inlines: readonly Inline[], talk: Talk): Child[] =>
  inlines.map((inline) => draw(inline, talk))

function draw(inline: Inline, talk: Talk): Child {
  switch (inline.kind) {
    case 'text':
      return inline.text
    case 'break':
      return html`<br />`
    case 'bold':
      return html`<strong>${drawInlines(inline.children, talk)}</strong>`
    case 'italic':
      return html`<em>${drawInlines(inline.children, talk)}</em>`
    case 'strike':
      return html`<s>${drawInlines(inline.children, talk)}</s>`
    case 'code':
      return html`<code class="bk-code">${inline.text}</code>`
    case 'emoji':
      return html`<span role="img" aria-label=${inline.name.replaceAll('_', ' ')}>${inline.sign}</span>`
    case 'link':
      return html`<${OutLink} url=${inline.url}>${inline.label}<//>`
    case 'user':
      return html`<${PersonMention} id=${inline.id} label=${inline.label} talk=${talk} />`
    case 'channel':
      return html`<${ChannelMention} id=${inline.id} label=${inline.label} talk=${talk} />`
    case 'broadcast':
      return html`<${Broadcast} label=${inline.label} />`
    default: {
      const words = dateWords(inline.timestamp, inline.format) ?? inline.fallback
      return inline.url
        ? html`<${OutLink} url=${inline.url}>${words}<//>`
        : html`<span title=${inline.fallback}>${words}</span>`
    }
  }
}
