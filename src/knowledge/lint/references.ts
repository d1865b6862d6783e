import type { Catalog } from '../catalog.ts'
import type { Entry } from '../entry.ts'
import type { Finding } from '../finding.ts'
import type { Framework } from '../framework.ts'
import { type Reference, referencesOf } from '../references.ts'
import { fileOf, recordsOf, type Rule } from './rule.ts'

/** An id that is named must exist, and be of the kind that the field is for. */
export const references: Rule = {
  name: 'references',
  description: 'Every id that an entry names exists: sources, languages, other entries of the right kind.',
  check: (catalog) => danglingIn(catalog, recordsOf(catalog)),
}

/** What some records name and the catalog does not have. */
export function danglingIn(catalog: Catalog, records: Iterable<Entry | Framework>): Finding[] {
  return [...records].flatMap((record) =>
    referencesOf(record).flatMap((reference) => {
      const wish = wishFor(catalog, reference, record.id)
      return wish ? [{ rule: 'references', file: fileOf(record), field: reference.field, wish }] : []
    }),
  )
}

function wishFor(catalog: Catalog, reference: Reference, self: string): string | undefined {
  const { id, to, kind } = reference
  if (to === 'source')
    return catalog.sources.has(id) ? undefined : `a source id from sources/; "${id}" is in none of its files`
  if (to === 'language')
    return Object.hasOwn(catalog.languages, id) ? undefined : `a language id from languages.yml; "${id}" is not there`
  if (id === self) return 'another entry than itself'
  const found = catalog.entries.get(id)
  if (!found) return `the id of an entry; "${id}" does not exist`
  return !kind || found.kind === kind ? undefined : `an id from ${kind}/; "${id}" is in ${found.kind}/`
}
