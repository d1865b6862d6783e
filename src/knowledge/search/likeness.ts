/** What a text in each field counts, against the sum of both: 1.5 and 1. */
const nameShare = 1.5 / 2.5
const askShare = 1 / 2.5
/** No text is so alike that its factor becomes nothing. */
const least = 0.001

/** What a candidate is called and how it is asked for. */
export type Candidate = { readonly id: string; readonly names: readonly string[]; readonly asks: readonly string[] }

/** A candidate made ready to be compared with many questions. */
export type Prepared = { readonly id: string; readonly texts: readonly Text[] }
/** One of its texts. `power` is what its field and its length make of a likeness, `letters` a bit for each letter it holds. */
type Text = {
  readonly text: string
  readonly tokens: ReadonlySet<string>
  readonly power: number
  readonly letters: number
}

export function prepare({ id, names, asks }: Candidate): Prepared {
  const textsOf = (list: readonly string[], share: number): Text[] =>
    list.filter((text) => text.trim() !== '').map((text) => textOf(text, share))
  return { id, texts: [...textsOf(names, nameShare), ...textsOf(asks, askShare)] }
}

/**
 * How much a question looks like a candidate's names and phrasings, letter by letter: the numbers that Fuse.js gives with token
 * search (`judgeByFuse`), to the last digit, in a twentieth of the time. Fuse takes 4 ms for twelve candidates of twelve phrasings each,
 * nearly all that an answer cost; a property test holds the two together.
 * @returns id to likeness, 1 for the same text, 0 for nothing alike; candidates of which nothing is alike are missing
 */
export function likeness(question: string, candidates: readonly Prepared[]): ReadonlyMap<string, number> {
  if (question.trim() === '') return new Map(candidates.map(({ id }) => [id, 0]))
  const terms = tokensOf(question.toLowerCase())
  const worths = worthsOf(terms, candidates)
  const most = worths.reduce((sum, worth) => sum + worth, 0)
  const patterns = terms.map(patternOf)
  const found = new Map<string, number>()
  for (const { id, texts } of candidates) {
    let product = 1
    let alike = false
    for (const text of texts) {
      const distance = distanceOf(text, patterns, worths, most)
      if (distance === undefined) continue
      alike = true
      product *= distance ** text.power
    }
    if (alike) found.set(id, 1 - product)
  }
  return found
}

function textOf(text: string, share: number): Text {
  const lower = text.toLowerCase()
  const words = text.match(/[^\t-\r \u00a0]+/g)?.length ?? 1
  const norm = Math.round(1000 / words ** 0.5) / 1000
  return { text: lower, tokens: new Set(tokensOf(lower)), power: share * norm, letters: lettersOf(lower) }
}

const tokensOf = (lower: string): string[] => lower.match(/[\p{L}\p{M}\p{N}_]+/gu) ?? []

/** What each word of the question tells among these texts. */
function worthsOf(terms: readonly string[], candidates: readonly Prepared[]): number[] {
  let all = 0
  const holding = terms.map(() => 0)
  for (const { texts } of candidates) {
    for (const { tokens } of texts) {
      if (tokens.size > 0) all++
      for (const [at, term] of terms.entries()) if (tokens.has(term)) holding[at] = (holding[at] ?? 0) + 1
    }
  }
  return holding.map((count) => Math.log(1 + (all - count + 0.5) / (count + 0.5)))
}

/** How far a text is from the question, between 0 and 1; undefined where no word is alike. */
function distanceOf(
  text: Text,
  patterns: readonly Pattern[],
  worths: readonly number[],
  most: number,
): number | undefined {
  let alike = false
  let explained = 0
  for (let at = 0; at < patterns.length; at++) {
    const pattern = patterns[at]
    const off = pattern ? offBy(text, pattern) : 1
    if (off > 0.99) continue
    alike = true
    explained += (worths[at] ?? 0) * (1 - off)
  }
  if (!alike) return undefined
  return Math.max(least, most > 0 ? 1 - explained / most : 0)
}

/** A word of the question as pieces of at most 32 letters, which one machine word holds. */
type Pattern = { readonly word: string; readonly pieces: readonly Piece[] }
type Piece = {
  readonly piece: string
  /** How many letters may be off. */
  readonly allowed: number
  readonly letters: number
  /** Where each character stands in the piece, a bit for each place; plain ASCII in a table. */
  readonly ascii: Int32Array
  readonly others: ReadonlyMap<number, number>
}

const pieceLength = 32
/** A word may be off by this share of its letters. */
const threshold = 0.35

function patternOf(word: string): Pattern {
  const pieces: string[] = []
  for (let at = 0; at < word.length; at += pieceLength)
    pieces.push(at + pieceLength <= word.length ? word.slice(at, at + pieceLength) : word.slice(-pieceLength))
  return { word, pieces: pieces.map(pieceOf) }
}

function pieceOf(piece: string): Piece {
  const ascii = new Int32Array(128)
  const others = new Map<number, number>()
  for (let at = 0; at < piece.length; at++) {
    const code = piece.charCodeAt(at)
    if (code < 128) ascii[code] = (ascii[code] ?? 0) | (1 << at)
    else others.set(code, (others.get(code) ?? 0) | (1 << at))
  }
  let allowed = 0
  while ((allowed + 1) / piece.length <= threshold) allowed++
  return { piece, allowed, letters: lettersOf(piece), ascii, others }
}

/** By which share of its letters a word is off where the text comes nearest to it, 1 where it is not alike. */
function offBy({ text, letters }: Text, { word, pieces }: Pattern): number {
  if (text === word) return 0
  let sum = 0
  let alike = false
  for (const piece of pieces) {
    const edits = editsIn(text, letters, piece)
    if (edits <= piece.allowed) alike = true
    sum += edits <= piece.allowed ? Math.max(least, edits / piece.piece.length) : 1
  }
  return alike ? sum / pieces.length : 1
}

/** The fewest edits that make a piece a part of the text; more than allowed where there is no such part. Myers 1999, "A fast bit-vector algorithm". */
function editsIn(text: string, letters: number, { piece, allowed, letters: own, ascii, others }: Piece): number {
  const missing = own & ~letters
  // Each letter that the text does not hold is an edit at least.
  if (missing !== 0 && bitsIn(missing) > allowed) return allowed + 1
  if (missing === 0 && text.includes(piece)) return 0
  if (allowed === 0) return 1
  const high = 1 << (piece.length - 1)
  let [up, down, edits] = [-1, 0, piece.length]
  let fewest = edits
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const same = code < 128 ? (ascii[code] ?? 0) : (others.get(code) ?? 0)
    const vertical = same | down
    const level = (((same & up) + up) ^ up) | same
    let rises = down | ~(level | up)
    let falls = up & level
    if (rises & high) edits++
    else if (falls & high) edits--
    rises <<= 1
    falls <<= 1
    up = falls | ~(vertical | rises)
    down = rises & vertical
    if (edits < fewest) fewest = edits
  }
  return fewest
}

/** A bit for each letter that a text holds; all other characters share the bits that are left. */
function lettersOf(text: string): number {
  let letters = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    letters |= 1 << (code >= 97 && code <= 122 ? code - 97 : 26 + (code % 6))
  }
  return letters
}

function bitsIn(number: number): number {
  let bits = 0
  for (let left = number; left !== 0; left &= left - 1) bits++
  return bits
}
