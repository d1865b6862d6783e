import { resolve } from 'node:path'
import type { Catalog } from '#knowledge/catalog.ts'
import { formatFinding } from '#knowledge/finding.ts'
import { loadKnowledge } from '#knowledge/load.ts'

/** A catalog of a folder, or a failure that names what is wrong with it. */
export function catalogOf(folder: string): Catalog {
  const loaded = loadKnowledge(resolve(folder))
  if (loaded.kind === 'refused') throw new Error(loaded.findings.map(formatFinding).join('\n'))
  return loaded.catalog
}

/** A small made-up subject, so that tests of the engine neither know nor need the real entries. */
export const kiln = (): Catalog => catalogOf('test/fixtures/kiln')
