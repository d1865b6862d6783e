import type { Segment } from './segment.ts'
import type { Steps } from './slices.ts'

/** A segment as one index sees it: some of its documents may be gone or replaced. */
export type Layer = { readonly segment: Segment; readonly hidden: Hidden }

/** Documents of a segment that are not there any more, and what that takes from its statistics, so that scores are as if it were built anew. */
export type Hidden = {
  /** A bit for each document number; empty while nothing is hidden. */
  readonly bits: Uint8Array
  readonly count: number
  readonly totalLength: number
  /** Term number to how many hidden documents hold it. */
  readonly words: ReadonlyMap<number, number>
}

const nothing: Hidden = { bits: new Uint8Array(0), count: 0, totalLength: 0, words: new Map() }

export function layerOf(segment: Segment): Layer {
  return { segment, hidden: nothing }
}

export function isHidden({ bits }: Hidden, document: number): boolean {
  return bits.length > 0 && ((bits[document >> 3] ?? 0) & (1 << (document & 7))) !== 0
}

/** How many documents of a layer can be found. */
export function sizeOf({ segment, hidden }: Layer): number {
  return segment.ids.length - hidden.count
}

/** How many of a layer's documents hold a word. */
export function holdingIn({ segment, hidden }: Layer, word: string): number {
  const term = segment.words.get(word)
  return term === undefined ? 0 : liveIn(segment, hidden, term)
}

function liveIn({ starts }: Segment, hidden: Hidden, term: number): number {
  return (starts[term + 1] ?? 0) - (starts[term] ?? 0) - (hidden.words.get(term) ?? 0)
}

/** The document number of an id, unless it is hidden or not there. */
export function numberOf({ segment, hidden }: Layer, id: string): number | undefined {
  const number = segment.numbers.get(id)
  return number === undefined || isHidden(hidden, number) ? undefined : number
}

/** So many terms are looked through between two chances to pause. */
const termsAtOnce = 2_048

/** The layer without the documents of these ids, in small steps; the same layer where it holds none of them. */
export function* hiding(layer: Layer, ids: Iterable<string>): Steps<Layer> {
  const { segment, hidden } = layer
  const found = new Set<number>()
  for (const id of ids) {
    const number = numberOf(layer, id)
    if (number !== undefined) found.add(number)
  }
  if (found.size === 0) return layer
  const bits = new Uint8Array(Math.ceil(segment.ids.length / 8))
  bits.set(hidden.bits)
  let { totalLength } = hidden
  for (const number of found) {
    bits[number >> 3] = (bits[number >> 3] ?? 0) | (1 << (number & 7))
    totalLength += segment.lengths[number] ?? 0
  }
  const words = new Map(hidden.words)
  const sorted = Uint32Array.from(found).toSorted()
  for (let term = 0; term < segment.starts.length - 1; term++) {
    if (term % termsAtOnce === 0) yield
    const held = heldBy(segment, term, found, sorted)
    if (held > 0) words.set(term, (words.get(term) ?? 0) + held)
  }
  return { segment, hidden: { bits, count: hidden.count + found.size, totalLength, words } }
}

/** How many of some documents hold a term: the shorter of the two lists is gone through. */
function heldBy({ starts, documents }: Segment, term: number, found: ReadonlySet<number>, sorted: Uint32Array): number {
  const [from, to] = [starts[term] ?? 0, starts[term + 1] ?? 0]
  let held = 0
  if (to - from < 4 * sorted.length) {
    for (let at = from; at < to; at++) if (found.has(documents[at] ?? 0)) held++
    return held
  }
  for (const number of sorted) if (positionOf(documents, from, to, number) >= 0) held++
  return held
}

/** Where a document stands in a term's postings, -1 where it does not. */
export function positionOf(documents: Uint32Array, from: number, to: number, document: number): number {
  let [low, high] = [from, to - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const at = documents[middle] ?? 0
    if (at === document) return middle
    if (at < document) low = middle + 1
    else high = middle - 1
  }
  return -1
}
