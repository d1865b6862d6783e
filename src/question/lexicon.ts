import type { Catalog } from '#knowledge/catalog.ts'
import type { Entry } from '#knowledge/entry.ts'
import type { Steps } from '#knowledge/search/slices.ts'
import { stem, stopWords, wordsOf } from '#knowledge/search/words.ts'
import { everydayOf, type LowerCase } from './everyday.ts'
import { isPlain } from './plain-words.ts'
import type { Mention } from './question.ts'

/** What a phrase stands for. */
export type Target = {
  readonly kind: Mention['kind']
  readonly id: string
  readonly name: string
  /** true for a name that is also an everyday word ("stream", "medium"): it needs company to count. */
  readonly everyday: boolean
  /** Its words run together, as curated. */
  readonly letters: string
}

/** Every name that the catalog knows, findable by the words of a question. */
export type Lexicon = {
  /** Targets of words `from` to `to` (inclusive) of a question, by their stems or run together. */
  readonly at: (words: readonly string[], from: number, to: number) => readonly Target[]
  /** The longest name in words. */
  readonly longest: number
  /** true for a word that several texts write in lower case: no name of somebody. */
  readonly everyday: (word: string) => boolean
  /** Words of names, for the spelling table. */
  readonly words: ReadonlySet<string>
}

/**
 * Builds the lexicon from titles, aliases, needs and the vocabularies of a catalog, in small steps.
 * @param lower in how many entries a word stands in lower case
 */
export function* buildingLexicon(catalog: Catalog, lower: LowerCase): Steps<Lexicon> {
  const everyday = everydayOf(catalog.entries, lower)
  const byStems = new Map<string, Target[]>()
  const byLetters = new Map<string, Target[]>()
  const words = new Set<string>()
  let longest = 1
  // A name that is curated in lower case ("pgx") stands so in texts as well, which says nothing; then it is one unless English has the word.
  const isEveryday = (word: string, name: string, kind: Target['kind'], id: string): boolean =>
    properNames.has(kind) && /^[a-z]/.test(name) && !stopWords.has(word) ? isPlain(word) : everyday(word, id)
  const add = (name: string, kind: Target['kind'], id: string, title: string): void => {
    const parts = wordsOf(name)
    if (parts.length === 0) return
    const target: Target = {
      kind,
      id,
      name: title,
      letters: parts.join(''),
      everyday: parts.length === 1 && isEveryday(parts[0] ?? '', name, kind, id),
    }
    put(byStems, parts.map(stem).join(' '), target)
    if (parts.join('').length >= 5) put(byLetters, parts.join(''), target)
    for (const part of parts) words.add(part)
    longest = Math.max(longest, parts.length)
  }
  for (const [id, language] of Object.entries(catalog.languages)) {
    if (id === catalog.subject.language) continue
    for (const name of [language.name, ...language.aliases]) add(name, 'language', id, language.name)
    for (const cue of language.cues) add(cue, 'cue', id, language.name)
    yield
  }
  for (const entry of catalog.entries.values()) yield* addNames(entry, add)
  return {
    longest,
    words,
    everyday: (word) => everyday(word, ''),
    at: (question, from, to) => {
      const parts = question.slice(from, to + 1)
      const letters = parts.join('')
      const byStem = byStems.get(parts.map(stem).join(' ')) ?? []
      const exact = byStem.filter((target) => target.letters === letters)
      const alike = exact.length > 0 ? exact : byStem.filter((target) => sameForm(target, letters))
      return alike.length > 0 ? alike : letters.length >= 5 ? (byLetters.get(letters) ?? []) : []
    },
  }
}

/** Forms of short words are other words ("new" is not "news"), and a name has none but its plural: who renders does not mean Rend. */
function sameForm({ kind, letters }: Target, typed: string): boolean {
  if (letters === typed) return true
  if (Math.min(letters.length, typed.length) <= 3) return false
  return !properNames.has(kind) || letters === `${typed}s` || typed === `${letters}s`
}

const properNames: ReadonlySet<Target['kind']> = new Set(['organisations', 'tools', 'listings', 'language'])

function* addNames(
  entry: Entry,
  add: (name: string, kind: Target['kind'], id: string, title: string) => void,
): Steps<void> {
  yield
  // The title of a topic is a question, not a name; so is that of a criterion or a comparison.
  const named = entry.kind === 'organisations' || entry.kind === 'tools' || entry.kind === 'domains'
  for (const name of named ? [entry.title, ...entry.aliases] : entry.aliases)
    add(name, entry.kind, entry.id, entry.title)
  if (entry.kind === 'tools') for (const need of entry.needs) add(need, 'need', wordsOf(need).map(stem).join(' '), need)
  if (entry.kind === 'listings') {
    for (const member of entry.members) {
      for (const name of [member.name, ...member.aliases]) add(name, 'listings', entry.id, member.name)
      yield
    }
  }
}

function put(map: Map<string, Target[]>, key: string, target: Target): void {
  const targets = map.get(key)
  if (!targets) map.set(key, [target])
  else if (!targets.some((other) => other.kind === target.kind && other.id === target.id && other.name === target.name))
    targets.push(target)
}
