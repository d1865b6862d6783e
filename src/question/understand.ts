import type { Catalog } from '#knowledge/catalog.ts'
import type { TextIndex } from '#knowledge/search/index.ts'
import { finished, type Steps } from '#knowledge/search/slices.ts'
import { buildingSpelling } from '#knowledge/search/spelling.ts'
import { stem, stopWords, wordsOf } from '#knowledge/search/words.ts'
import { askingPart, cleanText } from './clean.ts'
import type { LowerCase } from './everyday.ts'
import { against, comparing, intentOf, nothingWanted } from './intents.ts'
import { buildingLexicon, type Lexicon } from './lexicon.ts'
import { buildMending, type Mended } from './mending.ts'
import { mentionsIn, split, storyMentions } from './mentions.ts'
import { outsideOf } from './outside.ts'
import { type LeftOut, nothingLeftOut } from './parts.ts'
import { isPlain } from './plain-words.ts'
import type { Mention, Question } from './question.ts'
import { buildSynonyms } from './synonyms.ts'
import { positionsOf, worldOf } from './world.ts'

/** Matching uses at most this many content words: more of them cost time and tell nothing new. */
const mostTerms = 16
/** So many of them may come from the story around a question: the question itself may be no more than "how is this done properly". */
const mostContext = 12
/** At most this many words are read at all. */
const mostWords = 120
/** The words of the curated texts. */
export type Said = {
  /** Each as it is written, with how often. */
  readonly forms: ReadonlyMap<string, number>
  readonly lower: LowerCase
}

/** Turns what somebody typed into a question. Pure. */
export type Understand = (raw: string) => Question

/**
 * Builds the understanding of a catalog's world; costs some milliseconds, asking costs microseconds.
 * @param said the words of the curated texts
 * @param without steps that are left out, for measuring what they are worth
 */
export function createUnderstanding(
  catalog: Catalog,
  index: TextIndex,
  said: Said,
  without: LeftOut = nothingLeftOut,
): Understand {
  return finished(buildingUnderstanding(catalog, index, said, without))
}

/** The same in small steps. */
export function* buildingUnderstanding(
  catalog: Catalog,
  index: TextIndex,
  { forms, lower }: Said,
  without: LeftOut,
): Steps<Understand> {
  const lexicon = yield* buildingLexicon(catalog, lower)
  const synonyms = buildSynonyms(without.has('synonyms') ? {} : catalog.synonyms)
  yield
  const frequency = frequencies(forms, lexicon)
  yield
  const spelling = yield* buildingSpelling(frequency)
  const world = worldOf(catalog)
  const wantedOf = without.has('intent') ? nothingWanted : intentOf
  const named = without.has('mentions') ? () => [] : mentionsIn
  const outsideFor = without.has('outside') ? () => undefined : outsideOf
  const isKnown = (word: string): boolean =>
    frequency.has(word) || stopWords.has(word) || index.has(stem(word)) || world.known.has(word) || isPlain(word)
  const mend: (word: string, isName: boolean) => Mended = without.has('spelling')
    ? (word) => ({ word, score: 1 })
    : buildMending(spelling, lexicon.words, new Set([...stopWords, ...ownWords]), isKnown)
  return (raw) => {
    const full = cleanText(raw)
    const text = askingPart(full)
    const typed = wordsOf(text).slice(0, mostWords)
    const capitals = capitalised(text)
    const replaced = synonyms(typed, (from, length) => inName(lexicon, typed, from, length))
    const mended = inLongerNames(
      replaced.map((word) => mend(word, capitals.has(word))),
      lexicon,
      isKnown,
    )
    const words = mended.map((item) => item.word)
    const scores = mended.map((item) => item.score)
    const meant = wantedOf(words)
    // Mending may turn a plain word into a rare one that looks like it; the words as typed then still say what is wanted.
    const read = meant.from === 'none' ? wantedOf(synonyms(typed, () => false)) : meant
    const subjectAt = positionsOf(words, world.names)
    const all = named(words, scores, lexicon, subjectAt)
    const chooses = read.from !== 'command' && !without.has('intent') && eitherOr(words, all, subjectAt)
    const wanted = chooses ? comparing(read) : read
    const [mentions, excluded] = split(wanted.intent === 'compare' ? all.map(asLanguage) : all, words)
    const story = full.length > text.length && !without.has('mentions') ? storyMentions(full, text, lexicon) : []
    const namesSubject =
      subjectAt.size > 0 ||
      (full.length > text.length && positionsOf(wordsOf(full).slice(0, 600), world.names).size > 0)
    const outside = outsideFor(
      {
        text,
        words,
        mentions,
        namesSubject,
        intent: wanted.intent,
        typed,
        heard: (word) => stopWords.has(word) || (index.has(stem(word)) && lexicon.everyday(word)),
      },
      world,
    )
    const terms = termsOf(words, new Set([...subjectAt, ...coveredBy(excluded)]), wanted.used, mentions, index)
    return {
      text,
      tokens: words,
      terms,
      context: full.length > text.length ? contextOf(full.replace(text, ' '), terms, index) : [],
      intent: wanted.intent,
      intentFrom: wanted.from,
      mentions: [...mentions, ...story],
      excluded,
      against: against.test(words.join(' ')),
      namesSubject,
      ...(outside ? { outside } : {}),
    }
  }
}

/** Words that stand with a capital within a sentence, folded; none where most words do, as in a headline. */
function capitalised(text: string): ReadonlySet<string> {
  const found = [...text.matchAll(/(?<=[\p{Ll}\p{N},;:)"'] +)\p{Lu}\p{Ll}+/gu)].flatMap(([word]) => wordsOf(word))
  return found.length * 2 > text.split(' ').length ? noWords : new Set(found)
}

const noWords: ReadonlySet<string> = new Set()

/** Words too short to be mended alone, of which two letters changed places, where that makes a longer name with a word beside: "go-kti". */
function inLongerNames(mended: readonly Mended[], lexicon: Lexicon, isKnown: (word: string) => boolean): Mended[] {
  const words = mended.map(({ word }) => word)
  return mended.map((one, at) => {
    if (one.word.length !== 3 || isKnown(one.word)) return one
    const [first = '', second = '', third = ''] = one.word
    const found = [`${first}${third}${second}`, `${second}${first}${third}`].find((other) => {
      const changed = words.with(at, other)
      return (
        (at > 0 && lexicon.at(changed, at - 1, at).length > 0) ||
        (at + 1 < words.length && lexicon.at(changed, at, at + 1).length > 0)
      )
    })
    return found === undefined ? one : { word: found, score: 0.85 }
  })
}

/** Whether "or" stands between two things that can be set side by side: "go or node", "gin or echo". */
function eitherOr(words: readonly string[], mentions: readonly Mention[], subjectAt: ReadonlySet<number>): boolean {
  const isChoice = (at: number): boolean =>
    subjectAt.has(at) ||
    mentions.some((one) => (one.kind === 'language' || one.kind === 'tools') && one.from <= at && at <= one.to)
  return words.some(
    (word, at) =>
      word === 'or' && isChoice(at - 1) && words.slice(at + 1, at + 3).some((_, next) => isChoice(at + 1 + next)),
  )
}

/** Beside a word of comparing, an everyday word that is a language's name is meant as one: "go or node". */
const asLanguage = (mention: Mention): Mention =>
  mention.kind === 'language' && mention.score === 0.5 ? { ...mention, score: 1 } : mention

/** Whether words are a part of a longer name: "lib" of "lib/pq" is no library. */
function inName(lexicon: Lexicon, words: readonly string[], from: number, length: number): boolean {
  for (let start = Math.max(0, from - 2); start <= from; start++) {
    for (let end = from + length - 1; end < Math.min(words.length, start + 4); end++) {
      if (end - start + 1 > length && lexicon.at(words, start, end).length > 0) return true
    }
  }
  return false
}

/** How often each word stands in the curated texts; names count once more, so that they win over a rare word as near. */
function frequencies(forms: ReadonlyMap<string, number>, lexicon: Lexicon): Map<string, number> {
  const counts = new Map(forms)
  for (const word of lexicon.words) counts.set(word, (counts.get(word) ?? 0) + nameBonus)
  for (const word of stopWords) counts.set(word, (counts.get(word) ?? 0) + 1)
  for (const word of ownWords) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

/** Between two words that are equally near, a name is meant: people misspell names more than words they write every day. */
const nameBonus = 1000

/** Words of the sub-commands and of how intents are worded, so that their misspellings are mended too. */
const ownWords =
  'compare roadmap interview pitfalls adoption pilot hiring decide pattern library framework package companies organisations alternative maintained replacement checklist disadvantages'.split(
    ' ',
  )

/** A stop word, also with the s of a genitive: "anybody's". */
const isStop = (word: string): boolean =>
  stopWords.has(word) || (word.length > 5 && word.endsWith('s') && stopWords.has(word.slice(0, -1)))

/** Content words, at most sixteen: the most telling ones, in the order they were typed. */
function termsOf(
  words: readonly string[],
  silent: ReadonlySet<number>,
  used: ReadonlySet<number>,
  mentions: readonly Mention[],
  index: TextIndex,
): string[] {
  const named = new Set(coveredBy(mentions))
  const terms: { word: string; at: number; worth: number }[] = []
  const seen = new Set<string>()
  words.forEach((word, at) => {
    if (silent.has(at) || (!named.has(at) && (used.has(at) || isStop(word))) || seen.has(word)) return
    seen.add(word)
    terms.push({
      word,
      at,
      worth: (named.has(at) ? 20 : 0) + (index.has(stem(word)) ? 10 : 0) + index.information(stem(word)),
    })
  })
  if (terms.length <= mostTerms) return terms.map((term) => term.word)
  const kept = new Set(terms.toSorted((one, other) => other.worth - one.worth || one.at - other.at).slice(0, mostTerms))
  return terms.filter((term) => kept.has(term)).map((term) => term.word)
}

/** The most telling words of a story beside its question: known ones only, since a story brings many that say nothing. */
function contextOf(story: string, terms: readonly string[], index: TextIndex): string[] {
  const words = [...new Set(wordsOf(story).slice(0, mostWords))].filter(
    (word) => !stopWords.has(word) && !terms.includes(word) && index.has(stem(word)),
  )
  const telling = words.toSorted((one, other) => index.information(stem(other)) - index.information(stem(one)))
  return telling.slice(0, Math.max(0, Math.min(mostContext, mostTerms - terms.length)))
}

/** Every index of a word that one of the mentions covers. */
function coveredBy(mentions: readonly Mention[]): number[] {
  return mentions.flatMap((mention) =>
    Array.from({ length: mention.to - mention.from + 1 }, (_, at) => mention.from + at),
  )
}
