import { useEffect, useRef, useState } from 'preact/hooks'
import type { Json } from '../../protocol.ts'
import { actionIdOf, blockIdOf, number } from '../read.ts'
import { type Group, groupOf } from './choices.ts'
import type { Held } from './element.ts'

export type Suggestions = { readonly groups: readonly Group[]; readonly says?: string; readonly isBusy: boolean }

const pauseMs = 120
const nothing: Suggestions = { groups: [], isBusy: false }

/** What the app offers for what was typed so far. An answer that comes after newer typing is dropped. */
export function useSuggestions({ scene, block, element }: Held, typed: string, isOpen: boolean): Suggestions {
  const [found, setFound] = useState<Suggestions>(nothing)
  const turn = useRef(0)
  const least = number(element, 'min_query_length') ?? 3
  useEffect(() => {
    const mine = ++turn.current
    if (!isOpen) return setFound(nothing)
    if (typed.length < least)
      return setFound({ ...nothing, says: `Type at least ${least} character${least === 1 ? '' : 's'}` })
    setFound((before) => ({ groups: before.groups, isBusy: true }))
    const ask = async (): Promise<void> => {
      const result = await scene.suggest(blockIdOf(block), actionIdOf(element), typed)
      if (mine !== turn.current) return
      if (result.kind === 'options') setFound({ groups: result.groups.map(readGroup), isBusy: false })
      else setFound({ ...nothing, says: result.kind === 'failed' ? result.says : 'No options were offered' })
    }
    // Nobody waits at the opening; only typing is waited out.
    const timer = setTimeout(() => void ask(), typed === '' ? 0 : pauseMs)
    return () => clearTimeout(timer)
  }, [typed, isOpen, blockIdOf(block), actionIdOf(element)])
  return found
}

const readGroup = ({ label, options }: { readonly label?: Json; readonly options: readonly Json[] }): Group =>
  groupOf(label, options)
