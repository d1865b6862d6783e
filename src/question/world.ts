import type { Catalog } from '#knowledge/catalog.ts'
import { stem, wordsOf } from '#knowledge/search/words.ts'

export type World = { names: string[][]; lookalikes: string[][]; elsewhere: string[][]; known: Set<string> }

export function worldOf(catalog: Catalog): World {
  const { names, lookalikes, elsewhere } = catalog.subject
  const parts = (list: readonly string[]): string[][] =>
    list
      .map((phrase) => wordsOf(phrase))
      .filter((phrase) => phrase.length > 0)
      .toSorted((one, other) => other.length - one.length)
  const known = new Set([...names, ...lookalikes, ...elsewhere].flatMap(wordsOf))
  return { names: parts(names), lookalikes: parts(lookalikes), elsewhere: parts(elsewhere), known }
}

/** Every index that one of the phrases covers. */
export function positionsOf(words: readonly string[], phrases: readonly (readonly string[])[]): Set<number> {
  const covered = new Set<number>()
  words.forEach((_, from) => {
    for (const phrase of phrases)
      if (startsAt(words, from, phrase)) phrase.forEach((__, offset) => covered.add(from + offset))
  })
  return covered
}

export function startsAt(words: readonly string[], from: number, phrase: readonly string[]): boolean {
  return phrase.every(
    (part, offset) => words[from + offset] === part || stem(words[from + offset] ?? '') === stem(part),
  )
}
