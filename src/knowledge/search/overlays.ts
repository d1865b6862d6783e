import { hiding, type Layer, layerOf } from './layers.ts'
import type { Edit } from './port.ts'
import { building, type Segment } from './segment.ts'
import { type Breath, inSlices } from './slices.ts'
import { type View, viewOf } from './view.ts'

/** One index for each workspace: the shared one with the workspace's own documents laid upon it. */
export type Overlays = {
  /** Built when it is first wanted, and again when the shared index or the workspace's documents became others. */
  readonly of: (workspace: string) => Promise<View>
  /** The documents of a workspace became others, or it is gone. */
  readonly forget: (workspace: string) => void
  /** What is kept at the moment. */
  readonly kept: () => { readonly count: number; readonly bytes: number }
}

export type OverlayDeps = {
  /** The shared index as it is now. */
  readonly base: () => View
  /** A workspace's own documents, and which of the shared ones it does not want. */
  readonly documentsOf: (workspace: string) => Promise<Edit>
  readonly breath: Breath
  /** Whichever is reached first, the workspace that was asked for longest ago goes. One is always kept. */
  readonly most: { readonly count: number; readonly bytes: number }
}

type Kept = { readonly base: View; readonly view: View; readonly own: Own; readonly bytes: number }
type Own = { readonly segment: Segment | undefined; readonly gone: readonly string[] }

export function createOverlays({ base, documentsOf, breath, most }: OverlayDeps): Overlays {
  const kept = new Map<string, Kept>()
  const coming = new Map<string, Promise<View>>()
  const bytes = (): number => [...kept.values()].reduce((sum, one) => sum + one.bytes, 0)

  async function build(workspace: string, known: Own | undefined): Promise<View> {
    const own = known ?? (await ownOf(await documentsOf(workspace), breath))
    const shared = base()
    const layers: Layer[] = []
    for (const layer of shared.layers) layers.push(await inSlices(hiding(layer, own.gone), breath))
    const view = viewOf(own.segment ? [...layers, layerOf(own.segment)] : layers)
    kept.delete(workspace)
    kept.set(workspace, { base: shared, view, own, bytes: bytesOf(own, layers, shared.layers) })
    for (const oldest of kept.keys()) {
      if (kept.size <= 1 || (kept.size <= most.count && bytes() <= most.bytes)) break
      kept.delete(oldest)
    }
    return view
  }

  return {
    of: (workspace) => {
      const one = kept.get(workspace)
      if (one && one.base === base()) {
        // Moved to the end: the front is what nobody asked for longest.
        kept.delete(workspace)
        kept.set(workspace, one)
        return Promise.resolve(one.view)
      }
      const under = coming.get(workspace) ?? build(workspace, one?.own).finally(() => coming.delete(workspace))
      coming.set(workspace, under)
      return under
    },
    forget: (workspace) => {
      kept.delete(workspace)
      coming.delete(workspace)
    },
    kept: () => ({ count: kept.size, bytes: bytes() }),
  }
}

async function ownOf({ put, remove }: Edit, breath: Breath): Promise<Own> {
  return {
    segment: put.length > 0 ? await inSlices(building(put), breath) : undefined,
    gone: [...remove, ...put.map((document) => document.id)],
  }
}

/** About what an overlay holds of its own: its segment, and what it hides of the shared ones. */
function bytesOf({ segment }: Own, layers: readonly Layer[], shared: readonly Layer[]): number {
  const hidden = layers.filter((layer, at) => layer !== shared[at]).map((layer) => layer.hidden)
  return (
    (segment ? segmentBytes(segment) : 0) +
    hidden.reduce((sum, { bits, words }) => sum + bits.length + words.size * entryBytes, 0)
  )
}

/** An entry of a map, its key a short string: measured on the engine we run on, 60 to 90 bytes. */
const entryBytes = 80

/** About what a segment takes in memory, in bytes. */
export function segmentBytes({ documents, counts, starts, peaks, lengths, words, forms, ids }: Segment): number {
  const columns = [documents, counts, starts, peaks, lengths].reduce((sum, column) => sum + column.byteLength, 0)
  return columns + (words.size + forms.size + ids.length) * entryBytes
}
