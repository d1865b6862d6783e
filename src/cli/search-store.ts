import { preparation } from '#knowledge/search/prepared.ts'
import { asDown } from '#storage/down.ts'
import { openPostgres } from '#storage/postgres/open.ts'
import { type KnowledgeStore, openKnowledge } from '#storage/postgres/search/open.ts'
import { databaseWords } from './database-words.ts'

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
  } catch (error) {
    console.error(databaseWords(asDown(error)))
    process.exitCode = 1
    return false
  }
}
