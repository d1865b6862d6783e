import type { Document } from './port.ts'
import { finished, type Steps } from './slices.ts'
import { grown } from './columns.ts'
import { createCutter, type Cutter } from './cutting.ts'
import { stem } from './words.ts'

/**
 * Some documents with their postings in columns, never changed once built. Six bytes a posting, nothing allocated for a search.
 * A segment knows nothing of the others: how much a word tells is worked out over all of them.
 */
export type Segment = {
  /** Document number to id. */
  readonly ids: readonly string[]
  /** Id to document number. */
  readonly numbers: ReadonlyMap<string, number>
  /** Words of each document, at most 65,535. */
  readonly lengths: Uint16Array
  readonly totalLength: number
  /** Stem to term number. */
  readonly words: ReadonlyMap<string, number>
  /** Term number to where its postings begin; one more than there are terms. */
  readonly starts: Uint32Array
  /** Document numbers of the postings, ascending within a term. */
  readonly documents: Uint32Array
  /** How often a document holds the word, five bits for the name, five for how it is asked for, six for the body. */
  readonly counts: Uint16Array
  /** The highest `saturation` of each term's postings at `averageLength`, rounded up: what a document can get from the word at most. */
  readonly peaks: Float32Array
  readonly averageLength: number
  /** Every word as it is written, with how often; what spelling is mended by. */
  readonly forms: ReadonlyMap<string, number>
}

/** BM25's usual constants (Robertson and Zaragoza 2009, section 3.3): saturation and length normalisation. */
const k1 = 1.2
const b = 0.6
/** What a whole occurrence can come to. */
export const steepness = k1 + 1
/** How much a word counts by field; tuned on held-out questions, the order matters more than the numbers. */
const fieldWeight = { name: 4, asks: 2.2, body: 1 } as const
/** Three counts in sixteen bits, the name's first: beyond so many a further one changes no score that anybody could see. */
const most = { name: 31, asks: 31, body: 63 } as const

/** Packed counts to the weighted frequency: a table, because it is looked up for every posting. */
export const frequencies: Float32Array = Float32Array.from(
  { length: 1 << 16 },
  (_, counts) =>
    (counts >> 11) * fieldWeight.name +
    ((counts >> 6) & most.asks) * fieldWeight.asks +
    (counts & most.body) * fieldWeight.body,
)

/** The best field of packed counts: 1 body, 2 asks, 3 name. */
export function placeOf(counts: number): number {
  return counts >> 11 ? 3 : (counts >> 6) & most.asks ? 2 : 1
}

/** Length normalisation as a line: a document of `length` words adds `still + byLength * length` below the frequency. */
export function normOf(averageLength: number): { still: number; byLength: number } {
  return { still: k1 * (1 - b), byLength: (k1 * b) / averageLength }
}

/** Builds a segment at once. */
export function segmentOf(documents: readonly Document[]): Segment {
  return finished(building(documents))
}

/** So many documents or postings are worked on between two chances to pause; about half a millisecond. */
const documentsAtOnce = 16
const postingsAtOnce = 16_384

/** Builds a segment in small steps, so that whoever runs it can let others run in between. */
export function* building(documents: readonly Document[]): Steps<Segment> {
  const terms: Terms = {
    cutter: createCutter(),
    words: new Map(),
    ofForm: new Uint32Array(2 * 1_024),
    ofTerm: new Uint32Array(3 * 1_024),
  }
  const rows: Rows = { terms: new Uint32Array(1024), counts: new Uint16Array(1024), used: 0 }
  const ends = new Uint32Array(documents.length)
  const lengths = new Uint16Array(documents.length)
  const numbers = new Map<string, number>()
  for (const [number, document] of documents.entries()) {
    if (number % documentsAtOnce === 0) yield
    numbers.set(document.id, number)
    lengths[number] = Math.min(0xffff, readInto(rows, document, number, terms))
    ends[number] = rows.used
  }
  const starts = startsOf(Uint32Array.from({ length: terms.words.size }, (_, term) => terms.ofTerm[3 * term + 2] ?? 0))
  const columns = { documents: new Uint32Array(rows.used), counts: new Uint16Array(rows.used) }
  const next = starts.slice()
  let at = 0
  for (let number = 0; number < documents.length; number++) {
    if (number % 256 === 0) yield
    for (; at < (ends[number] ?? 0); at++) {
      const term = rows.terms[at] ?? 0
      const to = next[term] ?? 0
      next[term] = to + 1
      columns.documents[to] = number
      columns.counts[to] = rows.counts[at] ?? 0
    }
  }
  const totalLength = lengths.reduce((sum, length) => sum + length, 0)
  const averageLength = totalLength / Math.max(1, documents.length) || 1
  return {
    ids: documents.map((document) => document.id),
    numbers,
    lengths,
    totalLength,
    words: terms.words,
    starts,
    ...columns,
    peaks: yield* peaking(starts, columns, lengths, averageLength),
    averageLength,
    forms: yield* countedForms(terms),
  }
}

/** What is known of words while building. In columns side by side, as each word of each text looks at all of one of them. */
type Terms = {
  readonly cutter: Cutter
  readonly words: Map<string, number>
  /** For each written form its term and one, 0 before it came, so that each is stemmed once; and how often it came. */
  ofForm: Uint32Array
  /** For each term the document that held it last and one, where that posting stands, and how many documents hold it. */
  ofTerm: Uint32Array
}
/** Postings in the order of the documents. */
type Rows = { terms: Uint32Array; counts: Uint16Array; used: number }

/** Adds a document's words to the rows. @returns how many words it has */
function readInto(rows: Rows, document: Document, number: number, terms: Terms): number {
  let length = 0
  const { cutter } = terms
  for (const { field, shift, mask } of fields) {
    const count = cutter.cut(document[field])
    const found = cutter.found()
    length += count
    for (let at = 0; at < count; at++) {
      const term = termOf(found[at] ?? 0, terms)
      const { ofTerm } = terms
      const its = 3 * term
      if (ofTerm[its] !== number + 1) {
        ofTerm[its] = number + 1
        ofTerm[its + 1] = rows.used
        ofTerm[its + 2] = (ofTerm[its + 2] ?? 0) + 1
        push(rows, term)
      }
      const slot = ofTerm[its + 1] ?? 0
      const counts = rows.counts[slot] ?? 0
      // One more, as far as there is room for it.
      if (((counts >> shift) & mask) < mask) rows.counts[slot] = counts + (1 << shift)
    }
  }
  return length
}

/** Where each field stands in packed counts. */
const fields = [
  { field: 'body', shift: 0, mask: most.body },
  { field: 'asks', shift: 6, mask: most.asks },
  { field: 'name', shift: 11, mask: most.name },
] as const

/** The term of a written form, which is stemmed when it first comes. */
function termOf(form: number, terms: Terms): number {
  const its = 2 * form
  if (its >= terms.ofForm.length) terms.ofForm = grown(terms.ofForm, its)
  const known = terms.ofForm[its] ?? 0
  const term = known === 0 ? newTerm(form, terms) : known - 1
  terms.ofForm[its] = term + 1
  terms.ofForm[its + 1] = (terms.ofForm[its + 1] ?? 0) + 1
  return term
}

function newTerm(form: number, terms: Terms): number {
  const { cutter, words } = terms
  const key = owned(stem(cutter.words[form] ?? ''))
  const term = words.get(key) ?? words.size
  words.set(key, term)
  if (3 * term + 3 > terms.ofTerm.length) terms.ofTerm = grown(terms.ofTerm, 3 * term + 3)
  return term
}

/** A word that does not keep the text alive out of which it was cut; engines cut short words anew anyway. */
const owned = (word: string): string => (word.length < 13 ? word : word.split('').join(''))

/** Every form with its count. One that only stood in what was cut anew never came. */
function* countedForms({ cutter, ofForm }: Terms): Steps<Map<string, number>> {
  const forms = new Map<string, number>()
  for (const [number, form] of cutter.words.entries()) {
    const count = ofForm[2 * number + 1] ?? 0
    if (count > 0) forms.set(owned(form), count)
    if (number % 4_096 === 0) yield
  }
  return forms
}

function push(rows: Rows, term: number): void {
  if (rows.used === rows.terms.length) {
    rows.terms = grown(rows.terms)
    rows.counts = grown(rows.counts)
  }
  rows.terms[rows.used++] = term
}

/** How many hold each term to where each term begins. */
export function startsOf(holding: ArrayLike<number>): Uint32Array {
  const starts = new Uint32Array(holding.length + 1)
  for (let term = 0; term < holding.length; term++) starts[term + 1] = (starts[term] ?? 0) + (holding[term] ?? 0)
  return starts
}

/** The highest saturation of each term; rounded up, since a bound that is too low would lose documents. */
export function* peaking(
  starts: Uint32Array,
  columns: Pick<Segment, 'documents' | 'counts'>,
  lengths: Uint16Array,
  averageLength: number,
): Steps<Float32Array> {
  const peaks = new Float32Array(starts.length - 1)
  const { still, byLength } = normOf(averageLength)
  let since = 0
  for (let term = 0; term < peaks.length; term++) {
    let peak = 0
    for (let at = starts[term] ?? 0; at < (starts[term + 1] ?? 0); at++) {
      const frequency = frequencies[columns.counts[at] ?? 0] ?? 0
      const length = lengths[columns.documents[at] ?? 0] ?? 0
      peak = Math.max(peak, frequency / (frequency + still + byLength * length))
      if (++since % postingsAtOnce === 0) yield
    }
    peaks[term] = peak * (1 + 1e-6)
  }
  return peaks
}
