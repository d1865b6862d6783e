import type { Entry } from '#knowledge/entry.ts'
import type { TextIndex } from '#knowledge/search/index.ts'
import type { Steps } from '#knowledge/search/slices.ts'
import { stem, stopWords, wordsOf } from '#knowledge/search/words.ts'
import { relatedWorth, type Weighed } from './weights.ts'

/** A phrasing as its content words, each with what it tells. */
type Phrase = { readonly stems: ReadonlySet<string>; readonly weight: number }

/**
 * Tells how much a question is one of an entry's phrasings, between 0 and 1: words that both hold, by what they tell, against the words
 * of both. Twelve phrasings together hold many words; only one that holds them at once says that this is what people ask.
 */
export type Phrasing = (entry: string, weighed: readonly Weighed[]) => number

/** The question's words count for more than the phrasing's: one may say more than the other without being another question. */
const shareOfQuestion = 0.65

/** Phrasings are read when their entry first comes near a question: most never do before the next edit. */
export function phrasingOf(entries: ReadonlyMap<string, Entry>, index: TextIndex): Phrasing {
  const phraseOf = (text: string): Phrase => {
    const stems = new Set(
      wordsOf(text)
        .filter((word) => !stopWords.has(word))
        .map(stem),
    )
    return { stems, weight: [...stems].reduce((sum, one) => sum + index.information(one), 0) }
  }
  const phrasesOf = remembering((id): readonly Phrase[] => textsOf(entries.get(id)).map(phraseOf))
  return (entry, weighed) => {
    const asked = weighed.reduce((sum, term) => sum + term.weight, 0)
    if (asked === 0) return 0
    let best = 0
    for (const { stems, weight } of phrasesOf(entry)) {
      let shared = 0
      for (const term of weighed) {
        if (stems.has(term.stem)) shared += term.weight
        else if (term.related.some((other) => stems.has(other))) shared += relatedWorth * term.weight
      }
      if (shared > 0)
        best = Math.max(best, shared / (shareOfQuestion * asked + (1 - shareOfQuestion) * Math.max(weight, shared)))
    }
    return Math.min(1, best)
  }
}

/** Tells whether one of an entry's phrasings, or its title, holds one of some stems; others are never held. */
export function askedOf(
  entries: ReadonlyMap<string, Entry>,
  wanted: (stem: string) => boolean,
): (entry: string, stem: string) => boolean {
  const askedFor = remembering(
    (id): ReadonlySet<string> => new Set(textsOf(entries.get(id)).flatMap(wordsOf).map(stem).filter(wanted)),
  )
  return (entry, one) => wanted(one) && askedFor(entry).has(one)
}

/** How people ask for an entry. */
const textsOf = (entry: Entry | undefined): string[] => (entry ? [entry.title, ...entry.asks] : [])

/** Works a thing out at the first call for it. There are only so many entries. */
function remembering<T>(make: (id: string) => T): (id: string) => T {
  const known = new Map<string, T>()
  return (id) => {
    const found = known.get(id)
    if (found !== undefined) return found
    const made = make(id)
    known.set(id, made)
    return made
  }
}

/**
 * The entries whose title or alias a text is, word for word: stop words say nothing of a question and much of a name.
 * @param questionOf what the button to an entry asks, which has to lead there as well
 */
export function* buildingNames(
  entries: Iterable<Entry>,
  questionOf: (entry: Entry) => string,
): Steps<(text: string) => readonly Entry[]> {
  const names = new Map<string, Entry[]>()
  for (const entry of entries) {
    const keys = [entry.title, ...entry.aliases, questionOf(entry)].map((name) => wordsOf(name).join(' '))
    for (const key of new Set(keys)) {
      names.set(key, [...(names.get(key) ?? []), entry])
    }
    yield
  }
  return (text) => names.get(wordsOf(text).join(' ')) ?? nobody
}

const nobody: readonly Entry[] = []
