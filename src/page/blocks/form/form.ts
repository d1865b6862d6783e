import { useRef, useState } from 'preact/hooks'
import type { Json, Typed, TypedValues } from '../../protocol.ts'
import { keptValues, withTyped } from './values.ts'

export type Form = {
  readonly values: TypedValues
  /** With what was typed since the last drawing. */
  readonly latest: () => TypedValues
  readonly type: (block: string, action: string, typed: Typed) => void
}

/** What was typed into some blocks, as long as the blocks that hold it stay. */
export function useForm(blocks: readonly Json[]): Form {
  const held = useRef<{ blocks: readonly Json[]; values: TypedValues }>({ blocks, values: {} })
  const [, redraw] = useState(0)
  if (held.current.blocks !== blocks)
    held.current = { blocks, values: keptValues(held.current.values, held.current.blocks, blocks) }
  const type = (block: string, action: string, typed: Typed): void => {
    held.current = { ...held.current, values: withTyped(held.current.values, block, action, typed) }
    redraw((count) => count + 1)
  }
  return { values: held.current.values, latest: () => held.current.values, type }
}
