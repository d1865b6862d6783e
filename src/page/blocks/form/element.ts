import type { VNode } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { html } from '../../html.ts'
import type { Json, Typed } from '../../protocol.ts'
import { actionIdOf, blockIdOf, isTrue, object, typeOf } from '../read.ts'
import { ConfirmDialog } from './confirm.ts'
import type { Scene } from './scene.ts'
import { valueOf } from './values.ts'

/** How an element is called and described by the block around it. */
export type Naming = {
  readonly id: string
  /** Where no visible label is. */
  readonly label?: string
  readonly labelledBy?: string
  readonly describedBy?: string
  readonly invalid: boolean
  readonly required: boolean
  /** The visible label of a group of boxes, which only the group itself can draw. */
  readonly legend?: VNode
}

/** An element where it stands. */
export type Held = { readonly scene: Scene; readonly block: Json; readonly element: Json; readonly naming: Naming }

export type ElementUse = {
  readonly value: Typed
  readonly isBusy: boolean
  readonly isDispatching: boolean
  /** Keeps a value without telling the app. */
  readonly type: (typed: Typed) => void
  /** Keeps a value, and tells the app where Slack would. */
  readonly choose: (typed: Typed) => void
  /** Tells the app without keeping anything: a button. */
  readonly press: (choose?: Typed, done?: () => void) => void
  /** The question before it, and the failure after it. */
  readonly after: VNode
}

type Asking = { readonly go: () => void }

/** What every element does: keeps what is put in, asks first where the app wants that, tells the app, shows how it went. */
export function useElement({ scene, block, element }: Held): ElementUse {
  const [block_, action] = [blockIdOf(block), actionIdOf(element)]
  const [busy, setBusy] = useState(0)
  const [says, setSays] = useState<string>()
  const [asking, setAsking] = useState<Asking>()
  const newest = useRef(0)
  const confirm = object(element, 'confirm')
  const isDispatching = typeOf(block) !== 'input' || isTrue(block, 'dispatch_action')

  const send = async (choose: Typed | undefined): Promise<void> => {
    const turn = ++newest.current
    setSays(undefined)
    setBusy((count) => count + 1)
    const result = await scene.press(block_, action, choose)
    setBusy((count) => count - 1)
    if (turn === newest.current && result.kind === 'failed') setSays(result.says)
  }
  const first = (go: () => void): void => {
    if (!confirm || !isDispatching) go()
    else
      setAsking({
        go: () => {
          setAsking(undefined)
          go()
        },
      })
  }
  const type = (typed: Typed): void => scene.type(block_, action, typed)
  const press: ElementUse['press'] = (choose, done) =>
    first(() => {
      done?.()
      void send(choose)
    })
  const choose = (typed: Typed): void =>
    first(() => {
      type(typed)
      if (isDispatching) void send(typed)
    })
  const after = html`<span class="bk-after">
    ${says === undefined ? '' : html`<span class="bk-failed" role="alert">${says}</span>`}
    ${
      confirm && asking
        ? html`<${ConfirmDialog}
            confirm=${confirm}
            talk=${scene.talk}
            onYes=${asking.go}
            onNo=${() => setAsking(undefined)}
          />`
        : ''
    }
  </span>`
  return { value: valueOf(element, scene.values, block), isBusy: busy > 0, isDispatching, type, choose, press, after }
}

/** The attributes that name an element. */
export const namingOf = ({
  id,
  label,
  labelledBy,
  describedBy,
  invalid,
  required,
}: Naming): Record<string, unknown> => ({
  id,
  'aria-label': labelledBy ? undefined : label,
  'aria-labelledby': labelledBy,
  'aria-describedby': describedBy,
  'aria-invalid': invalid ? 'true' : undefined,
  'aria-required': required ? 'true' : undefined,
})
