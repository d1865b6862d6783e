import { candidateOf, documentOf } from '#answer/documents.ts'
import type { Catalog } from '#knowledge/catalog.ts'
import { buildIndex, type Document, type Hit, type Term } from '#knowledge/search/index.ts'
import { judge, judgeByFuse } from '#knowledge/search/judge.ts'
import type { Candidate } from '#knowledge/search/likeness.ts'
import { buildSpelling, type Spelling } from '#knowledge/search/spelling.ts'
import type { View } from '#knowledge/search/view.ts'
import { stem, stopWords, wordsOf } from '#knowledge/search/words.ts'

export const documentsOf = (catalog: Catalog): Document[] =>
  [...catalog.entries.values()].map((entry) => documentOf(catalog, entry))

/** Our index as the answerer uses it, without anything that understands a question. */
export type Ours = { readonly index: View; readonly spelling: Spelling }

export function buildOurs(documents: readonly Document[]): Ours {
  const index = buildIndex(documents)
  // Built at once it is a single segment.
  return { index, spelling: buildSpelling(index.layers[0]?.segment.forms ?? new Map()) }
}

/** As many as the answerer looks at. */
const shortlist = 40

/** Words, their spelling mended where nobody holds them, and the index. */
export function retrieve({ index, spelling }: Ours, question: string): Hit[] {
  return index.search(termsOf(index, spelling, question), shortlist)
}

function termsOf(index: View, spelling: Spelling, question: string): Term[] {
  const words = wordsOf(question).slice(0, 120)
  return words
    .filter((word) => !stopWords.has(word))
    .map((word) => {
      const known = index.has(stem(word)) ? undefined : spelling.correct(word)
      return known ? { stem: stem(known.word), weight: known.score } : { stem: stem(word), weight: 1 }
    })
}

/** How many of the best the judge sees, and what it counts beside the text. */
const judged = 12
const judgeShare = 0.25

/** The same, and the judge on the best of it. */
export function retrieveJudged(ours: Ours, catalog: Catalog, question: string, by: typeof judge): Hit[] {
  const hits = retrieve(ours, question)
  const best = hits[0]?.score ?? 1
  const few = hits.slice(0, judged)
  const candidates = few.flatMap((hit): Candidate[] => {
    const entry = catalog.entries.get(hit.id)
    return entry ? [candidateOf(entry)] : []
  })
  const likeness = by(question, candidates)
  const worth = (hit: Hit): number => hit.score / best + judgeShare * (likeness.get(hit.id) ?? 0)
  return few.toSorted((one, other) => worth(other) - worth(one))
}

export { judge, judgeByFuse }
