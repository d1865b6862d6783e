import Fuse from 'fuse.js'

/** What a candidate is called and how it is asked for. */
export type Candidate = { readonly id: string; readonly names: readonly string[]; readonly asks: readonly string[] }

/** Longer questions are cut: Fuse's time grows with the length of the pattern times the length of the text. */
const longestPattern = 64

/**
 * Judges a short list by Fuse.js: how much the question looks like a candidate's names and phrasings, letter by letter.
 * The only file that knows Fuse. It never sees the whole base: a scan costs 0.2 s a question at 1,000 entries (docs/decisions/003-search.md).
 * @returns id to likeness, 1 for the same text, 0 for nothing alike; candidates that Fuse drops are missing
 */
export function judge(question: string, candidates: readonly Candidate[]): ReadonlyMap<string, number> {
  const fuse = new Fuse([...candidates], {
    keys: [
      { name: 'names', weight: 1.5 },
      { name: 'asks', weight: 1 },
    ],
    includeScore: true,
    ignoreLocation: true,
    useTokenSearch: true,
    tokenMatch: 'any',
    threshold: 0.35,
    shouldSort: false,
  })
  return new Map(
    fuse.search(question.slice(0, longestPattern)).map((result) => [result.item.id, 1 - (result.score ?? 1)]),
  )
}

/** How alike two words look to Fuse, between 0 and 1. */
export function closeness(word: string, other: string): number {
  const [result] = new Fuse([other], { includeScore: true, ignoreLocation: true, threshold: 0.8 }).search(
    word.slice(0, 32),
  )
  return result ? 1 - (result.score ?? 1) : 0
}
