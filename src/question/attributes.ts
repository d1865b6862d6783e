import { stem } from '#knowledge/search/words.ts'

/**
 * What people ask of a thing that a record of who uses what and why does not hold as such: its price, its head, its number. An answer
 * has to be one that is asked for by such a word; that its text holds the word in passing tells nothing of it.
 */
const attributes: ReadonlySet<string> = new Set(
  `ceo cto founder headquarters address price pricing fee revenue shares stock budget salary employees headcount birthday age author
  inventor version versions edition stars logo mascot password phone ticket recipe joke editor engine extension binding
  bindings template templates wallpaper font opening hours job jobs career vacancy outage degree certification refund discount
  subscription meetup conference`
    .split(/\s+/)
    .map(stem),
)

/** Whether a stem names such an attribute. */
export const isAttribute = (stemmed: string): boolean => attributes.has(stemmed)
