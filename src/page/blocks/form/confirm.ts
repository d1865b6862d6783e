import type { VNode } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { html } from '../../html.ts'
import type { Json } from '../../protocol.ts'
import type { Talk } from '../../talk.ts'
import { object, string } from '../read.ts'
import { Text } from '../text/text.ts'
import { plainWords } from '../text/text-words.ts'
import { useUnique } from './unique.ts'

type Props = {
  readonly confirm: Json
  readonly talk: Talk
  readonly onYes: () => void
  readonly onNo: () => void
}

/** Slack's small question before something is done. The browser's own dialog: above everything, and nothing behind it answers. */
export function ConfirmDialog({ confirm, talk, onYes, onNo }: Props): VNode {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useUnique()
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  // Closed before it goes: only then does the browser give the focus back to what was pressed.
  const answer = (go: () => void) => (): void => {
    dialog.current?.close()
    go()
  }
  // A modal around it must not take Escape for itself.
  const onKeyDown = (event: KeyboardEvent): void => event.stopPropagation()
  const onCancel = (event: Event): void => {
    event.preventDefault()
    answer(onNo)()
  }
  const danger = string(confirm, 'style') === 'danger'
  return html`<dialog
    ref=${dialog}
    class="bk-confirm"
    aria-labelledby=${`${id}-title`}
    aria-describedby=${`${id}-text`}
    onKeyDown=${onKeyDown}
    onCancel=${onCancel}
  >
    <h2 id=${`${id}-title`}>${plainWords(object(confirm, 'title')) || 'Are you sure?'}</h2>
    <div id=${`${id}-text`} class="bk-confirm-text"><${Text} of=${object(confirm, 'text')} talk=${talk} /></div>
    <div class="bk-confirm-foot">
      <button type="button" class="bk-button" onClick=${answer(onNo)}>
        ${plainWords(object(confirm, 'deny')) || 'Cancel'}
      </button>
      <button type="button" class=${`bk-button ${danger ? 'bk-danger' : 'bk-primary'}`} onClick=${answer(onYes)}>
        ${plainWords(object(confirm, 'confirm')) || 'Yes'}
      </button>
    </div>
  </dialog>`
}
