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
  await onStore(async ({ ownKnowledge, installations }, { databaseUrl, transport }) => {
    // First what Slack is not answered from: where that fails, nothing has changed for anybody there.
    if (databaseUrl !== undefined && !(await publishSearch(databaseUrl, own.catalog, workspace))) return
    const before = (await ownKnowledge.read(workspace))?.files
    await ownKnowledge.publish(workspace, own.files)
    const changed = changedBetween(before ?? new Map(), own.files)
    const count = own.catalog.own.size
    console.log(
      `${workspace}: ${count} ${count === 1 ? 'entry' : 'entries'} of its own; ${changed} ${changed === 1 ? 'file' : 'files'} changed`,
    )
    const known = (await installations.read(workspace)) ?? (await installations.organisationOf(workspace))
    if (transport.kind === 'oauth' && known === undefined)
      console.error(
        `${workspace} has not installed the app as far as this database knows; nobody is answered from it until then`,
      )
  })
}

/** How many files were added, removed or are other ones. */
function changedBetween(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): number {
  return [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path)).length
}
