import type { Thesaurus } from '../vocabulary.ts'
import { stem, wordsOf } from './words.ts'

/**
 * Gives the words that mean the same as words of a text. They go into the index with the entry, so that a question costs no more for them.
 * A group of phrases is met when all words of one phrase stand in the text, in any order.
 */
export function buildThesaurus(groups: Thesaurus): (text: string) => string[] {
  const phrases = groups.map((group) => group.map((phrase) => ({ phrase, stems: wordsOf(phrase).map(stem) })))
  const byStem = new Map<string, Set<number>>()
  phrases.forEach((group, at) => {
    for (const { stems } of group) {
      const [first] = stems
      if (first !== undefined) byStem.set(first, (byStem.get(first) ?? new Set()).add(at))
    }
  })
  return (text) => {
    const stems = new Set(wordsOf(text).map(stem))
    const near = new Set([...stems].flatMap((one) => [...(byStem.get(one) ?? [])]))
    return [...near].flatMap((at) => {
      const group = phrases[at] ?? []
      const met = group.some((one) => one.stems.every((part) => stems.has(part)))
      return met ? group.filter((one) => !one.stems.every((part) => stems.has(part))).map((one) => one.phrase) : []
    })
  }
}
