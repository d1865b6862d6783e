import type { Catalog } from '#knowledge/catalog.ts'
import { deserialize, serialize } from '#knowledge/search/binary.ts'
import type { Document } from '#knowledge/search/index.ts'
import { hiding, type Layer, layerOf } from '#knowledge/search/layers.ts'
import { building } from '#knowledge/search/segment.ts'
import type { Steps } from '#knowledge/search/slices.ts'
import { type View, viewOf } from '#knowledge/search/view.ts'
import type { Entry } from '#knowledge/entry.ts'
import { lowerCaseIn } from '#question/everyday.ts'
import type { Said } from '#question/understand.ts'
import { documentOf, namedBy } from './documents.ts'

/** What the entries of a catalog say, as questions are held against it. */
export type Corpus = Said & { readonly catalog: Catalog; readonly index: View }

/** Each edit lays a small layer upon the others; from so many on everything is read anew, so that a search looks into few. */
const mostLayers = 8
/** Where more than this part of the entries is another, reading all of them anew costs about as much. */
const mostChanged = 1 / 8

/**
 * Reads a catalog's entries, in small steps. It answers alike to the last bit whether it was read anew or made of an earlier one.
 * @param before an earlier corpus, of which everything is taken over that is still so
 */
export function* buildingCorpus(catalog: Catalog, before?: Corpus): Steps<Corpus> {
  if (!before || before.index.layers.length >= mostLayers) return yield* anew(catalog)
  return yield* overlaying(catalog, before)
}

/** The same, upon an earlier corpus however many layers that has: what lies upon it is soon let go. */
export function* overlaying(catalog: Catalog, before: Corpus): Steps<Corpus> {
  if (before.catalog === catalog) return before
  const { gone, fresh, touched } = yield* changesBetween(before.catalog, catalog)
  if (gone.length + fresh.length > catalog.entries.size * mostChanged) return yield* anew(catalog)
  const ids = gone.map(({ id }) => id)
  const layers: Layer[] = []
  for (const layer of before.index.layers) layers.push(yield* hiding(layer, ids))
  // What is gone is counted once more, to be taken from the count.
  const [removed, added] = [yield* building(gone), yield* building(fresh)]
  const forms = counted(before.forms, removed.forms, added.forms)
  yield
  const lower = counted(
    before.lower,
    holdersOf(touched.flatMap((id) => before.catalog.entries.get(id) ?? [])),
    holdersOf(touched.flatMap((id) => catalog.entries.get(id) ?? [])),
  )
  yield
  return { catalog, index: viewOf([...layers, layerOf(added)]), forms, lower }
}

/**
 * A corpus as bytes.
 * @param corpus read anew: one in layers counts words that an index does not
 * @param content stands for everything that it was made of
 */
export function savedCorpus({ index, lower }: Corpus, content: string): Uint8Array {
  if (index.layers.length > 1) throw new Error('a corpus in layers cannot be saved')
  const words = new TextEncoder().encode(JSON.stringify([...lower]))
  const bytes = serialize(index, content)
  const at = Math.ceil((headLength + words.length) / headLength) * headLength
  const all = new Uint8Array(at + bytes.length)
  new DataView(all.buffer).setUint32(0, words.length)
  all.set(words, headLength)
  all.set(bytes, at)
  return all
}

/**
 * The corpus that was saved; undefined where the bytes are of another content.
 * @param bytes whole, as `savedCorpus` made them: whoever keeps them sees to that
 */
export function restoredCorpus(catalog: Catalog, bytes: Uint8Array, content: string): Corpus | undefined {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)
  const restored = deserialize(bytes.subarray(Math.ceil((headLength + length) / headLength) * headLength), content)
  if (restored.kind === 'refused') return undefined
  const { index } = restored
  const words = new TextDecoder().decode(bytes.subarray(headLength, headLength + length))
  return {
    catalog,
    index,
    forms: index.layers[0]?.segment.forms ?? new Map(),
    lower: new Map(JSON.parse(words) as [string, number][]),
  }
}

/** Bytes before the words; what follows them begins at a multiple of it, as the index wants. */
const headLength = 8

function* anew(catalog: Catalog): Steps<Corpus> {
  const documents: Document[] = []
  for (const entry of catalog.entries.values()) {
    documents.push(documentOf(catalog, entry))
    yield
  }
  const segment = yield* building(documents)
  const lower = new Map<string, number>()
  for (const entry of catalog.entries.values()) {
    countInto(lower, entry)
    yield
  }
  return { catalog, index: viewOf([layerOf(segment)]), forms: segment.forms, lower }
}

type Changes = {
  /** Documents that are not there any more as they were, and those that are there now. */
  readonly gone: readonly Document[]
  readonly fresh: readonly Document[]
  /** Entries that were added, removed or edited. */
  readonly touched: readonly string[]
}

function* changesBetween(before: Catalog, after: Catalog): Steps<Changes> {
  const gone: Document[] = []
  const fresh: Document[] = []
  const touched: string[] = []
  const isNamedAlike = yield* namesAreSame(before, after)
  const compare = (id: string): void => {
    const [was, is] = [before.entries.get(id), after.entries.get(id)]
    if (was !== is) touched.push(id)
    else if (isNamedAlike) return
    const [old, current] = [was && documentOf(before, was), is && documentOf(after, is)]
    if (old && current && isSame(old, current)) return
    if (old) gone.push(old)
    if (current) fresh.push(current)
  }
  for (const id of before.entries.keys()) {
    compare(id)
    yield
  }
  for (const id of after.entries.keys()) {
    if (!before.entries.has(id)) compare(id)
    yield
  }
  return { gone, fresh, touched }
}

/**
 * A document holds the names of others, so that an entry that was not touched may still read otherwise: where another was renamed or
 * removed, or where one came that it named before it was there.
 */
function* namesAreSame(before: Catalog, after: Catalog): Steps<boolean> {
  if (before.languages !== after.languages) return false
  for (const entry of before.entries.values()) {
    if (after.entries.get(entry.id)?.title !== entry.title) return false
    if (namedBy(entry).some((id) => !before.entries.has(id) && after.entries.has(id))) return false
    yield
  }
  return true
}

const isSame = (one: Document, other: Document): boolean =>
  one.name === other.name && one.asks === other.asks && one.body === other.body

/** Counts of which some are taken away and others added. */
function counted(
  before: ReadonlyMap<string, number>,
  removed: ReadonlyMap<string, number>,
  added: ReadonlyMap<string, number>,
): Map<string, number> {
  const counts = new Map(before)
  for (const [word, count] of added) counts.set(word, (counts.get(word) ?? 0) + count)
  for (const [word, count] of removed) {
    const left = (counts.get(word) ?? 0) - count
    if (left > 0) counts.set(word, left)
    else counts.delete(word)
  }
  return counts
}

function holdersOf(entries: readonly Entry[]): Map<string, number> {
  const holders = new Map<string, number>()
  for (const entry of entries) countInto(holders, entry)
  return holders
}

function countInto(holders: Map<string, number>, entry: Entry): void {
  for (const word of lowerCaseIn(entry)) holders.set(word, (holders.get(word) ?? 0) + 1)
}
