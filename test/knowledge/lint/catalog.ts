import type { Catalog } from '#knowledge/catalog.ts'
import type { Exceptions } from '#knowledge/vocabulary.ts'
import { kiln } from '../../support/catalogs.ts'

/** What a test changes in the made-up catalog: fields of entries and sources by id, and the exceptions. */
export type Change = {
  readonly entries?: Readonly<Record<string, object>>
  readonly sources?: Readonly<Record<string, object>>
  readonly exceptions?: Exceptions
}

/** The made-up catalog with something wrong in it. */
export function changed({ entries = {}, sources = {}, exceptions = [] }: Change): Catalog {
  const catalog = kiln()
  return {
    ...catalog,
    exceptions,
    entries: new Map([...catalog.entries].map(([id, entry]) => [id, { ...entry, ...entries[id] }])),
    sources: new Map([...catalog.sources].map(([id, source]) => [id, { ...source, ...sources[id] }])),
  }
}
