import type { Catalog } from '#knowledge/catalog.ts'
import type { Framework } from '#knowledge/framework.ts'
import type { Exceptions } from '#knowledge/vocabulary.ts'
import { kiln } from '../../support/catalogs.ts'

/** What a test changes in the made-up catalog: fields of entries, frameworks and sources by id, and the exceptions. */
export type Change = {
  readonly entries?: Readonly<Record<string, object>>
  readonly sources?: Readonly<Record<string, object>>
  readonly frameworks?: Readonly<Record<string, (framework: Framework) => object>>
  readonly exceptions?: Exceptions
}

/** The made-up catalog with something wrong in it. */
export function changed({ entries = {}, sources = {}, frameworks = {}, exceptions = [] }: Change): Catalog {
  const catalog = kiln()
  return {
    ...catalog,
    exceptions,
    entries: new Map([...catalog.entries].map(([id, entry]) => [id, { ...entry, ...entries[id] }])),
    frameworks: new Map([...catalog.frameworks].map(([id, one]) => [id, { ...one, ...frameworks[id]?.(one) }])),
    sources: new Map([...catalog.sources].map(([id, source]) => [id, { ...source, ...sources[id] }])),
  }
}
