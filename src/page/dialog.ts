import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { html } from './html.ts'
import { IconButton } from './icon-button.ts'

type Props = {
  readonly title: string
  readonly onClose: () => void
  readonly children?: ComponentChildren
  readonly class?: string
}

/** A window of the page's own. The browser keeps the focus inside, and gives it back afterwards. */
export function Dialog({ title, onClose, children, class: className = '' }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const it = dialog.current
    it?.showModal()
    return () => it?.close()
  }, [])
  return html`
    <dialog
      ref=${dialog}
      class=${`dialog ${className}`}
      aria-labelledby=${id}
      onCancel=${(event: Event) => {
        event.preventDefault()
        onClose()
      }}
      onClick=${({ target }: Event) => target === dialog.current && onClose()}
    >
      <div class="dialog-inside">
        <header>
          <h2 id=${id}>${title}</h2>
          <${IconButton} label="Close" icon="close" onClick=${onClose} />
        </header>
        ${children}
      </div>
    </dialog>
  `
}

type Question = {
  readonly title: string
  readonly says: string
  readonly yes: string
  readonly onYes: () => void
  readonly onClose: () => void
}

/** Before something that cannot be undone. */
export function Confirm({ title, says, yes, onYes, onClose }: Question) {
  return html`
    <${Dialog} title=${title} onClose=${onClose}>
      <p>${says}</p>
      <div class="dialog-buttons">
        <button type="button" class="button" onClick=${onClose}>Cancel</button>
        <button
          type="button"
          class="button is-danger"
          onClick=${() => {
            onClose()
            onYes()
          }}
        >
          ${yes}
        </button>
      </div>
    <//>
  `
}
