import type { Spelling } from '#knowledge/search/spelling.ts'

/** A word as it was most likely meant; `score` is 1 for one that stays as it is. */
export type Mended = { readonly word: string; readonly score: number }

/** Shorter words are never mended: they are a letter away from too many others. */
const shortest = 4
/** A name loses so much by two letters that changed places or by a key beside the right one. */
const slip = 0.5

/**
 * Mends one word. The slips of a hand come first, two letters that changed places, then a key beside the right one. What remains is left to
 * the spelling table.
 * A word that was typed as somebody's name ("in Paris") is mended into a name or not at all.
 * @param known whether a word is to stay as it is
 * @param names words of names
 * @param everyday words of questions, which people mistype most since they write them most
 */
export function buildMending(
  spelling: Spelling,
  names: ReadonlySet<string>,
  everyday: ReadonlySet<string>,
  known: (word: string) => boolean,
): (word: string, isName: boolean) => Mended {
  return (word, isName) => {
    if (word.length < shortest || /\d/.test(word) || known(word)) return { word, score: 1 }
    const slipped =
      slips(word).find((other) => names.has(other)) ??
      (isName ? undefined : swaps(word).find((other) => everyday.has(other)))
    if (slipped !== undefined) return { word: slipped, score: 1 - slip / word.length }
    const nearest = spelling.correct(word)
    // Of four letters a name is worth a guess; any other word is a letter away from too many.
    if (!nearest || ((word.length === shortest || isName) && !names.has(nearest.word) && !everyday.has(nearest.word)))
      return { word, score: 1 }
    return nearest
  }
}

/** Rows of the keyboard; a key's neighbours stand left and right of it. */
const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm']

/** What may have been meant, likeliest first: letters that changed places, then neighbours. The first letter of a word is rarely wrong. */
function slips(word: string): string[] {
  if (word.length <= shortest) return swaps(word)
  const letters = word.split('')
  const beside = letters.slice(1).flatMap((letter, before) => {
    const at = before + 1
    return neighbours(letter).map((other) => `${word.slice(0, at)}${other}${word.slice(at + 1)}`)
  })
  return [...swaps(word), ...beside]
}

/** The word with two neighbouring letters changed, at each place but the first. */
function swaps(word: string): string[] {
  const letters = word.split('')
  return letters.slice(1, -1).map((letter, before) => {
    const at = before + 1
    return `${word.slice(0, at)}${letters[at + 1] ?? ''}${letter}${word.slice(at + 2)}`
  })
}

function neighbours(letter: string): string[] {
  const row = rows.find((one) => one.includes(letter)) ?? ''
  const at = row.indexOf(letter)
  return at < 0 ? [] : [row[at - 1], row[at + 1]].filter((one) => one !== undefined)
}
