import type { Synonyms } from '#knowledge/vocabulary.ts'
import { wordsOf } from '#knowledge/search/words.ts'

/** Replaces what people say by the words that entries use: "k8s" by "kubernetes", "wer nutzt" by "who uses". */
export function buildSynonyms(synonyms: Synonyms): (words: readonly string[]) => string[] {
  const variants = new Map<string, string[]>()
  let longest = 1
  for (const [word, others] of Object.entries(synonyms)) {
    for (const other of others) {
      const parts = wordsOf(other)
      variants.set(parts.join(' '), wordsOf(word))
      longest = Math.max(longest, parts.length)
    }
  }
  return (words) => {
    const result: string[] = []
    for (let from = 0; from < words.length;) {
      const length = longestFrom(words, from, longest, variants)
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
