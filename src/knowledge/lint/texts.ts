import type { Entry } from '../entry.ts'
import type { Framework } from '../framework.ts'

/** A text that a reader sees, with the field it stands in. */
export type Text = { readonly field: string; readonly text: string }

/** Fields that hold words for people; ids, dates and samples are none. */
const readable = new Set([
  'title',
  'answer',
  'text',
  'claim',
  'finding',
  'problem',
  'built',
  'result',
  'caveat',
  'when',
  'not_when',
  'reason',
  'value',
  'outcome',
  'note',
  'what',
  'ask',
  'if_yes',
  'if_no',
  'headline',
  'sentence',
  'remedy',
])

/** Every text of an entry or framework that a reader sees. */
export function textsOf(entry: Entry | Framework): Text[] {
  const found: Text[] = []
  visit(entry, '', found)
  return found
}

function visit(value: unknown, path: string, found: Text[]): void {
  if (value === null || typeof value !== 'object') return
  for (const [key, child] of Object.entries(value)) {
    const field = path ? `${path}.${key}` : key
    if (typeof child === 'string' && readable.has(key)) found.push({ field, text: child })
    else visit(child, field, found)
  }
}
