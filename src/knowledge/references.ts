import type { Entry, Kind } from './entry.ts'
import type { Framework } from './framework.ts'

/** A place in an entry that names another entry, a source or a language. */
export type Reference = {
  readonly field: string
  readonly id: string
  readonly to: 'source' | 'language' | 'entry'
  readonly kind?: Kind
}

const kindOfField: Record<string, Kind> = {
  domains: 'domains',
  part_of: 'domains',
  tools: 'tools',
  alternatives: 'tools',
  organisations: 'organisations',
  stack: 'tools',
}
/** Fields that hold one id in place of a list. */
const singleFields: Record<string, { to: Reference['to']; kind?: Kind }> = {
  written_in: { to: 'language' },
  choose: { to: 'language' },
  entry: { to: 'entry' },
  plan: { to: 'entry', kind: 'topics' },
  measures: { to: 'entry', kind: 'topics' },
  exit: { to: 'entry', kind: 'topics' },
}
const languageFields = new Set(['languages', 'moved_from', 'moved_to'])

/** Every reference of an entry or framework, found by the names of its fields, so that a new field needs no new code. */
export function referencesOf(entry: Entry | Framework): Reference[] {
  const found: Reference[] = []
  visit(entry, '', found)
  return found
}

function visit(value: unknown, path: string, found: Reference[]): void {
  if (value === null || typeof value !== 'object') return
  for (const [key, child] of Object.entries(value)) {
    const field = path ? `${path}.${key}` : key
    const toward = target(key)
    if (toward && Array.isArray(child) && child.every((item) => typeof item === 'string')) {
      child.forEach((id, index) => found.push({ field: `${field}.${index}`, id, ...toward }))
    } else if (typeof child === 'string' && singleFields[key]) {
      found.push({ field, id: child, ...singleFields[key] })
    } else if (key === 'cells' && child && typeof child === 'object') {
      for (const id of Object.keys(child)) found.push({ field: `${field}.${id}`, id, to: 'language' })
      visit(child, field, found)
    } else visit(child, field, found)
  }
}

function target(key: string): { to: Reference['to']; kind?: Kind } | undefined {
  if (key === 'sources') return { to: 'source' }
  if (languageFields.has(key)) return { to: 'language' }
  if (key === 'related' || key === 'entries' || key === 'evidence') return { to: 'entry' }
  const kind = kindOfField[key]
  return kind ? { to: 'entry', kind } : undefined
}
