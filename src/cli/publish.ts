import { documentOf } from '#answer/documents.ts'
import type { Catalog } from '#knowledge/catalog.ts'
import { preparation } from '#knowledge/search/prepared.ts'
import { asDown } from '#storage/down.ts'
import { openPostgres } from '#storage/postgres/open.ts'
import { openKnowledge } from '#storage/postgres/search/open.ts'
import type { Publishable, Published } from '#storage/postgres/search/publish.ts'
import { argumentsOrExit } from './arguments.ts'
import { catalogOrExit } from './knowledge.ts'

/**
 * `DATABASE_URL=postgres://... npm run knowledge:publish`: writes the entries of the folder, and the search over them, into
 * PostgreSQL, in one transaction, and says what became another. The same folder again changes nothing.
 *
 * The service does not read it: it answers from its own folder, in memory (docs/decisions/010-search-in-postgresql.md). Sources,
 * languages and ways to decide are not published. Run it with the version that serves: it brings all tables up to date.
 */
argumentsOrExit({ options: {} })
/** So many ids are named of each sort. */
const mostNamed = 20
const url = process.env['DATABASE_URL']
if (!url) refuse('DATABASE_URL: the database to publish to, postgres://user:password@host:5432/name')
else {
  const catalog = catalogOrExit()
  if (catalog) await publishTo(url, catalog)
}

async function publishTo(address: string, catalog: Catalog): Promise<void> {
  try {
    const opened = await openPostgres(address)
    try {
      const { shared } = await openKnowledge(opened.db, preparation)
      const published = await shared.publish(catalog.version, publishable(catalog))
      for (const line of linesOf(published, catalog)) console.log(line)
    } finally {
      await opened.close()
    }
  } catch (thrown) {
    const error = asDown(thrown)
    // Its words may hold an address with a password; the kinds that are known name the setting instead.
    const isKnown = error instanceof Error && (error.name === 'StorageRefused' || error.name === 'StorageDown')
    refuse(isKnown ? error.message : `the database: ${error instanceof Error ? error.name : 'an error'}`)
  }
}

function publishable(catalog: Catalog): Publishable[] {
  return [...catalog.entries.values()].map((entry) => ({
    document: documentOf(catalog, entry),
    kind: entry.kind,
    version: catalog.versions.get(entry.id) ?? '',
    entry,
  }))
}

function linesOf({ added, changed, removed }: Published, { entries, version }: Catalog): string[] {
  const named = (what: string, ids: readonly string[]): string[] =>
    ids.length === 0
      ? []
      : [
          `${what}: ${ids.slice(0, mostNamed).join(', ')}${ids.length > mostNamed ? ` and ${ids.length - mostNamed} more` : ''}`,
        ]
  return [
    ...named('added', added),
    ...named('changed', changed),
    ...named('removed', removed),
    `version ${version}, ${entries.size} entries: ${added.length} added, ${changed.length} changed, ${removed.length} removed`,
  ]
}

function refuse(line: string): void {
  console.error(line)
  process.exitCode = 1
}
