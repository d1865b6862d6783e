import { useEffect, useRef } from 'preact/hooks'
import { Dialog } from './dialog.ts'
import { html } from './html.ts'

const list = [
  ['Ctrl K or ⌘ K', 'Jump to a channel or a person'],
  ['F6, Shift F6', 'To the next part of the page, and back'],
  ['↑ ↓', 'From message to message, once one has the focus'],
  ['Enter', 'Send; Shift Enter begins a line'],
  ['↑ in an empty box', 'Edit your last message'],
  ['/  @  #', 'Commands, people, channels, as you type'],
  ['Escape', 'Close what is open'],
] as const

/** What can be done without a pointer, in words. */
export function KeysHelp({ onClose }: { readonly onClose: () => void }) {
  return html`
    <${Dialog} title="Keyboard" onClose=${onClose}>
      <dl class="keys">
        ${list.map(
          ([keys, does]) =>
            html`<div key=${keys}>
              <dt><kbd>${keys}</kbd></dt>
              <dd>${does}</dd>
            </div>`,
        )}
      </dl>
    <//>
  `
}

/** The keys that work everywhere: to another conversation, and from one part of the page to the next. */
export function useKeys(openSwitcher: () => void): void {
  const open = useRef(openSwitcher)
  open.current = openSwitcher
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (document.querySelector('dialog[open], [aria-modal=true]')) return
      if (event.key === 'F6') toNext(event.shiftKey ? -1 : 1)
      else if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.shiftKey) open.current()
      else return
      event.preventDefault()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [])
}

/** What one would begin with in a part of the page, the best first. */
const entries = [
  '[aria-current]',
  'article[tabindex="0"]',
  'textarea',
  '[role=tab][aria-selected=true]',
  'button:not([tabindex="-1"])',
  'a[href]',
]

/** From the part that has the focus to the one before or after it, in the order of the page. */
function toNext(step: 1 | -1): void {
  const parts = [...document.querySelectorAll<HTMLElement>('[data-region]')].flatMap((part) => {
    const all = entries.flatMap((selector) => [...part.querySelectorAll<HTMLElement>(selector)])
    const entry = all.find((it) => it.checkVisibility({ visibilityProperty: true }))
    return entry ? [{ part, entry }] : []
  })
  const at = parts.findIndex(({ part }) => part.contains(document.activeElement))
  const from = at === -1 && step === -1 ? 0 : at
  parts[(from + step + parts.length) % parts.length]?.entry.focus()
}
