import { closeness } from './judge.ts'

/** A known word that a misspelt one may stand for. `score` is 1 for no difference, 0 for none in common. */
export type Correction = { readonly word: string; readonly score: number }

/** Finds what a word that nobody knows was meant to be. */
export type Spelling = { readonly correct: (word: string) => Correction | undefined }

/** At most this many words are looked at closely; the right one is among the first dozen by shared letter pairs. */
const shortlist = 24

/**
 * A spelling table over known words: letter pairs give a short list, which is then judged by edits and by Fuse.
 * @param vocabulary known words with how often they are used; a more usual word wins between equals
 */
export function buildSpelling(vocabulary: ReadonlyMap<string, number>): Spelling {
  const words = [...vocabulary.keys()].filter((word) => word.length >= 3 && !/\d/.test(word))
  const holders = new Map<string, number[]>()
  words.forEach((word, index) => {
    for (const pair of new Set(pairsOf(word))) {
      const list = holders.get(pair)
      if (list) list.push(index)
      else holders.set(pair, [index])
    }
  })
  return { correct: (word) => best(word, candidatesFor(word, words, holders), vocabulary) }
}

function candidatesFor(
  word: string,
  words: readonly string[],
  holders: ReadonlyMap<string, readonly number[]>,
): string[] {
  const shared = new Map<number, number>()
  for (const pair of new Set(pairsOf(word)))
    for (const index of holders.get(pair) ?? []) shared.set(index, (shared.get(index) ?? 0) + 1)
  return [...shared]
    .filter(([index]) => Math.abs((words[index]?.length ?? 0) - word.length) <= 2)
    .toSorted(
      (one, other) =>
        other[1] / (words[other[0]]?.length ?? 1) - one[1] / (words[one[0]]?.length ?? 1) || one[0] - other[0],
    )
    .slice(0, shortlist)
    .map(([index]) => words[index] ?? '')
}

function best(
  word: string,
  candidates: readonly string[],
  vocabulary: ReadonlyMap<string, number>,
): Correction | undefined {
  let found: Correction | undefined
  let frequency = 0
  for (const candidate of candidates) {
    const edits = editsBetween(word, candidate)
    if (edits > allowed(word, candidate)) continue
    // Edits decide; Fuse's own closeness settles which of two equally distant words looks more like it.
    const score =
      1 - edits / word.length - 0.05 * (1 - closeness(word, candidate)) - (word[0] === candidate[0] ? 0 : 0.1)
    const usual = vocabulary.get(candidate) ?? 0
    if (!found || score > found.score + 1e-9 || (Math.abs(score - found.score) <= 1e-9 && usual > frequency)) {
      found = { word: candidate, score }
      frequency = usual
    }
  }
  return found
}

/** How many edits a word may be away: none below four letters, one below eight, else two if it starts alike (two of seven makes Spotify Shopify). */
function allowed(word: string, candidate: string): number {
  if (word.length < 4 || candidate.length < 4) return 0
  if (word.length < 6) return word[0] === candidate[0] ? 1 : 0
  if (word.length < 8) return 1
  return word[0] === candidate[0] ? 2 : 1
}

/** Letter pairs with the word's ends marked: "go" is "^g", "go", "o$". */
function pairsOf(word: string): string[] {
  const marked = `^${word}$`
  return Array.from({ length: marked.length - 1 }, (_, at) => marked.slice(at, at + 2))
}

/** Optimal string alignment: insertions, deletions, changes and swaps of neighbours each count one. */
export function editsBetween(one: string, other: string): number {
  let before: number[] = []
  let row = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (let i = 1; i <= one.length; i++) {
    const next = [i]
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1]
      let least = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1)
      next[j] = least
    }
    before = row
    row = next
  }
  return row[other.length] ?? 0
}
