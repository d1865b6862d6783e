import { holdingIn, type Layer, positionOf, sizeOf } from './layers.ts'
import { informationOf, type Hit, type Term, type TextIndex } from './port.ts'
import { placeOf, steepness } from './segment.ts'
import { bestOf, type Found, type Wanted } from './top.ts'

/** An index over layers that can be laid upon each other further. */
export type View = TextIndex & { readonly layers: readonly Layer[] }

/**
 * One index over several layers. How rare a word is and how long documents are is worked out over all of them, so that it answers as
 * if all their documents had been built into one.
 */
export function viewOf(layers: readonly Layer[]): View {
  const live = layers.filter((layer) => sizeOf(layer) > 0)
  const size = live.reduce((sum, layer) => sum + sizeOf(layer), 0)
  const totalLength = live.reduce((sum, { segment, hidden }) => sum + segment.totalLength - hidden.totalLength, 0)
  const averageLength = totalLength / Math.max(1, size) || 1
  const holding = (word: string): number => live.reduce((sum, layer) => sum + holdingIn(layer, word), 0)
  return {
    layers: live,
    size,
    has: (word) => holding(word) > 0,
    information: (word) => informationOf(holding(word), size),
    search: (terms, limit) => {
      const wanted = terms
        .map(({ stem, weight }): Wanted => ({ stem, share: weight * steepness * shareOf(holding(stem), size) }))
        .filter(({ share }) => share > 0)
        .toSorted((one, other) => other.share - one.share)
      return bestOf(live, wanted, averageLength, limit).map((found) => hitOf(live, terms, found))
    },
  }
}

/** What a word adds at most for each of its weight: nothing where nobody holds it. */
function shareOf(holding: number, size: number): number {
  return holding > 0 ? informationOf(holding, size) : 0
}

function hitOf(layers: readonly Layer[], terms: readonly Term[], { layer, document, id, score }: Found): Hit {
  const segment = layers[layer]?.segment
  return { id, score, places: terms.map(({ stem }) => (segment ? placeIn(segment, stem, document) : 0)) }
}

function placeIn({ words, starts, documents, counts }: Layer['segment'], word: string, document: number): number {
  const term = words.get(word)
  if (term === undefined) return 0
  const at = positionOf(documents, starts[term] ?? 0, starts[term + 1] ?? 0, document)
  return at < 0 ? 0 : placeOf(counts[at] ?? 0)
}
