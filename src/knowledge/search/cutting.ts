import { grown } from './columns.ts'
import { wordsOf } from './words.ts'

/**
 * Cuts texts into the words of `wordsOf`, each as a number: words of many texts are mostly the same ones, and a number costs no string.
 * Of a hundred thousand texts, making each word a string and looking it up was more than half of what an index cost.
 */
export type Cutter = {
  /** Cuts a text. @returns how many words it has; their numbers stand in `found` until the next call */
  readonly cut: (text: string) => number
  readonly found: () => Uint32Array
  /** The word of each number, in the order in which they first came. */
  readonly words: readonly string[]
}

/** Character codes of what a plain text is made of. */
const code = {
  newline: 10,
  space: 32,
  hash: 35,
  percent: 37,
  apostrophe: 39,
  plus: 43,
  comma: 44,
  dot: 46,
  a: 97,
  n: 110,
  w: 119,
  tilde: 126,
} as const

/** Longer ones are cut the other way. */
const longestWord = 255
/** FNV-1a, 32 bits (draft-eastlake-fnv). */
const basis = 0x81_1c_9d_c5
const prime = 0x01_00_01_93

export function createCutter(): Cutter {
  const words: string[] = []
  const others = new Map<string, number>()
  const letters = new Uint8Array(longestWord + 1)
  let bytes = new Uint8Array(4_096)
  let found = new Uint32Array(256)
  let count = 0
  /** Open addressing: a hash, then its number and one, 0 where a slot is free. Not more than half of it is ever used. */
  let slots = new Uint32Array(2 * 4_096)
  /** The letters of the words one after the other, and where each begins. */
  let pool = new Uint8Array(16_384)
  let begins = new Uint32Array(2_048)

  function put(number: number): void {
    if (count === found.length) found = grown(found)
    found[count++] = number
  }

  /** The number of the word that stands in `letters`. */
  function numberOf(length: number, hash: number): number {
    let at = placeOf(hash)
    for (let held = slots[at + 1] ?? 0; held !== 0; held = slots[at + 1] ?? 0) {
      if (slots[at] === hash && isSame(held - 1, length)) return held - 1
      at = (at + 2) & (slots.length - 1)
    }
    return added(at, length, hash)
  }

  const placeOf = (hash: number): number => (hash << 1) & (slots.length - 1)

  function isSame(number: number, length: number): boolean {
    const begin = begins[number] ?? 0
    if ((begins[number + 1] ?? 0) - begin !== length) return false
    for (let at = 0; at < length; at++) if (pool[begin + at] !== letters[at]) return false
    return true
  }

  function added(at: number, length: number, hash: number): number {
    const number = words.length
    const begin = begins[number] ?? 0
    while (begin + length > pool.length) pool = grown(pool)
    for (let one = 0; one < length; one++) pool[begin + one] = letters[one] ?? 0
    if (number + 2 > begins.length) begins = grown(begins)
    begins[number + 1] = begin + length
    words.push(String.fromCharCode(...letters.subarray(0, length)))
    slots[at] = hash
    slots[at + 1] = number + 1
    if (words.length * 4 > slots.length) widen()
    return number
  }

  function widen(): void {
    const before = slots
    slots = new Uint32Array(before.length * 2)
    for (let from = 0; from < before.length; from += 2) {
      const held = before[from + 1] ?? 0
      if (held === 0) continue
      const hash = before[from] ?? 0
      let at = placeOf(hash)
      while (slots[at + 1] !== 0) at = (at + 2) & (slots.length - 1)
      slots[at] = hash
      slots[at + 1] = held
    }
  }

  /** A word that was cut as a string: with other letters than plain ones, or very long. */
  function numberOfOther(word: string): number {
    const known = others.get(word)
    if (known !== undefined) return known
    let hash = basis
    let fits = word.length <= longestWord
    for (let at = 0; fits && at < word.length; at++) {
      const letter = word.charCodeAt(at)
      fits = letter <= code.tilde
      letters[at] = letter
      hash = Math.imul(hash ^ letter, prime) >>> 0
    }
    if (fits) return numberOf(word.length, hash)
    const number = words.length
    if (number + 2 > begins.length) begins = grown(begins)
    begins[number + 1] = begins[number] ?? 0
    words.push(word)
    others.set(word, number)
    return number
  }

  /**
   * @param length of the text in `bytes`
   * @returns false where something in it means more than itself (`1,000`, `.net`, `%w`): what was found is then of no use. Such texts are
   * rare, and cut the other way.
   */
  function cutPlain(length: number): boolean {
    let at = 0
    while (at < length) {
      let letter = lowered[bytes[at] ?? 0] ?? 0
      if (letter === 0) {
        if (isRare[bytes[at] ?? 0] === 1 && meansMore(bytes, at)) return false
        at++
        continue
      }
      let size = 0
      let hash = basis
      let isNumber = letter < code.a
      let isDotted = false
      for (;;) {
        if (size > longestWord - 2) return false
        letters[size++] = letter
        hash = Math.imul(hash ^ letter, prime)
        let byte = bytes[++at] ?? 0
        if (byte === code.apostrophe) {
          // `don't` is `dont`.
          if (letter < code.a) return false
          byte = bytes[++at] ?? 0
          if ((lowered[byte] ?? 0) < code.a && byte !== code.space && byte !== 0) return false
        }
        letter = lowered[byte] ?? 0
        if (letter !== 0) {
          if (isNumber && letter >= code.a) {
            // A number with dots ends where its digits do: `1.22beta` is two words.
            if (isDotted) break
            isNumber = false
          }
        } else if (byte === code.dot && isNumber && isDigit(bytes[at + 1] ?? 0)) {
          isDotted = true
          letter = code.dot
        } else {
          if (byte === code.comma && isDigit(letters[size - 1] ?? 0) && isDigit(bytes[at + 1] ?? 0)) return false
          // `c++` and `c#`.
          const sign = isDotted ? 0 : byte === code.hash ? 1 : byte === code.plus && bytes[at + 1] === code.plus ? 2 : 0
          for (let one = 0; one < sign; one++) {
            letters[size++] = byte
            hash = Math.imul(hash ^ byte, prime)
          }
          at += sign
          break
        }
      }
      put(numberOf(size, hash >>> 0))
    }
    return true
  }

  return {
    words,
    found: () => found,
    cut: (text) => {
      count = 0
      if (bytes.length <= 3 * text.length) bytes = new Uint8Array(4 * text.length)
      const { written } = encoder.encodeInto(text, bytes)
      // What lies behind the text is of one before it.
      bytes[written] = 0
      if (written === text.length && cutPlain(written)) return count
      count = 0
      for (const word of wordsOf(text)) put(numberOfOther(word))
      return count
    },
  }
}

/** Between words: an apostrophe that none is part of, and what begins `.net` or `%w`. */
function meansMore(bytes: Uint8Array, at: number): boolean {
  const after = lowered[bytes[at + 1] ?? 0]
  switch (bytes[at]) {
    case code.dot:
      return after === code.n
    case code.percent:
      return after === code.w
    default:
      return true
  }
}

const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57

/** A letter or digit in lower case, 0 for everything else. */
const lowered = Uint8Array.from({ length: 256 }, (_, byte) =>
  /[A-Za-z\d]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte).toLowerCase().charCodeAt(0) : 0,
)

/** What may mean more than to part two words. */
const isRare = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number(byte === code.apostrophe || byte === code.dot || byte === code.percent),
)

const encoder = new TextEncoder()
