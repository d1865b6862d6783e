import type { Catalog } from '#knowledge/catalog.ts'
import { ownOrExit } from './own.ts'
import { publishSearch } from './publish-search.ts'
import { onStore } from './store.ts'

/**
 * The folder's entries become the workspace's own, in place of all it had: every replica answers from them within a second, in that
 * workspace only. With PostgreSQL they join the search there as well.
 * @param folder undefined: nothing of its own is left
 */
export async function publishOwn(shared: Catalog, workspace: string, folder: string | undefined): Promise<void> {
  const own = folder === undefined ? { catalog: shared, files: new Map<string, string>() } : ownOrExit(shared, folder)
  if (!own) return
  await onStore(async ({ ownKnowledge }, { databaseUrl }) => {
    await ownKnowledge.publish(workspace, own.files)
    const count = own.catalog.own.size
    console.log(`${workspace}: ${count} ${count === 1 ? 'entry' : 'entries'} of its own`)
    if (databaseUrl !== undefined) await publishSearch(databaseUrl, own.catalog, workspace)
  })
}
