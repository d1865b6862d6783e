import type { ComponentChildren, VNode } from 'preact'
import { html } from '../../html.ts'

/** A link out of the workspace: a new tab that knows nothing of this one. */
export const OutLink = ({ url, children }: { readonly url: string; readonly children?: ComponentChildren }): VNode =>
  html`<a class="bk-link" href=${url} target="_blank" rel="noopener noreferrer">${children}</a>`
