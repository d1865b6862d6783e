import { documentOf } from '#answer/documents.ts'
import type { Catalog } from '#knowledge/catalog.ts'
import type { Entry } from '#knowledge/entry.ts'
import type { Publishable, Published } from '#storage/postgres/search/publish.ts'
import { onSearch } from './search-store.ts'

/** So many ids are named of each sort. */
const mostNamed = 20

/**
 * Writes entries, and the search over them, into PostgreSQL, in one transaction, and says what became another. The same again changes
 * nothing.
 * @param workspace publishes what the catalog has of that workspace's own; without it what all share
 * @returns false where it did not come about, which was told
 */
export async function publishSearch(url: string, catalog: Catalog, workspace?: string): Promise<boolean> {
  const entries = [...catalog.entries.values()].filter(({ id }) => workspace === undefined || catalog.own.has(id))
  return onSearch(url, async (store) => {
    const view = workspace === undefined ? store.shared : store.of(workspace)
    const published = await view.publish(catalog.version, publishable(catalog, entries))
    for (const line of linesOf(published, catalog.version, entries.length)) console.log(line)
  })
}

function publishable(catalog: Catalog, entries: readonly Entry[]): Publishable[] {
  return entries.map((entry) => ({
    document: documentOf(catalog, entry),
    kind: entry.kind,
    version: catalog.versions.get(entry.id) ?? '',
    entry,
  }))
}

function linesOf({ added, changed, removed }: Published, version: string, count: number): string[] {
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
    `version ${version}, ${count} entries: ${added.length} added, ${changed.length} changed, ${removed.length} removed`,
  ]
}
