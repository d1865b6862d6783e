import { fileOf, recordsOf, type Rule } from './rule.ts'
import { textsOf } from './texts.ts'

/** What the editor's guide advises against, with what to write instead. */
const donts: readonly (readonly [RegExp, string])[] = [
  [/\b(blazing|lightning)[- ]fast\b/i, 'a number with its year'],
  [
    /\b(seamless(ly)?|cutting[- ]edge|game[- ]chang\w+|world[- ]class|best[- ]in[- ]class|state[- ]of[- ]the[- ]art|superpowers?|next[- ]generation|revolutionary)\b/i,
    'what it does, without praise',
  ],
  [/\b(leverag(e|es|ed|ing)|utili[sz]e[sd]?|empower\w*|unlock(s|ed)? the)\b/i, 'the plain verb'],
  [/\b(of course|it goes without saying|needless to say|in today's|when it comes to)\b/i, 'the sentence without it'],
  [/\b(perfect|ideal|amazing|incredible|awesome)(ly)?\b/i, 'the reason, without praise'],
  [/!(\s|$)/, 'a full stop'],
  [/\b(above|below) (list|table|chart|answer)\b/i, 'the name of the thing: readers may hear it, and messages move'],
]

/** The do and don't pairs of the editor's guide, as far as a machine can see them. */
export const style: Rule = {
  name: 'style',
  description: "Texts keep to the do and don't pairs of knowledge/README.md.",
  check: (catalog) =>
    recordsOf(catalog).flatMap((entry) =>
      textsOf(entry).flatMap(({ field, text }) =>
        donts.flatMap(([pattern, wish]) => {
          const match = pattern.exec(text)
          return match
            ? [{ rule: 'style', file: fileOf(entry), field, wish: `${wish}, in place of "${match[0].trim()}"` }]
            : []
        }),
      ),
    ),
}
