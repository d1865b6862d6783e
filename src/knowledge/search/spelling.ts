import { editsBetween } from './edits-between.ts'
import { closeness } from './judge.ts'
import type { Correction } from './port.ts'
import { finished, type Steps } from './slices.ts'

export { editsBetween } from './edits-between.ts'
export type { Correction } from './port.ts'

/** Finds what a word that nobody knows was meant to be. */
export type Spelling = {
  /** @param held words that this is false for are not meant; left out, every known word may be */
  readonly correct: (word: string, held?: (word: string) => boolean) => Correction | undefined
}

/**
 * A spelling table over known words: words of about the same length and of about the same letters give a short list, which is then
 * judged by edits and by Fuse. It costs the words once more, and four bytes each.
 * @param vocabulary known words with how often they are used; a more usual word wins between equals. It is kept, not copied.
 */
export function buildSpelling(vocabulary: ReadonlyMap<string, number>): Spelling {
  return finished(buildingSpelling(vocabulary))
}

/** The same in small steps. */
export function* buildingSpelling(vocabulary: ReadonlyMap<string, number>): Steps<Spelling> {
  const shelves = new Map<number, Shelf>()
  let since = 0
  for (const word of vocabulary.keys()) {
    if (++since % 1_024 === 0) yield
    if (word.length < shortest || /\d/.test(word)) continue
    const key = shelfOf(word.length, word.charCodeAt(0))
    const shelf = shelves.get(key) ?? { words: [], letters: [] }
    shelf.words.push(word)
    shelf.letters.push(lettersOf(word))
    shelves.set(key, shelf)
  }
  const initials = [...new Set([...shelves.keys()].map((key) => String.fromCharCode(key % 0x1_0000)))]
  return {
    correct: (word, held = () => true) => {
      if (word.length > longestMended) return undefined
      const near = [...alike(word, shelves), ...otherwise(word, initials, vocabulary)].filter((one) => held(one.word))
      return best(word, near, vocabulary)
    },
  }
}

/** Words of one length that begin alike, side by side with a bit for each letter. */
type Shelf = { readonly words: string[]; readonly letters: number[] }

/** Nothing shorter is ever mended, nor meant. */
const shortest = 4
/** Nothing longer is a word that somebody mistyped. */
const longestMended = 40

const shelfOf = (length: number, initial: number): number => length * 0x1_0000 + initial

/** A word that is near enough, scored by its edits alone. */
type Near = { readonly word: string; readonly score: number }

/** Near words that begin as the typed one does. */
function alike(word: string, shelves: ReadonlyMap<number, Shelf>): Near[] {
  const found: Near[] = []
  const own = lettersOf(word)
  const most = allowed(word.length, true)
  if (most === 0) return found
  for (let length = Math.max(shortest, word.length - most); length <= word.length + most; length++) {
    const { words, letters } = shelves.get(shelfOf(length, word.charCodeAt(0))) ?? { words: [], letters: [] }
    for (let at = 0; at < words.length; at++) {
      const theirs = letters[at] ?? 0
      // An edit takes one letter out of a word and puts one in at most.
      if (bitsIn(own & ~theirs) > most || bitsIn(theirs & ~own) > most) continue
      const candidate = words[at] ?? ''
      const edits = editsBetween(word, candidate, most)
      if (edits <= most) found.push({ word: candidate, score: 1 - edits / word.length })
    }
  }
  return found
}

/** Near words that begin otherwise. A single edit is allowed and has to be at the beginning, so that there are only so many to look up. */
function otherwise(word: string, initials: readonly string[], vocabulary: ReadonlyMap<string, number>): Near[] {
  if (allowed(word.length, false) === 0) return []
  const [first, second, rest] = [word.charAt(0), word.charAt(1), word.slice(1)]
  const possible = new Set([rest, second + first + word.slice(2)])
  for (const initial of initials) possible.add(initial + rest).add(initial + word)
  const score = 1 - 1 / word.length - otherInitial
  return [...possible]
    .filter((one) => one.charAt(0) !== first && one.length >= shortest && !/\d/.test(one) && vocabulary.has(one))
    .map((one) => ({ word: one, score }))
}

/** Another first letter speaks against a word: people rarely mistype it. */
const otherInitial = 0.1
/** What the look of a word may take from its score. */
const look = 0.05
/** Of so many words that are equally near, Fuse says which looks most like it. */
const mostLooked = 8

/** Edits decide; Fuse's own closeness settles which of two equally distant words looks more like it, then how usual they are. */
function best(word: string, near: readonly Near[], vocabulary: ReadonlyMap<string, number>): Correction | undefined {
  const usual = (one: Near): number => vocabulary.get(one.word) ?? 0
  const byWorth = (one: Near, other: Near): number => {
    const apart = other.score - one.score
    return (Math.abs(apart) <= 1e-9 ? 0 : apart) || usual(other) - usual(one) || (one.word < other.word ? -1 : 1)
  }
  const highest = near.reduce((most, { score }) => Math.max(most, score), 0)
  const nearest = near
    .filter(({ score }) => score > highest - look)
    .toSorted(byWorth)
    .slice(0, mostLooked)
  const looks = closeness(
    word,
    nearest.map((one) => one.word),
  )
  const [first] = nearest
    .map((one, at) => ({ word: one.word, score: one.score - look * (1 - (looks[at] ?? 0)) }))
    .toSorted(byWorth)
  return first
}

/** How many edits a word may be away: none below four letters, one below eight, else two if it starts alike (two of seven makes Spotify Shopify). */
export function allowed(length: number, alike: boolean): number {
  if (length < shortest) return 0
  if (length < 6) return alike ? 1 : 0
  if (length < 8) return 1
  return alike ? 2 : 1
}

/** A bit for each letter of a word; whatever is no letter shares the bits that are left. */
export function lettersOf(word: string): number {
  let letters = 0
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at)
    letters |= 1 << (code >= 97 && code <= 122 ? code - 97 : 26 + (code % 6))
  }
  return letters
}

function bitsIn(number: number): number {
  let left = number - ((number >>> 1) & 0x5555_5555)
  left = (left & 0x3333_3333) + ((left >>> 2) & 0x3333_3333)
  return (((left + (left >>> 4)) & 0x0f0f_0f0f) * 0x0101_0101) >>> 24
}
