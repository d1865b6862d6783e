import type { Hit, Term, TextIndex } from '#knowledge/search/index.ts'
import { stem } from '#knowledge/search/words.ts'
import { relatedTo } from '#question/related-words.ts'
import { isPlain } from '#question/plain-words.ts'
import type { Question } from '#question/question.ts'

/** A content word of the question, and how much of the question it is. */
export type Weighed = {
  readonly word: string
  readonly stem: string
  readonly weight: number
  readonly known: boolean
  /** An unknown word that is no everyday one: most likely the name of something that nobody curated. */
  readonly strange: boolean
  /** An everyday word, which stands in questions about anything. */
  readonly plain: boolean
  /** Stems that mean about the same; where one stands instead of the word, it explains a part of it. */
  readonly related: readonly string[]
}

/** How much of a word's weight a place explains: nowhere, body, asks, name. A word in passing is no proof that the entry is about it. */
export const placeWorth = [0, 0.55, 0.75, 1] as const

/** Chat brings words that no base knows; in a long question a single one says less about its subject than in a short one. */
const shortQuestion = 5

/** An everyday word that no entry holds ("horrible", "asap") says how somebody feels, not what about. */
const plainShare = 0.4

/** Words that stand in questions of every kind. They are words of a question and tell hardly what it is about. */
const vague: ReadonlySet<string> = new Set(
  `situation case way kind sort place purpose point idea tip approach usual part moment people answer question problem stuff matter issue
  topic subject detail fact look find work come happen begin end hand hold try important possible different certain general actual current`
    .split(/\s+/)
    .map(stem),
)
const vagueShare = 0.4

const none: readonly string[] = []

/** What a related word explains of the word itself. */
export const relatedWorth = 0.7
/** What it counts in the search, where many of them would drown the words that were typed. */
export const relatedWeight = 0.3

/** What a word of the story around a question counts beside one of the question itself. */
export const contextShare = 0.5

/** Weighs the words of a question by what they tell. An unknown word tells most: it is what the question is about, and we have nothing on it. */
export function weigh(question: Question, index: TextIndex): Weighed[] {
  const patience = Math.min(1, shortQuestion / Math.max(1, question.terms.length))
  const context = question.context.map((word) => ({
    word,
    stem: stem(word),
    known: true,
    strange: false,
    plain: false,
    related: none,
    weight: contextShare * index.information(stem(word)),
  }))
  const asked = question.terms.map((word) => {
    const key = stem(word)
    const known = index.has(key)
    const plain = isPlain(word) || /^\d/.test(word)
    const share = known ? 1 : plain ? patience * plainShare : patience
    const beside = relatedTo(key).filter((other) => index.has(other))
    const information = index.information(key) * share * (vague.has(key) ? vagueShare : 1)
    return { word, stem: key, known, strange: !known && !plain, plain, related: beside, weight: information }
  })
  return [...asked, ...context]
}

/** Which part of the question's weight is explained, between 0 and 1, given what each word is worth. */
export function coverage(weighed: readonly Weighed[], worth: (at: number, term: Weighed) => number): number {
  let total = 0
  let explained = 0
  weighed.forEach((term, at) => {
    total += term.weight
    explained += term.weight * Math.min(1, worth(at, term))
  })
  // A story tells more than it asks: beyond six content words only a part of the rest has to be explained.
  const asked = weighed.length > 6 ? total * Math.sqrt(6 / weighed.length) : total
  return total === 0 ? 0 : Math.min(1, explained / asked)
}

/** Which part of the question's weight its most telling word has of those that nothing of a plan explains. */
export function worstOf(weighed: readonly Weighed[], explained: (at: number, term: Weighed) => boolean): number {
  let total = 0
  let most = 0
  weighed.forEach((term, at) => {
    total += term.weight
    if (!explained(at, term)) most = Math.max(most, term.weight)
  })
  return total === 0 ? 0 : most / total
}

/** Which part of the question's weight such words have. */
export function shareOf(weighed: readonly Weighed[], such: (term: Weighed) => boolean): number {
  let total = 0
  let part = 0
  for (const term of weighed) {
    total += term.weight
    if (such(term)) part += term.weight
  }
  return total === 0 ? 0 : part / total
}

/** The terms of a search: the words, then the related ones in their order. */
export function searchTerms(weighed: readonly Weighed[]): Term[] {
  return [
    ...weighed.map((term) => ({ stem: term.stem, weight: 1 })),
    ...weighed.flatMap((term) => term.related.map((other) => ({ stem: other, weight: relatedWeight }))),
  ]
}

/** What each word is worth in a document found by `searchTerms`: where it stands itself, or where a related one does. */
export function worthsOf(hit: Hit | undefined, weighed: readonly Weighed[]): readonly number[] {
  if (!hit) return none0
  let next = weighed.length
  return weighed.map((term, at) => {
    let worth: number = placeWorth[hit.places[at] ?? 0] ?? 0
    for (let left = term.related.length; left > 0; left--)
      worth = Math.max(worth, relatedWorth * (placeWorth[hit.places[next++] ?? 0] ?? 0))
    return worth
  })
}

const none0: readonly number[] = []
