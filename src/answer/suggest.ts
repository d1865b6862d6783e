import type { Entry } from '#knowledge/entry.ts'
import { judge } from '#knowledge/search/judge.ts'
import type { Steps } from '#knowledge/search/slices.ts'
import { fold, wordsOf } from '#knowledge/search/words.ts'
import type { Suggestion } from './answer.ts'
import { type Context, toward } from './compose/context.ts'

type Option = {
  readonly suggestion: Suggestion
  readonly entry: Entry
  readonly keys: readonly string[]
  readonly words: readonly string[]
  readonly rank: number
}

/** Kinds in the order in which a picker shows them; criteria and listings are parts of answers, not things to pick. */
const order: readonly Entry['kind'][] = ['domains', 'comparisons', 'organisations', 'tools', 'topics', 'series']

/** A typeahead over everything that can be picked, answered from memory: words that begin like the text, then words that look like it. */
export function* buildingSuggest(context: Context): Steps<(text: string, limit: number) => Suggestion[]> {
  const options: Option[] = []
  for (const entry of context.catalog.entries.values()) {
    yield
    const rank = order.indexOf(entry.kind)
    if (rank < 0) continue
    const keys = [entry.title, ...entry.aliases, ...(entry.kind === 'tools' ? entry.needs : [])].map(fold)
    // Cut into words once: a picker asks at every keystroke.
    const words = keys.map((key) => wordsOf(key).join(' '))
    options.push({ entry, suggestion: toward(context, entry), rank, keys, words })
  }
  const usual = options.filter((option) => option.entry.kind === 'domains' || option.entry.kind === 'comparisons')
  return (text, limit) => {
    const typed = wordsOf(text).join(' ').slice(0, 60)
    if (typed === '') return usual.slice(0, limit).map((option) => option.suggestion)
    const scored = options
      .map((option) => ({ option, score: Math.max(...option.words.map((words) => begins(words, typed))) }))
      .filter(({ score }) => score > 0)
    if (scored.length > 0)
      return scored
        .toSorted((one, other) => other.score - one.score || one.option.rank - other.option.rank)
        .slice(0, limit)
        .map(({ option }) => option.suggestion)
    return misspelt(options, typed, limit)
  }
}

/** 3: the name begins so. 2: one of its words does. 1: it holds the text somewhere. */
function begins(words: string, typed: string): number {
  if (words.startsWith(typed)) return 3
  if (words.includes(` ${typed}`)) return 2
  return typed.length > 2 && words.includes(typed) ? 1 : 0
}

/** Nothing begins like it: names that share its first letter go to Fuse, which keeps the list it judges short. */
function misspelt(options: readonly Option[], typed: string, limit: number): Suggestion[] {
  const near = options.filter((option) => option.keys.some((key) => key[0] === typed[0])).slice(0, 120)
  const likeness = judge(
    typed,
    near.map((option) => ({ id: option.entry.id, names: option.keys, asks: [] })),
  )
  return near
    .filter((option) => likeness.has(option.entry.id))
    .toSorted((one, other) => (likeness.get(other.entry.id) ?? 0) - (likeness.get(one.entry.id) ?? 0))
    .slice(0, limit)
    .map((option) => option.suggestion)
}
