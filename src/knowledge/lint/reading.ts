import { fileOf, recordsOf, type Rule } from './rule.ts'
import { textsOf } from './texts.ts'

/** Longer sentences are read twice, or not at all; 20 to 25 words is the usual advice for the screen, and a list may run on. */
const longestSentence = 42
/** What a reader of a chat takes in at one go. */
const longestEntry = 900
/** Nobody reads these at one go: a list is paged, a framework is walked through step by step. */
const inParts = new Set(['listings', 'decisions'])

/** Answers are read in a chat, between two other things. */
export const reading: Rule = {
  name: 'reading',
  description: `No sentence over ${longestSentence} words, no entry over ${longestEntry} words; no text is damaged by a wrong encoding.`,
  check: (catalog) =>
    recordsOf(catalog).flatMap((entry) => {
      const file = fileOf(entry)
      const texts = textsOf(entry)
      const sum = texts.reduce((total, { text }) => total + words(text), 0)
      const long =
        !inParts.has(entry.kind) && sum > longestEntry
          ? [{ rule: 'reading', file, field: '', wish: `at most ${longestEntry} words; it has ${sum}: split it` }]
          : []
      return [
        ...long,
        ...texts.flatMap(({ field, text }) => {
          const longest = Math.max(...text.split(/(?<=[.!?;:])\s/).map(words))
          if (longest > longestSentence)
            return [
              {
                rule: 'reading',
                file,
                field,
                wish: `sentences of at most ${longestSentence} words; one has ${longest}`,
              },
            ]
          return /\uFFFD|Ã[\u0080-\u00BF]|â€/.test(text)
            ? [{ rule: 'reading', file, field, wish: 'text in UTF-8; this one was read in a wrong encoding' }]
            : []
        }),
      ]
    }),
}

const words = (text: string): number => text.split(/\s+/).length
