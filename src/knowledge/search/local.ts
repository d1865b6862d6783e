import type { LiveIndex } from './live-index.ts'
import { holdingIn } from './layers.ts'
import type { Correction, SearchPort } from './port.ts'
import type { Segment } from './segment.ts'
import { type Breath, inSlices } from './slices.ts'
import { buildingSpelling, type Spelling } from './spelling.ts'
import { stem } from './words.ts'

/** The port in front of an index in memory: for callers that do not care where the texts lie. Who needs the answer at once asks `live.index()`. */
export function localSearch(live: LiveIndex, breath: Breath): SearchPort {
  const tables = new WeakMap<Segment, Promise<Spelling>>()
  const spellingOf = (segment: Segment): Promise<Spelling> => {
    const known = tables.get(segment) ?? inSlices(buildingSpelling(segment.forms), breath)
    tables.set(segment, known)
    return known
  }

  async function correct(words: readonly string[]): Promise<ReadonlyMap<string, Correction>> {
    const index = live.index()
    const spellings = await Promise.all(index.layers.map(({ segment }) => spellingOf(segment)))
    // A segment still knows the words of documents that are gone; they are nothing to mend a word by.
    const held = (word: string): boolean => index.has(stem(word))
    const mended = new Map<string, Correction>()
    for (const word of words) {
      if (held(word)) continue
      const [best] = spellings
        .flatMap((spelling) => spelling.correct(word, held) ?? [])
        .toSorted((one, other) => other.score - one.score)
      if (best) mended.set(word, best)
    }
    return mended
  }

  return {
    search: (terms, limit) => Promise.resolve(live.index().search(terms, limit)),
    facts: (stems) => {
      const { layers, size } = live.index()
      const holding = stems
        .map((word) => [word, layers.reduce((sum, layer) => sum + holdingIn(layer, word), 0)] as const)
        .filter(([, count]) => count > 0)
      return Promise.resolve({ size, holding: new Map(holding) })
    },
    correct,
    edit: live.edit,
  }
}
