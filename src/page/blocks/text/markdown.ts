import type { VNode } from 'preact'
import { useMemo } from 'preact/hooks'
import { html } from '../../html.ts'
import { OutLink } from './link.ts'
import { type Item, type Part, parseMarkdown, type Span } from './markdown-parse.ts'
import { withEmoji } from './emoji.ts'

/** The text of a markdown block. */
export function Markdown({ text }: { readonly text: string }): VNode {
  const parts = useMemo(() => parseMarkdown(text), [text])
  return html`<div class="bk-mrkdwn bk-markdown">${parts.map(drawPart)}</div>`
}

function drawPart(part: Part): VNode {
  switch (part.kind) {
    case 'heading':
      // Below the heading of a message, whatever its own level is.
      return html`<div
        class=${`bk-head bk-head-${Math.min(part.level, 4)}`}
        role="heading"
        aria-level=${part.level + 2}
      >
        ${drawSpans(part.spans)}
      </div>`
    case 'paragraph':
      return html`<p>${drawSpans(part.spans)}</p>`
    case 'quote':
      return html`<blockquote class="bk-quote">${part.parts.map(drawPart)}</blockquote>`
    case 'code':
      return html`<pre class="bk-pre" tabindex="0">${part.text}</pre>`
    case 'rule':
      return html`<hr class="bk-divider" />`
    case 'list':
      return part.start === undefined
        ? html`<ul class="bk-list">
            ${part.items.map(drawItem)}
          </ul>`
        : html`<ol class="bk-list" start=${part.start}>
            ${part.items.map(drawItem)}
          </ol>`
    default:
      return drawTable(part.rows)
  }
}

function drawItem({ parts, checked }: Item): VNode {
  const [first, ...rest] = parts
  const lead = first?.kind === 'paragraph' ? drawSpans(first.spans) : first ? [drawPart(first)] : []
  const box =
    checked === undefined
      ? ''
      : html`<span role="img" aria-label=${checked ? 'done' : 'to do'}>${checked ? '☑ ' : '☐ '}</span>`
  return html`<li>${box}${lead}${rest.map(drawPart)}</li>`
}

function drawTable([head = [], ...rows]: readonly (readonly (readonly Span[])[])[]): VNode {
  return html`<div class="bk-scroll" role="region" aria-label="Table" tabindex="0">
    <table class="bk-table">
      <thead>
        <tr>
          ${head.map((cell) => html`<th scope="col">${drawSpans(cell)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell) => html`<td>${drawSpans(cell)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}

const drawSpans = (spans: readonly Span[]): (VNode | string)[] =>
  spans.map((span) => {
    switch (span.kind) {
      case 'text':
        return withEmoji(span.text)
      case 'break':
        return html`<br />`
      case 'code':
        return html`<code class="bk-code">${span.text}</code>`
      case 'bold':
        return html`<strong>${drawSpans(span.children)}</strong>`
      case 'italic':
        return html`<em>${drawSpans(span.children)}</em>`
      case 'strike':
        return html`<s>${drawSpans(span.children)}</s>`
      default:
        return html`<${OutLink} url=${span.url}>${drawSpans(span.children)}<//>`
    }
  })
