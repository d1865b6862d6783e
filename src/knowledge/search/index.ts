import { hiding, layerOf } from './layers.ts'
import type { Document } from './port.ts'
import { segmentOf } from './segment.ts'
import { finished } from './slices.ts'
import { type View, viewOf } from './view.ts'

export type { Document, Hit, Term, TextIndex } from './port.ts'

/** Builds an inverted index with BM25F scores (Robertson and Zaragoza 2009). A quarter of a second for 10,000 entries; `slices.ts` does it without a pause. */
export function buildIndex(documents: readonly Document[]): View {
  return viewOf([layerOf(segmentOf(documents))])
}

/**
 * A shared index with some documents of one's own laid upon it: theirs replace those of the same id, and scores are as if all were
 * one index. The shared one is not touched, and not copied.
 * @param removed ids of the shared index that are not to be found
 */
export function withOverlay(base: View, documents: readonly Document[], removed: readonly string[] = []): View {
  const gone = [...removed, ...documents.map((document) => document.id)]
  const layers = base.layers.map((layer) => finished(hiding(layer, gone)))
  return viewOf([...layers, layerOf(segmentOf(documents))])
}
