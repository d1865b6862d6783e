import { stem, wordsOf } from './words.ts'

/** A text to be found, in fields of falling weight. */
export type Document = {
  readonly id: string
  /** What it is called: title, aliases, needs. */
  readonly name: string
  /** How people ask for it, and its one-sentence answer. */
  readonly asks: string
  /** Everything else that it says. */
  readonly body: string
}

/** A word to look for: `weight` lowers words that were guessed. */
export type Term = { readonly stem: string; readonly weight: number }

/** A document that holds at least one of the words. */
export type Hit = {
  readonly id: string
  /** BM25F score, comparable within one search only. */
  readonly score: number
  /** For each term, in order: where the document holds it best, 0 nowhere, 1 body, 2 asks, 3 name. */
  readonly places: readonly number[]
}

export type TextIndex = {
  /** The best `limit` documents. Costs time in the length of the terms' postings, not in the number of documents. */
  readonly search: (terms: readonly Term[], limit: number) => Hit[]
  /** How much a word tells: 0 for one that every document holds, about 8 for the rarest of 3,000. A word nobody holds gets the most. */
  readonly information: (stem: string) => number
  readonly has: (stem: string) => boolean
  /** Every stem with the number of documents that hold it. */
  readonly vocabulary: ReadonlyMap<string, number>
}

/** BM25's usual constants (Robertson and Zaragoza 2009, section 3.3): saturation and length normalisation. */
const k1 = 1.2
const b = 0.6
/** How much a word counts by field; tuned on held-out questions, the order matters more than the numbers. */
const fieldWeight = { name: 4, asks: 2.2, body: 1 } as const

type Posting = { documents: Uint32Array; impacts: Float32Array; places: Uint8Array }

/** Builds an inverted index with BM25F impacts worked out beforehand, so that a search only adds numbers up. */
export function buildIndex(documents: readonly Document[]): TextIndex {
  const lists = collect(documents)
  const postings = new Map<string, Posting>()
  const vocabulary = new Map<string, number>()
  for (const [word, list] of lists.words) {
    const idf = informationOf(list.length, documents.length)
    vocabulary.set(word, list.length)
    postings.set(word, {
      documents: Uint32Array.from(list, (item) => item.document),
      impacts: Float32Array.from(
        list,
        (item) =>
          (idf * item.frequency * (k1 + 1)) /
          (item.frequency + k1 * (1 - b + (b * (lists.lengths[item.document] ?? 1)) / lists.averageLength)),
      ),
      places: Uint8Array.from(list, (item) => item.place),
    })
  }
  const most = informationOf(0, documents.length)
  const scores = new Float64Array(documents.length)
  return {
    vocabulary,
    has: (word) => postings.has(word),
    information: (word) => (postings.has(word) ? informationOf(vocabulary.get(word) ?? 0, documents.length) : most),
    search: (terms, limit) => {
      const found = terms.map((term) => postings.get(term.stem))
      const best = add(scores, terms, found, limit)
      return best.map(({ document, score }) => ({
        id: documents[document]?.id ?? '',
        score,
        places: found.map((posting) => (posting ? placeIn(posting, document) : 0)),
      }))
    },
  }
}

type Item = { document: number; frequency: number; place: number }

function collect(documents: readonly Document[]): {
  words: Map<string, Item[]>
  lengths: Float64Array
  averageLength: number
} {
  const words = new Map<string, Item[]>()
  const lengths = new Float64Array(documents.length)
  documents.forEach((document, index) => {
    const items = new Map<string, Item>()
    for (const [place, field] of (['body', 'asks', 'name'] as const).entries()) {
      for (const word of wordsOf(document[field])) {
        const key = stem(word)
        const item = items.get(key) ?? { document: index, frequency: 0, place: 0 }
        item.frequency += fieldWeight[field]
        item.place = place + 1
        items.set(key, item)
        lengths[index] = (lengths[index] ?? 0) + 1
      }
    }
    for (const [key, item] of items) {
      const list = words.get(key)
      if (list) list.push(item)
      else words.set(key, [item])
    }
  })
  const total = lengths.reduce((sum, length) => sum + length, 0)
  return { words, lengths, averageLength: total / Math.max(1, documents.length) || 1 }
}

/** BM25's inverse document frequency, never negative. */
function informationOf(holding: number, all: number): number {
  return Math.log(1 + (all - holding + 0.5) / (holding + 0.5))
}

function add(
  scores: Float64Array,
  terms: readonly Term[],
  found: readonly (Posting | undefined)[],
  limit: number,
): { document: number; score: number }[] {
  const touched: number[] = []
  found.forEach((posting, index) => {
    const weight = terms[index]?.weight ?? 0
    if (!posting) return
    for (let at = 0; at < posting.documents.length; at++) {
      const document = posting.documents[at] ?? 0
      const before = scores[document] ?? 0
      if (before === 0) touched.push(document)
      scores[document] = before + weight * (posting.impacts[at] ?? 0)
    }
  })
  const best = highest(touched, scores, limit)
  for (const document of touched) scores[document] = 0
  return best
}

/** The `limit` best of the touched documents, best first; equal scores in document order, so that the same question gives the same list. */
function highest(
  touched: readonly number[],
  scores: Float64Array,
  limit: number,
): { document: number; score: number }[] {
  const best: { document: number; score: number }[] = []
  for (const document of touched) {
    const score = scores[document] ?? 0
    const last = best.at(-1)
    if (best.length === limit && last && !before({ document, score }, last)) continue
    let at = best.length
    while (at > 0 && before({ document, score }, best[at - 1])) at--
    best.splice(at, 0, { document, score })
    if (best.length > limit) best.pop()
  }
  return best
}

function before(
  one: { document: number; score: number },
  other: { document: number; score: number } | undefined,
): boolean {
  return other === undefined || one.score > other.score || (one.score === other.score && one.document < other.document)
}

function placeIn(posting: Posting, document: number): number {
  let low = 0
  let high = posting.documents.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const at = posting.documents[middle] ?? 0
    if (at === document) return posting.places[middle] ?? 0
    if (at < document) low = middle + 1
    else high = middle - 1
  }
  return 0
}
