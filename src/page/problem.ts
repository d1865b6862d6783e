import { html } from './html.ts'

/** Why something that was just done did not work, beside where it was done. Read out at once. */
export function Problem({ says, id }: { readonly says: string; readonly id?: string }) {
  return says === '' ? null : html`<p class="problem" role="alert" id=${id}>${says}</p>`
}
