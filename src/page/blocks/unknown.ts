import type { VNode } from 'preact'
import { html } from '../html.ts'
import type { Json } from '../protocol.ts'
import { typeOf } from './read.ts'

/** What nobody taught this page to draw. Said, not dropped: a hole would look like the app's mistake. */
export const Unknown = ({ of }: { readonly of: Json }): VNode =>
  html`<div class="bk-unknown">
    <p>This block cannot be shown here: ${typeOf(of) || 'no type'}</p>
    <details>
      <summary>What was sent</summary>
      <pre class="bk-pre" tabindex="0">${JSON.stringify(of, null, 2)}</pre>
    </details>
  </div>`
