import type { VNode } from 'preact'
import { html } from '../../html.ts'

/** Drawn signs: those of a font look different on every machine, and are missing on some. */
const paths = {
  thumbUp: 'M7 11v9H4v-9zM7 11l4-8c1.5 0 2.5 1 2.5 2.5V9H19a1.8 1.8 0 0 1 1.8 2.2l-1.5 7.3A2 2 0 0 1 17.3 20H7',
  thumbDown: 'M17 13V4h3v9zM17 13l-4 8c-1.5 0-2.5-1-2.5-2.5V15H5a1.8 1.8 0 0 1-1.800-2.2l1.5-7.3A2 2 0 0 1 6.7 4H17',
  trash: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5',
  picture: 'M3 5h18v14H3zM3 16l5-5 4 4 3-3 6 5M15.5 9.5h.01',
  dot: 'M12 12h.01',
}

export const Sign = ({ name }: { readonly name: keyof typeof paths }): VNode =>
  html`<svg class="bk-icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${paths[name]} /></svg>`
