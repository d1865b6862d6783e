import type { VNode } from 'preact'
import type { Json, On, Result, Typed, TypedValues } from '../../protocol.ts'
import type { Talk } from '../../talk.ts'
import { type Form, useForm } from './form.ts'

/** The message or view that blocks stand in: what they know of it, and what they can do there. */
export type Scene = {
  readonly on: On
  readonly talk: Talk
  readonly values: TypedValues
  readonly type: Form['type']
  readonly press: (block: string, action: string, choose?: Typed) => Promise<Result>
  readonly suggest: (block: string, action: string, value: string) => Promise<Result>
  /** What the app or the client found wrong, by block_id. */
  readonly errors: Readonly<Record<string, string>>
  /** Draws blocks; here so that blocks that hold blocks need not know all kinds of them. */
  readonly draw: (blocks: readonly Json[], scene: Scene) => VNode
}

type Setting = Pick<Scene, 'on' | 'talk' | 'draw'> & { readonly blocks: readonly Json[] }

/** A scene and the form in it. `errors` come from whoever submits the form. */
export function useScene({ on, talk, draw, blocks }: Setting): { readonly scene: Scene; readonly form: Form } {
  const form = useForm(blocks)
  const press: Scene['press'] = (block, action, choose) =>
    talk.act({
      kind: 'press',
      on,
      block,
      action,
      ...(choose === undefined ? {} : { choose }),
      typed: form.latest(),
    })
  const suggest: Scene['suggest'] = (block, action, value) => talk.act({ kind: 'suggest', on, block, action, value })
  return { scene: { on, talk, draw, values: form.values, type: form.type, press, suggest, errors: {} }, form }
}
