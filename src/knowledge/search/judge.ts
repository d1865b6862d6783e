import Fuse from 'fuse.js'
import { type Candidate, likeness, prepare, type Prepared } from './likeness.ts'

/** The only file that knows Fuse. */

/** Longer questions are cut: time grows with the length of the question times the length of the texts. */
const longestPattern = 64

/**
 * Judges a short list: how much the question looks like a candidate's names and phrasings, letter by letter. The numbers are those of
 * `judgeByFuse`, worked out faster; what is worked out of a candidate is kept as long as the candidate is.
 * @returns id to likeness, 1 for the same text, 0 for nothing alike; candidates of which nothing is alike are missing
 */
export function judge(question: string, candidates: readonly Candidate[]): ReadonlyMap<string, number> {
  return likeness(question.slice(0, longestPattern), candidates.map(preparedOf))
}

const prepared = new WeakMap<Candidate, Prepared>()

function preparedOf(candidate: Candidate): Prepared {
  const known = prepared.get(candidate) ?? prepare(candidate)
  prepared.set(candidate, known)
  return known
}

/**
 * The same by Fuse.js, which `likeness` is held to: 4 ms for twelve candidates of twelve phrasings each, where `judge` takes a twentieth.
 * Neither ever sees the whole base: a scan costs 0.2 s a question at 1,000 entries (docs/decisions/003-search.md).
 */
export function judgeByFuse(question: string, candidates: readonly Candidate[]): ReadonlyMap<string, number> {
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

/** How alike a word looks to each of some others, to Fuse: between 0 and 1, in their order. */
export function closeness(word: string, others: readonly string[]): number[] {
  const alike = others.map(() => 0)
  const fuse = new Fuse([...others], { includeScore: true, ignoreLocation: true, threshold: 0.8, shouldSort: false })
  for (const { refIndex, score } of fuse.search(word.slice(0, 32))) alike[refIndex] = 1 - (score ?? 1)
  return alike
}
