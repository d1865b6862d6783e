import { isHidden, type Layer, sizeOf } from './layers.ts'
import { peaking, type Segment, startsOf } from './segment.ts'
import type { Steps } from './slices.ts'
import { stem } from './words.ts'

/** So many postings or words are moved between two chances to pause. */
const atOnce = 8_192

/** One segment of what several layers hold, in small steps and without reading a text again; what is hidden is left out for good. */
export function* merging(layers: readonly Layer[]): Steps<Segment> {
  const into = numbering(layers)
  const { words, starts } = yield* joining(layers)
  const used = starts[starts.length - 1] ?? 0
  const columns = { documents: new Uint32Array(used), counts: new Uint16Array(used) }
  const next = starts.slice(0, -1)
  let since = 0
  // Layer by layer, so that documents stay ascending within a term.
  for (const [at, { segment, hidden }] of layers.entries()) {
    const renumber = into.renumber[at] ?? new Uint32Array(0)
    for (const [word, term] of segment.words) {
      const target = words.get(word)
      if (target === undefined) continue
      for (let from = segment.starts[term] ?? 0; from < (segment.starts[term + 1] ?? 0); from++) {
        if (++since % atOnce === 0) yield
        const document = segment.documents[from] ?? 0
        if (isHidden(hidden, document)) continue
        const to = next[target] ?? 0
        next[target] = to + 1
        columns.documents[to] = renumber[document] ?? 0
        columns.counts[to] = segment.counts[from] ?? 0
      }
      if (++since % atOnce === 0) yield
    }
  }
  const averageLength = into.totalLength / Math.max(1, into.ids.length) || 1
  const numbers = new Map<string, number>()
  for (const [number, id] of into.ids.entries()) {
    if (number % atOnce === 0) yield
    numbers.set(id, number)
  }
  return {
    ids: into.ids,
    numbers,
    lengths: into.lengths,
    totalLength: into.totalLength,
    words,
    starts,
    ...columns,
    peaks: yield* peaking(starts, columns, into.lengths, averageLength),
    averageLength,
    forms: yield* joiningForms(layers, words),
  }
}

/** New numbers for the documents that stay, in the order of the layers. */
function numbering(layers: readonly Layer[]): {
  readonly ids: string[]
  readonly lengths: Uint16Array
  readonly totalLength: number
  readonly renumber: readonly Uint32Array[]
} {
  const size = layers.reduce((sum, layer) => sum + sizeOf(layer), 0)
  const ids: string[] = []
  const lengths = new Uint16Array(size)
  let totalLength = 0
  const renumber = layers.map(({ segment, hidden }) => {
    const numbers = new Uint32Array(segment.ids.length)
    segment.ids.forEach((id, document) => {
      if (isHidden(hidden, document)) return
      numbers[document] = ids.length
      lengths[ids.length] = segment.lengths[document] ?? 0
      totalLength += segment.lengths[document] ?? 0
      ids.push(id)
    })
    return numbers
  })
  return { ids, lengths, totalLength, renumber }
}

/** The words that somebody still holds, and where their postings will begin. */
function* joining(layers: readonly Layer[]): Steps<{ words: Map<string, number>; starts: Uint32Array }> {
  const holding: number[] = []
  const words = new Map<string, number>()
  let since = 0
  for (const { segment, hidden } of layers) {
    for (const [word, term] of segment.words) {
      if (++since % atOnce === 0) yield
      const live = (segment.starts[term + 1] ?? 0) - (segment.starts[term] ?? 0) - (hidden.words.get(term) ?? 0)
      if (live === 0) continue
      const target = words.get(word) ?? words.size
      words.set(word, target)
      holding[target] = (holding[target] ?? 0) + live
    }
  }
  return { words, starts: startsOf(holding) }
}

/** Written forms of all layers; those of words that nobody holds any more go. */
function* joiningForms(layers: readonly Layer[], words: ReadonlyMap<string, number>): Steps<Segment['forms']> {
  const counts = new Map<string, number>()
  let since = 0
  for (const { segment } of layers) {
    for (const [form, count] of segment.forms) {
      if (++since % 1_024 === 0) yield
      if (words.has(stem(form))) counts.set(form, (counts.get(form) ?? 0) + count)
    }
  }
  return counts
}
