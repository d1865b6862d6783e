import type { Finding } from '#knowledge/finding.ts'
import { fileOf } from '#knowledge/lint/rule.ts'
import type { Phrased } from './phrasings.ts'

/** Entries that none of their own phrasings, nor their title, leads to: nobody would ever read them. Aliases alone are no question. */
export function unreached(phrased: readonly Phrased[]): Finding[] {
  const entries = new Set(phrased.map((one) => one.entry))
  for (const { entry, field, led } of phrased)
    if (led !== 'elsewhere' && !field.startsWith('aliases')) entries.delete(entry)
  return [...entries].map((entry) => ({
    rule: 'reached',
    file: fileOf(entry),
    field: 'asks',
    wish: 'a phrasing that leads here; try one with npm run ask -- "..." --explain',
  }))
}
