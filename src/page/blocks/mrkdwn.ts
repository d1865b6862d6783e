import type { VNode } from 'preact'
import { useMemo } from 'preact/hooks'
import { html } from '../html.ts'
import type { Talk } from '../talk.ts'
import { drawInlines } from './text/inline.ts'
import { type Paragraph, parseMrkdwn } from './text/mrkdwn-parse.ts'

export { parseMrkdwn }

type Props = {
  readonly text: string
  readonly talk: Talk
  /** No link where no brackets are. */
  readonly verbatim?: boolean
}

/** A text in Slack's own markup, as paragraphs. */
export function Mrkdwn({ text, talk, verbatim = false }: Props): VNode {
  const paragraphs = useMemo(() => parseMrkdwn(text, { bare: !verbatim }), [text, verbatim])
  return html`<div class="bk-mrkdwn">${paragraphs.map((one) => drawParagraph(one, talk))}</div>`
}

/** The same where only words may stand, as in a label. */
export function MrkdwnLine({ text, talk, verbatim = false }: Props): VNode {
  const paragraphs = useMemo(() => parseMrkdwn(text, { bare: !verbatim }), [text, verbatim])
  return html`<span>
    ${paragraphs.flatMap((one) =>
      one.kind === 'pre' ? [html`<code class="bk-code">${one.text}</code>`] : drawInlines(one.children, talk),
    )}
  </span>`
}

function drawParagraph(paragraph: Paragraph, talk: Talk): VNode {
  if (paragraph.kind === 'pre') return html`<pre class="bk-pre" tabindex="0">${paragraph.text}</pre>`
  const children = drawInlines(paragraph.children, talk)
  return paragraph.kind === 'quote'
    ? html`<blockquote class="bk-quote">${children}</blockquote>`
    : html`<p>${children}</p>`
}
