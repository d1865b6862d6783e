import { hiding, type Layer, layerOf, sizeOf } from './layers.ts'
import { merging } from './merge.ts'
import type { Edit } from './port.ts'
import { building } from './segment.ts'
import { type Breath, inSlices, type Steps } from './slices.ts'
import { type View, viewOf } from './view.ts'

/** An index that follows its documents. What was handed out stays as it is; the next one asked for knows the edit. */
export type LiveIndex = {
  readonly index: () => View
  /** Done in slices, one edit after the other. An id that is put twice is there once, as it was put last. */
  readonly edit: (edit: Edit) => Promise<void>
  /** Resolves once nothing is being tidied up. */
  readonly settled: () => Promise<void>
}

/** Each edit lays a small segment upon the others; from so many on they are made one, so that a search looks into few. */
const mostLayers = 8
/** Small ones that together come to this part of the large one become part of it. */
const largeShare = 1 / 8

/**
 * @param base what is there at first; it is not touched
 * @param breath an edit of an index of 100,000 entries is some milliseconds of work, making segments one some hundred
 */
export function liveIndex(base: View, breath: Breath): LiveIndex {
  let layers: readonly Layer[] = base.layers
  let view = base
  let queue = Promise.resolve()
  let tidying: Promise<void> | undefined
  /** Ids that were replaced or removed while segments are made one: they have to go from the new one too. */
  let goneMeanwhile: string[] = []

  const run = <T>(work: Steps<T>): Promise<T> => inSlices(work, breath)
  const queued = (work: () => Promise<void>): Promise<void> => (queue = queue.then(work))
  const take = (next: readonly Layer[]): void => {
    layers = next
    view = viewOf(next)
  }

  async function apply({ put, remove }: Edit): Promise<void> {
    const latest = new Map(put.map((document) => [document.id, document]))
    const gone = [...remove, ...latest.keys()]
    const kept = await withoutIds(layers, gone)
    const fresh = latest.size > 0 ? [layerOf(await run(building([...latest.values()])))] : []
    if (tidying) goneMeanwhile.push(...gone)
    take([...kept, ...fresh])
  }

  async function withoutIds(from: readonly Layer[], ids: readonly string[]): Promise<Layer[]> {
    const left: Layer[] = []
    for (const layer of from) left.push(await run(hiding(layer, ids)))
    return left
  }

  /** Makes segments one beside the edits that come in; only the exchange waits for its turn. */
  async function tidy(): Promise<void> {
    const from = smallOnly(layers) ? 1 : 0
    const old = layers.slice(from)
    goneMeanwhile = []
    const merged = layerOf(await run(merging(old)))
    await queued(async () => {
      const [tidied] = await withoutIds([merged], goneMeanwhile)
      // Edits only ever add layers behind and change none of their places.
      take([...layers.slice(0, from), tidied ?? merged, ...layers.slice(from + old.length)])
    })
  }

  return {
    index: () => view,
    edit: async (edit) => {
      await queued(() => apply(edit))
      if (layers.length > mostLayers) tidying ??= tidy().finally(() => (tidying = undefined))
    },
    settled: async () => {
      await queue
      await tidying
    },
  }
}

/** Whether all layers but the first are still small beside it. */
function smallOnly([first, ...others]: readonly Layer[]): boolean {
  const small = others.reduce((sum, layer) => sum + sizeOf(layer), 0)
  return first !== undefined && small < sizeOf(first) * largeShare
}
