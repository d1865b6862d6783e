import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { html } from '../../html.ts'
import type { View } from '../../protocol.ts'
import type { Talk } from '../../talk.ts'
import { drawBlocks } from '../blocks.ts'
import { useKeptFocus } from '../form/kept-focus.ts'
import { type Scene, useScene } from '../form/scene.ts'
import { isTrue, object } from '../read.ts'
import { plainWords } from '../text/text-words.ts'
import { useModalFocus } from './focus.ts'
import { useSubmit } from './submit.ts'
import { useUnique } from '../form/unique.ts'

type Props = {
  readonly view: View
  readonly talk: Talk
  /** The one that comes back when this one is closed. */
  readonly below: View | undefined
  /** How many lie on top of this one. */
  readonly above: number
}

/** One modal, as Slack shows it: title, blocks that scroll, and at the foot the way out and the way on. */
export function ModalWindow({ view, talk, below, above }: Props): VNode {
  const id = useUnique()
  const frame = useRef<HTMLDivElement>(null)
  const [wrongs, setWrongs] = useState(0)
  const on = { kind: 'view', id: view.id } as const
  const { scene: bare, form } = useScene({ on, talk, draw: drawBlocks, blocks: view.blocks })
  const sending = useSubmit(view, form, talk, () => setWrongs((count) => count + 1))
  useModalFocus(frame, above === 0, () => sending.close(false))
  useKeptFocus(frame, view.blocks)
  useEffect(() => focusWrong(frame.current), [wrongs])
  // Other content in the same window is read from its beginning.
  const body = useRef<HTMLDivElement>(null)
  const first = `${plainWords(object(view, 'title'))} ${String(view.blocks[0]?.['block_id'])}`
  useEffect(() => body.current?.scrollTo({ top: 0 }), [first])

  const scene: Scene = {
    ...bare,
    errors: sending.errors,
    type: (block, action, typed) => {
      bare.type(block, action, typed)
      sending.forget(block)
    },
  }
  const submit = object(view, 'submit')
  const isWaiting = isTrue(view, 'submit_disabled') && Object.keys(form.values).length === 0
  const title = plainWords(object(view, 'title'))
  const closeWords = plainWords(object(view, 'close')) || (submit ? 'Cancel' : 'Close')
  const lost = errorsElsewhere(sending.errors, view)
  const onSubmit = (event: Event): void => {
    event.preventDefault()
    if (!isWaiting) sending.submit()
  }
  return html`<div
    ref=${frame}
    class="bk bk-modal"
    role="dialog"
    aria-modal="true"
    aria-labelledby=${id}
    tabindex="-1"
    inert=${above > 0}
    data-above=${above}
  >
    <form class="bk-modal-form" novalidate onSubmit=${onSubmit}>
      <header class="bk-modal-head">
        ${
          below
            ? html`<button
                type="button"
                class="bk-round"
                aria-label=${`Back to ${plainWords(object(below, 'title'))}`}
                onClick=${() => sending.close(false)}
              >
                <span aria-hidden="true">‹</span>
              </button>`
            : ''
        }
        <h2 id=${id}>${title}</h2>
        <button
          type="button"
          class="bk-round"
          aria-label=${below ? 'Close all' : 'Close window'}
          onClick=${() => sending.close(true)}
        >
          <span aria-hidden="true">×</span>
        </button>
      </header>
      <div class="bk-modal-body" ref=${body}>
        ${
          sending.says !== undefined || lost !== undefined
            ? html`<div class="bk-banner" role="alert">
                <span>${sending.says ?? lost}</span>
                ${submit ? html`<button type="button" class="bk-button bk-tight" onClick=${sending.submit}>Try again</button>` : ''}
              </div>`
            : ''
        }
        ${drawBlocks(view.blocks, scene)}
      </div>
      <footer class="bk-modal-foot">
        <button type="button" class="bk-button" onClick=${() => sending.close(false)}>${closeWords}</button>
        ${
          submit
            ? html`<button
                type="submit"
                class="bk-button bk-primary"
                aria-busy=${sending.isBusy ? 'true' : undefined}
                aria-disabled=${sending.isBusy || isWaiting ? 'true' : undefined}
              >
                <span class="bk-button-words">${plainWords(submit)}</span>
              </button>`
            : ''
        }
      </footer>
    </form>
  </div>`
}

/** An error for a block that is no field here would be lost, and the form would seem dead. */
function errorsElsewhere(errors: Readonly<Record<string, string>>, view: View): string | undefined {
  const fields = new Set(view.blocks.filter((block) => block['type'] === 'input').map((block) => block['block_id']))
  const lost = Object.entries(errors).filter(([block]) => !fields.has(block))
  return lost.length === 0 ? undefined : lost.map(([block, says]) => `${block}: ${says}`).join('\n')
}

function focusWrong(frame: HTMLElement | null): void {
  const wrong = frame?.querySelector<HTMLElement>('[aria-invalid=true]')
  const field = wrong instanceof HTMLFieldSetElement ? wrong.querySelector<HTMLElement>('input') : wrong
  field?.focus()
  field?.scrollIntoView({ block: 'nearest' })
}
