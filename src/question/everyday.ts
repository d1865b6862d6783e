import type { Entry } from '#knowledge/entry.ts'
import { isPlainText, stopWords } from '#knowledge/search/words.ts'

/** In how many entries a word stands in lower case. */
export type LowerCase = ReadonlyMap<string, number>

/**
 * Tells everyday words from names by how the curated texts themselves use them: a word that other entries write in lower case
 * ("stream", "target") is an everyday word, one that they never do ("monzo") is a name.
 * @param id the entry whose own use says nothing; empty: every entry counts
 */
export function everydayOf(
  entries: ReadonlyMap<string, Entry>,
  lower: LowerCase,
): (word: string, id: string) => boolean {
  return (word, id) => {
    if (word.length < 2 || stopWords.has(word)) return true
    const all = lower.get(word) ?? 0
    if (all !== others) return all > others
    // Only here it matters whether the entry itself is one of them.
    const own = entries.get(id)
    return !own || !lowerCaseIn(own).has(word)
  }
}

/** So many other entries make a word an everyday one. */
const others = 3

/** The words that an entry's texts write in lower case. Phrasings are left out: in chat people write names in lower case as well. */
export function lowerCaseIn({ answer, points, other_side }: Entry): ReadonlySet<string> {
  const text = [answer, ...points.map((point) => point.text), ...other_side.map((point) => point.text)].join(' ')
  return new Set(text.match(isPlainText(text) ? plainLowerCase : lowerCase))
}

const lowerCase = /(?<![\p{L}\p{N}/.-])\p{Ll}{2,}(?![\p{L}\p{N}/.-])/gu
/** The same of a text with plain letters only. */
const plainLowerCase = /(?<![A-Za-z\d/.-])[a-z]{2,}(?![A-Za-z\d/.-])/g
