import type { Catalog } from '#knowledge/catalog.ts'
import type { TextIndex } from '#knowledge/search/index.ts'
import { buildSpelling } from '#knowledge/search/spelling.ts'
import { fold, stem, stopWords, wordsOf } from '#knowledge/search/words.ts'
import { askingPart, cleanText } from './clean.ts'
import { actions, against, instructions, intentOf, ownMatter, somebodyUses } from './intents.ts'
import { buildLexicon, type Lexicon, type Target } from './lexicon.ts'
import type { Intent, Mention, Question } from './question.ts'
import { buildSynonyms } from './synonyms.ts'

/** Matching uses at most this many content words: more of them cost time and tell nothing new. */
const mostTerms = 16
/** At most this many words are read at all. */
const mostWords = 120
/** Words before a name that say it is to be left out. */
const exclusions: ReadonlySet<string> = new Set([
  'except',
  'without',
  'excluding',
  'besides',
  'apart',
  'not',
  'minus',
  'ignoring',
  'skip',
  'besides',
])
/** Words between "except" and the name that change nothing. */
const between: ReadonlySet<string> = new Set(['for', 'from', 'the', 'a', 'than', 'and', 'or'])

/** Turns what somebody typed into a question. Pure. */
export type Understand = (raw: string) => Question

/** Builds the understanding of a catalog's world; costs some milliseconds, asking costs microseconds. */
export function createUnderstanding(catalog: Catalog, index: TextIndex, texts: Iterable<string>): Understand {
  const lexicon = buildLexicon(catalog)
  const synonyms = buildSynonyms(catalog.synonyms)
  const frequency = frequencies(texts, lexicon)
  const spelling = buildSpelling(frequency)
  const world = worldOf(catalog)
  const mend = (word: string): { word: string; score: number } => {
    if (
      word.length < 4 ||
      /\d/.test(word) ||
      frequency.has(word) ||
      stopWords.has(word) ||
      index.has(stem(word)) ||
      world.known.has(word)
    )
      return { word, score: 1 }
    return spelling.correct(word) ?? { word, score: 1 }
  }
  return (raw) => {
    const full = cleanText(raw)
    const text = askingPart(full)
    const typed = wordsOf(text).slice(0, mostWords)
    const mended = synonyms(typed, (from, length) => inName(lexicon, typed, from, length)).map(mend)
    const words = mended.map((item) => item.word)
    const scores = mended.map((item) => item.score)
    const meant = intentOf(words)
    // Mending may turn a plain word into a rare one that looks like it; the words as typed then still say what is wanted.
    const wanted = meant.from === 'none' ? intentOf(synonyms(typed, () => false)) : meant
    const subjectAt = positionsOf(words, world.names)
    const all = mentionsIn(words, scores, lexicon, subjectAt)
    const [mentions, excluded] = split(all, words)
    const story = full.length > text.length ? storyMentions(full, text, lexicon) : []
    const namesSubject =
      subjectAt.size > 0 ||
      (full.length > text.length && positionsOf(wordsOf(full).slice(0, 600), world.names).size > 0)
    const outside = outsideOf(
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
    return {
      text,
      tokens: words,
      terms: termsOf(words, new Set([...subjectAt, ...coveredBy(excluded)]), wanted.used, mentions, index),
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
function frequencies(texts: Iterable<string>, lexicon: Lexicon): Map<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts) for (const word of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + 1)
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

type World = { names: string[][]; lookalikes: string[][]; elsewhere: string[][]; known: Set<string> }

function worldOf(catalog: Catalog): World {
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
function positionsOf(words: readonly string[], phrases: readonly (readonly string[])[]): Set<number> {
  const covered = new Set<number>()
  words.forEach((_, from) => {
    for (const phrase of phrases)
      if (startsAt(words, from, phrase)) phrase.forEach((__, offset) => covered.add(from + offset))
  })
  return covered
}

function startsAt(words: readonly string[], from: number, phrase: readonly string[]): boolean {
  return phrase.every(
    (part, offset) => words[from + offset] === part || stem(words[from + offset] ?? '') === stem(part),
  )
}

function mentionsIn(
  words: readonly string[],
  scores: readonly number[],
  lexicon: Lexicon,
  subjectAt: ReadonlySet<number>,
): Mention[] {
  const found: Mention[] = []
  for (let from = 0; from < words.length; from++) {
    for (let length = Math.min(lexicon.longest, words.length - from); length >= 1; length--) {
      const to = from + length - 1
      if (length === 1 && (subjectAt.has(from) || stopWords.has(words[from] ?? ''))) continue
      const targets = lexicon.at(words, from, to)
      if (targets.length === 0) continue
      for (const target of moreTelling(targets)) found.push(mentionOf(target, words, scores, from, to))
      from = to
      break
    }
  }
  return found
}

/** Where words are a tool's own name, they are not also what tools are looked for by ("wire" and "wiring"). */
function moreTelling(targets: readonly Target[]): readonly Target[] {
  return targets.some((target) => target.kind === 'tools')
    ? targets.filter((target) => target.kind !== 'need')
    : targets
}

function mentionOf(
  target: Target,
  words: readonly string[],
  scores: readonly number[],
  from: number,
  to: number,
): Mention {
  const spelt = Math.min(...scores.slice(from, to + 1))
  return {
    kind: target.kind,
    id: target.id,
    name: target.name,
    typed: words.slice(from, to + 1).join(' '),
    score: target.everyday ? spelt * 0.5 : spelt,
    from,
    to,
  }
}

/** Names in the part of a long story that does not ask: they count, but less. */
function storyMentions(full: string, asking: string, lexicon: Lexicon): Mention[] {
  const rest = wordsOf(full.replace(asking, ' ')).slice(0, 600)
  return mentionsIn(
    rest,
    rest.map(() => 1),
    lexicon,
    new Set(),
  )
    .filter((mention) => mention.score === 1)
    .slice(0, 8)
    .map((mention) => ({ ...mention, score: 0.4, from: -1, to: -1 }))
}

function split(mentions: readonly Mention[], words: readonly string[]): [Mention[], Mention[]] {
  const kept: Mention[] = []
  const excluded: Mention[] = []
  for (const mention of mentions) (isExcluded(mention, words, excluded) ? excluded : kept).push(mention)
  return [kept, excluded]
}

function isExcluded(mention: Mention, words: readonly string[], before: readonly Mention[]): boolean {
  let at = mention.from - 1
  while (at >= 0 && between.has(words[at] ?? '')) at--
  if (exclusions.has(words[at] ?? '')) return true
  if (words[at] === 'other' && words[at + 1] === 'than') return true
  // "except Twitch and Uber": a name that follows an excluded one by "and" shares its fate.
  return before.some((other) => other.to === at && at < mention.from - 1)
}

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
    if (silent.has(at) || (!named.has(at) && (used.has(at) || stopWords.has(word))) || seen.has(word)) return
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

/** Every index of a word that one of the mentions covers. */
function coveredBy(mentions: readonly Mention[]): number[] {
  return mentions.flatMap((mention) =>
    Array.from({ length: mention.to - mention.from + 1 }, (_, at) => mention.from + at),
  )
}

type Read = {
  text: string
  words: readonly string[]
  mentions: readonly Mention[]
  namesSubject: boolean
  intent: Intent
  /** The words before their spelling was mended. */
  typed: readonly string[]
  heard: (word: string) => boolean
}

/** Whether a question is not ours at all, and why. */
function outsideOf(read: Read, world: World): Question['outside'] {
  const { words, mentions, namesSubject } = read
  const text = words.join(' ')
  if (!words.some((word) => /\p{L}/u.test(word))) return { because: 'empty', words: read.text }
  const instruction = instructions.exec(text) ?? instructions.exec(fold(read.text))
  if (instruction) return { because: 'instruction', words: instruction[0] }
  const lookalike = phraseIn(words, world.lookalikes)
  if (lookalike && !namedBeside(words, lookalike, world)) return { because: 'lookalike', words: lookalike }
  const action = actions.exec(text)
  if (action) return { because: 'action', words: action[0] }
  const own = ownMatter.exec(text)
  if (own) return { because: 'action', words: own[0] }
  const who = unheardOf(read)
  if (who) return { because: 'unheard', words: who }
  const elsewhere = phraseIn(words, world.elsewhere)
  if (elsewhere) return { because: 'elsewhere', words: elsewhere }
  const language = mentions.find((mention) => mention.kind === 'language' || mention.kind === 'cue')
  if (language && !namesSubject && !aboutEntry(mentions, text)) return { because: 'language', words: language.name }
  return undefined
}

/**
 * Whether the subject is named once more, outside the phrase that merely sounds like it. Beside a phrase that does not hold a name
 * itself ("board game"), only a name that is no everyday word counts.
 */
function namedBeside(words: readonly string[], phrase: string, world: World): boolean {
  const rest = ` ${words.join(' ')} `.replace(` ${phrase} `, ' ').trim().split(' ')
  const holdsName = positionsOf(phrase.split(' '), world.names).size > 0
  const names = holdsName ? world.names : world.names.filter((name) => name.join('').length > 3)
  return positionsOf(rest, names).size > 0
}

/** Somebody whose use is asked for and whom no entry has ever heard of. */
function unheardOf({ mentions, typed, heard }: Read): string | undefined {
  const who = somebodyUses.exec(typed.join(' '))?.groups?.['who']
  if (
    !who ||
    mentions.some(
      (mention) =>
        mention.score >= 0.5 &&
        (mention.kind === 'organisations' || mention.kind === 'tools' || mention.kind === 'listings'),
    )
  )
    return undefined
  return who
    .split(' ')
    .filter((word) => !stopWords.has(word))
    .some((word) => !heard(word))
    ? who
    : undefined
}

function phraseIn(words: readonly string[], phrases: readonly (readonly string[])[]): string | undefined {
  for (const phrase of phrases) if (words.some((_, from) => startsAt(words, from, phrase))) return phrase.join(' ')
  return undefined
}

/** "Is Kafka written in Java?" names no subject and is still ours: what it asks for is the record of something curated. */
function aboutEntry(mentions: readonly Mention[], text: string): boolean {
  const named = mentions.some(
    (mention) => (mention.kind === 'organisations' || mention.kind === 'tools') && mention.score >= 0.7,
  )
  return (
    named &&
    /\b(is|are|does|do|did|was|which|what|written|built|language|rewritten|moved?|switch(ed)?|ditch(ed)?|or|still|really)\b/.test(
      text,
    )
  )
}
