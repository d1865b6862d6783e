import { hash } from 'node:crypto'
import type { Entry } from './entry.ts'

/** Fields that say nothing about the world: a new phrasing or another look at the sources corrects nothing. */
const silent = new Set(['asks', 'aliases', 'owner', 'checked', 'review_by', 'related'])

/** A short digest of what an entry says, the same however its file is written. */
export function versionOf(entry: Entry): string {
  const text = JSON.stringify(entry, (key, value: unknown) => (silent.has(key) ? undefined : value))
  return hash('sha256', text, 'hex').slice(0, 12)
}
