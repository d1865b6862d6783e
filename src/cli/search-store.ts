import { preparation } from '#knowledge/search/prepared.ts'
import { asDown } from '#storage/down.ts'
import { openPostgres } from '#storage/postgres/open.ts'
import { type KnowledgeStore, openKnowledge } from '#storage/postgres/search/open.ts'

/** Runs a command on the knowledge in PostgreSQL. @returns false where something was wrong: one line was told, and the exit code is 1 */
export async function onSearch(url: string, run: (store: KnowledgeStore) => Promise<void>): Promise<boolean> {
  try {
    const opened = await openPostgres(url)
    try {
      await run(await openKnowledge(opened.db, preparation))
      return true
    } finally {
      await opened.close()
    }
  } catch (thrown) {
    const error = asDown(thrown)
    // Its words may hold an address with a password; the kinds that are known name the setting instead.
    const isKnown = error instanceof Error && (error.name === 'StorageRefused' || error.name === 'StorageDown')
    console.error(isKnown ? error.message : `the database: ${error instanceof Error ? error.name : 'an error'}`)
    process.exitCode = 1
    return false
  }
}
