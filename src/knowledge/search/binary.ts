import { layerOf } from './layers.ts'
import { merging } from './merge.ts'
import type { Segment } from './segment.ts'
import { finished } from './slices.ts'
import { type View, viewOf } from './view.ts'

/** What reading a saved index comes to. Whoever gets `refused` builds it anew. */
export type Restored =
  | { readonly kind: 'restored'; readonly index: View }
  | { readonly kind: 'refused'; readonly because: 'no index' | 'another format' | 'other content' | 'damaged' }

/** Raised whenever what is written, or how words are made of a text, becomes another. */
const formatVersion = 1
/** "gofx" */
const magic = 0x78_66_6f_67
const headerNumbers = 16
const alignment = 8

/**
 * An index as flat bytes: columns as they lie in memory, words as text. Numbers are in this machine's order of bytes, which is that of
 * every machine Node runs on today; another order does not have the magic number.
 * @param content what the index was built from, as a hash or version: reading it back asks for the same
 */
export function serialize(index: View, content: string): Uint8Array {
  const [only, ...more] = index.layers
  const segment = only && more.length === 0 && only.hidden.count === 0 ? only.segment : finished(merging(index.layers))
  const texts = [content, segment.ids, [...segment.words.keys()], [...segment.forms.keys()]].map((text) =>
    new TextEncoder().encode(typeof text === 'string' ? text : text.join('\n')),
  )
  const columns = [
    segment.lengths,
    segment.starts,
    segment.documents,
    segment.counts,
    segment.peaks,
    Uint32Array.from(segment.forms.values()),
    Float64Array.of(segment.totalLength, segment.averageLength),
  ]
  const parts = [
    ...texts,
    ...columns.map((column) => new Uint8Array(column.buffer, column.byteOffset, column.byteLength)),
  ]
  const bytes = new Uint8Array(headerNumbers * 4 + parts.reduce((sum, part) => sum + aligned(part.length), 0))
  const header = new Uint32Array(bytes.buffer, 0, headerNumbers)
  header.set([magic, formatVersion, 0, ...parts.map((part) => part.length)])
  let at = headerNumbers * 4
  for (const part of parts) {
    bytes.set(part, at)
    at += aligned(part.length)
  }
  header[2] = checksum(bytes)
  return bytes
}

/** Reads what `serialize` wrote: 10,000 entries in some ten milliseconds. @param content what the index has to be of */
export function deserialize(bytes: Uint8Array, content: string): Restored {
  if (bytes.length < headerNumbers * 4) return { kind: 'refused', because: 'no index' }
  // Columns are laid upon the bytes; those of a file may begin anywhere.
  const own = bytes.byteOffset % alignment === 0 ? bytes : new Uint8Array(bytes)
  const header = new Uint32Array(own.buffer, own.byteOffset, headerNumbers)
  if (header[0] !== magic) return { kind: 'refused', because: 'no index' }
  if (header[1] !== formatVersion) return { kind: 'refused', because: 'another format' }
  const parts = partsOf(own, [...header.subarray(3)])
  if (!parts || header[2] !== checksum(own)) return { kind: 'refused', because: 'damaged' }
  const [told, ids, words, forms, ...columns] = parts
  if (textOf(told) !== content) return { kind: 'refused', because: 'other content' }
  return {
    kind: 'restored',
    index: viewOf([layerOf(segmentOf(linesOf(ids), linesOf(words), () => linesOf(forms), columns))]),
  }
}

const aligned = (length: number): number => Math.ceil(length / alignment) * alignment

/** The parts one after the other; undefined where they do not fill the bytes. */
function partsOf(bytes: Uint8Array, lengths: readonly number[]): Uint8Array[] | undefined {
  let at = headerNumbers * 4
  const parts = lengths.slice(0, partCount).map((length) => {
    const part = bytes.subarray(at, at + length)
    at += aligned(length)
    return part
  })
  return at === bytes.length ? parts : undefined
}

const partCount = 11

const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes)
const linesOf = (bytes: Uint8Array | undefined): string[] => (bytes?.length ? textOf(bytes).split('\n') : [])

function segmentOf(
  ids: readonly string[],
  words: readonly string[],
  formsOf: () => readonly string[],
  columns: readonly (Uint8Array | undefined)[],
): Segment {
  const [lengths, starts, documents, counts, peaks, formCounts, sums] = columns
  const often = laid(Uint32Array, formCounts)
  const [totalLength = 0, averageLength = 1] = laid(Float64Array, sums)
  let numbers: Map<string, number> | undefined
  let forms: Map<string, number> | undefined
  return {
    ids,
    // Only edits ask for it: a start does not wait for it.
    get numbers() {
      return (numbers ??= new Map(ids.map((id, number) => [id, number])))
    },
    lengths: laid(Uint16Array, lengths),
    totalLength,
    words: new Map(words.map((word, term) => [word, term])),
    starts: laid(Uint32Array, starts),
    documents: laid(Uint32Array, documents),
    counts: laid(Uint16Array, counts),
    peaks: laid(Float32Array, peaks),
    averageLength,
    // Nobody asks for it where there is nothing to mend.
    get forms() {
      return (forms ??= new Map(formsOf().map((form, at) => [form, often[at] ?? 0])))
    },
  }
}

type Column<T> = { new (buffer: ArrayBufferLike, from: number, length: number): T; readonly BYTES_PER_ELEMENT: number }

/** A column laid upon its bytes; nothing is copied. */
function laid<T>(column: Column<T>, bytes: Uint8Array = new Uint8Array(0)): T {
  return new column(bytes.buffer, bytes.byteOffset, bytes.length / column.BYTES_PER_ELEMENT)
}

/** A sum over all bytes behind itself that a changed, lost or moved one changes (Adler's idea, in words of four bytes). */
function checksum(bytes: Uint8Array): number {
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.length / 4)).subarray(3)
  let [one, two] = [1, 0]
  for (let at = 0; at < words.length; at++) {
    one = (one + (words[at] ?? 0)) | 0
    two = (two + one) | 0
  }
  return (one ^ Math.imul(two, 0x9e37_79b1)) >>> 0
}
