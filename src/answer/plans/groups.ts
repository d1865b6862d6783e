import type { Topic } from '#knowledge/entry.ts'
import type { Intent } from '#question/question.ts'

/** Which groups of topics an intent is about: they are preferred, and their leading entry answers when nothing else is named. */
export const groupsOf: Partial<Record<Intent, readonly Topic['topic'][]>> = {
  fit: ['when-to-choose', 'when-not', 'framework', 'business'],
  pattern: ['patterns', 'database', 'testing', 'grpc', 'observability', 'deployment', 'runtime'],
  pitfalls: ['tradeoffs', 'mistakes', 'when-not'],
  hire: ['hiring'],
  interview: ['interview', 'hiring'],
  roadmap: ['roadmap'],
  pilot: ['pilot'],
  adoption: ['adoption'],
  compare: ['matrix'],
  'who-uses': ['examples', 'categories'],
  tools: ['ecosystem'],
  'case-study': ['examples', 'migrations', 'business'],
}

/** Intents that a topic only touches: lists and shelves answer them. */
export const broad: ReadonlySet<Intent> = new Set(['who-uses', 'tools'])

/** Sub-commands whose answer is theirs alone, whatever stands after them. */
export const ownSubject: ReadonlySet<Intent> = new Set([
  'pattern',
  'pitfalls',
  'hire',
  'interview',
  'roadmap',
  'pilot',
  'adoption',
])
