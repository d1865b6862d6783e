import type { Synonyms } from '#knowledge/vocabulary.ts'
import { wordsOf } from '#knowledge/search/words.ts'

/** @param isName whether words of that place are part of a name, which stays as it is */
export type Replace = (words: readonly string[], isName: (from: number, length: number) => boolean) => string[]

/** Replaces what people say by the words that entries use: "k8s" by "kubernetes", "wer nutzt" by "who uses". */
export function buildSynonyms(synonyms: Synonyms): Replace {
  const variants = new Map<string, string[]>()
  let longest = 1
  for (const [word, others] of Object.entries(synonyms)) {
    for (const other of others) {
      const parts = wordsOf(other)
      variants.set(parts.join(' '), wordsOf(word))
      longest = Math.max(longest, parts.length)
    }
  }
  return (words, isName) => {
    const result: string[] = []
    for (let from = 0; from < words.length;) {
      const found = longestFrom(words, from, longest, variants)
      const length = found > 0 && isName(from, found) ? 0 : found
      if (length === 0) result.push(words[from] ?? '')
      else result.push(...(variants.get(words.slice(from, from + length).join(' ')) ?? []))
      from += Math.max(1, length)
    }
    return result
  }
}

function longestFrom(
  words: readonly string[],
  from: number,
  longest: number,
  variants: ReadonlyMap<string, readonly string[]>,
): number {
  for (let length = Math.min(longest, words.length - from); length >= 1; length--) {
    if (variants.has(words.slice(from, from + length).join(' '))) return length
  }
  return 0
}
