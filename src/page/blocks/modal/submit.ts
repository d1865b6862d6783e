import { useRef, useState } from 'preact/hooks'
import type { Result, View } from '../../protocol.ts'
import type { Talk } from '../../talk.ts'
import type { Form } from '../form/form.ts'
import { problemsOf } from '../form/problems.ts'

export type Submitting = {
  readonly isBusy: boolean
  /** By block_id. */
  readonly errors: Readonly<Record<string, string>>
  /** What went wrong with the whole. */
  readonly says?: string
  readonly submit: () => void
  readonly close: (all: boolean) => void
  readonly forget: (block: string) => void
}

type State = { readonly isBusy: boolean; readonly errors: Readonly<Record<string, string>>; readonly says?: string }
const calm: State = { isBusy: false, errors: {} }

/** Sends a form: first what the client itself finds, then what the app says. */
export function useSubmit(view: View, form: Form, talk: Talk, onErrors: () => void): Submitting {
  const [state, setState] = useState<State>(calm)
  // At once, not at the next drawing: two presses may come before it.
  const isSending = useRef(false)
  const wrong = (errors: Readonly<Record<string, string>>): void => {
    setState({ ...calm, errors })
    onErrors()
  }
  const settle = (result: Result): void => {
    isSending.current = false
    if (result.kind === 'errors') wrong(result.errors)
    else setState(result.kind === 'failed' ? { ...calm, says: result.says } : calm)
  }
  const submit = (): void => {
    if (isSending.current) return
    const values = form.latest()
    const errors = problemsOf(view.blocks, values)
    if (Object.keys(errors).length > 0) return wrong(errors)
    isSending.current = true
    setState({ ...calm, isBusy: true })
    void talk.act({ kind: 'submit', view: view.id, typed: values }).then(settle)
  }
  const close = (all: boolean): void => {
    void talk.act({ kind: 'close', view: view.id, all }).then(settle)
  }
  const forget = (block: string): void => {
    if (state.errors[block] === undefined) return
    const { [block]: _fixed, ...errors } = state.errors
    setState({ ...state, errors })
  }
  return { ...state, submit, close, forget }
}
