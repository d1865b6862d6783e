import type { VNode } from 'preact'
import { html } from '../../html.ts'
import type { Json } from '../../protocol.ts'
import type { Talk } from '../../talk.ts'
import { Mrkdwn, MrkdwnLine } from '../mrkdwn.ts'
import { isTrue, string, typeOf } from '../read.ts'
import { plainWords } from './text-words.ts'

type Props = { readonly of: Json | undefined; readonly talk: Talk }

/** A text object: formatted, or exactly as it is. */
export function Text({ of, talk }: Props): VNode {
  const text = string(of, 'text') ?? ''
  return typeOf(of) === 'mrkdwn'
    ? html`<${Mrkdwn} text=${text} talk=${talk} verbatim=${isTrue(of, 'verbatim')} />`
    : html`<div class="bk-plain">${plainWords(of)}</div>`
}

/** The same where only words may stand. */
export function TextLine({ of, talk }: Props): VNode {
  const text = string(of, 'text') ?? ''
  return typeOf(of) === 'mrkdwn'
    ? html`<${MrkdwnLine} text=${text} talk=${talk} verbatim=${isTrue(of, 'verbatim')} />`
    : html`<span class="bk-plain">${plainWords(of)}</span>`
}
