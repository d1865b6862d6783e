import type { Intent, Mention, Question } from '#question/question.ts'
import type { Body } from '../body.ts'

/** One way to answer a question. Plans are ranked; only the best is composed. */
export type Plan = {
  /** Names the plan, so that the same one is not ranked twice: `record:monzo`, `who-uses:fintech`. */
  readonly key: string
  /** What kind of answer it is: the question's own intent, or `ask` for a record. */
  readonly intent: Intent
  /** The entry it is about; candidates show its title. */
  readonly main: string
  /** Between 0 and 1: how well its form fits how the question is put, before any word is compared. */
  readonly prior: number
  /** Mentions that it answers to: their words count as explained. */
  readonly mentions: readonly Mention[]
  /** Further entries whose text explains the rest of the question: the members of a list. */
  readonly members: readonly string[]
  /** The least coverage it is given: a follow-up's words lean on what was said before, so that they need not stand in the entry. */
  readonly floor?: number
  /** true: the form of the question calls for it, so that it counts as alike although no phrasing says so. */
  readonly form?: true
  /** true: it answers what the question wants as such; everyday words beside that ("pros", "tips") need not stand in the entry. */
  readonly whole?: true
  /** The sentence for "Why this answer?". */
  readonly why: string
  readonly compose: () => Body | undefined
}

/** Every mention of one entry: a name may be typed twice, or stand for more than one thing. */
export function mentionsOf(question: Question, id: string): Mention[] {
  return question.mentions.filter((mention) => mention.id === id)
}

export function withoutOf(question: Question): ReadonlySet<string> {
  return new Set(question.excluded.map((mention) => mention.id))
}

export function named(mention: Mention, what: string): string {
  const typed = mention.typed.toLowerCase() === mention.name.toLowerCase() ? '' : `"${mention.typed}" `
  return `Read ${typed}as ${what} ${mention.name}${mention.score < 0.9 ? ` (match ${Math.round(mention.score * 100)} of 100)` : ''}.`
}
