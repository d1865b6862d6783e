import { html } from './html.ts'
import { Icon } from './icons.ts'
import type { Person } from './protocol.ts'

/** Grounds for white letters, each 4.5:1 or more. */
const grounds = ['#8a4b12', '#7a3e8f', '#1f5fa8', '#a1303a', '#2f6b3a', '#5a5f14', '#9b2f6c', '#3d4fa3']

/** Initials on a colour of one's own; the app has its sign. Says nothing aloud: the name stands beside it. */
export function Avatar({ person, id = '' }: { readonly person?: Person | undefined; readonly id?: string }) {
  if (person?.kind === 'app') {
    return html`<span class="avatar avatar-app" aria-hidden="true"><${Icon} name="fetch" /></span>`
  }
  const name = person?.realName ?? id
  return html`<span class="avatar" style=${{ background: groundOf(person?.id ?? id) }} aria-hidden="true"
    >${initialsOf(name)}</span
  >`
}

export const initialsOf = (name: string) =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('')

function groundOf(id: string): string {
  const sum = Array.from(id, (letter) => letter.charCodeAt(0)).reduce((sum, code) => (sum * 31 + code) % 9973, 7)
  return grounds[sum % grounds.length] ?? '#586662'
}
