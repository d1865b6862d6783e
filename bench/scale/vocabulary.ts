import { below, between, pick, type Random, zipf } from './random.ts'

/** A thing that texts are about, and the words that people have for it, the usual one first. */
export type Concept = readonly string[]

/** The made-up language of one size of knowledge. */
export type Vocabulary = {
  /** Drawn as often as words of a language are: few concepts everywhere, most of them nearly nowhere. */
  readonly concept: (random: Random) => Concept
  /** Words that go with any matter. */
  readonly common: (random: Random) => string
  /** A name that nothing else has. */
  readonly name: (random: Random) => string
}

const onsets = 'b br c ch cl cr d dr f fl fr g gl gr h j k l m n p pl pr qu r s sc sh sk sl sp st str t tr v w'.split(
  ' ',
)
const vowels = 'a e i o u a e i o ai ea ee ou'.split(' ')
const codas = ['', '', '', 'n', 'r', 'l', 's', 't', 'm', 'd', 'ck', 'nd', 'st', 'rt']
const endings = ['', '', '', '', 'ion', 'ment', 'ity', 'al', 'or', 'age', 'ure', 'ence', 'ive', 'le']

/**
 * A vocabulary for so many entries. It grows with them as a language's does (Heaps' law, about the square root of the text).
 * A concept has one to four words, so that two people may ask for the same in other words.
 */
export function vocabularyFor(entries: number, random: Random): Vocabulary {
  const taken = new Set<string>()
  const concepts = Array.from({ length: Math.round(700 + 40 * Math.sqrt(entries)) }, () =>
    Array.from({ length: pick(random, [1, 2, 2, 3, 3, 4]) }, () => newWord(random, taken, pick(random, endings), 3)),
  )
  const common = Array.from({ length: 400 }, () => newWord(random, taken, '', 2))
  const drawConcept = zipf(concepts.length, 0.85)
  const drawCommon = zipf(common.length, 1)
  return {
    concept: (draw) => concepts[drawConcept(draw)] ?? ['thing'],
    common: (draw) => common[drawCommon(draw)] ?? 'thing',
    name: (draw) => {
      const word = newWord(draw, taken, '', 3)
      return word.slice(0, 1).toUpperCase() + word.slice(1)
    },
  }
}

function newWord(random: Random, taken: Set<string>, ending: string, syllables: number): string {
  for (;;) {
    const parts = Array.from({ length: between(random, 1, syllables) }, () => syllable(random))
    const word = parts.join('') + ending
    if (word.length < 4 || word.length > 14 || taken.has(word)) continue
    taken.add(word)
    return word
  }
}

const syllable = (random: Random): string => pick(random, onsets) + pick(random, vowels) + pick(random, codas)

/** A word as it may stand in a sentence. */
export function inflected(random: Random, word: string): string {
  const roll = random()
  if (roll < 0.7) return word
  if (roll < 0.88) return `${word}s`
  return roll < 0.94 ? `${word.replace(/e$/, '')}ing` : `${word.replace(/e$/, '')}ed`
}

/** A word as somebody in a hurry types it: a letter swapped, left out, doubled or changed, never the first. */
export function misspelt(random: Random, word: string): string {
  if (word.length < 5) return word
  const at = between(random, 1, word.length - 2)
  const [before, letter, next] = [word.slice(0, at), word.charAt(at), word.charAt(at + 1)]
  switch (below(random, 4)) {
    case 0:
      return `${before}${next}${letter}${word.slice(at + 2)}`
    case 1:
      return before + word.slice(at + 1)
    case 2:
      return before + letter + word.slice(at)
    default:
      return `${before}${pick(random, ['a', 'e', 'i', 'o', 'n', 'r', 't'])}${word.slice(at + 1)}`
  }
}
