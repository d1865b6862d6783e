import { sql } from 'kysely'
import { type Db, within } from '../../sql/within.ts'
import { hold } from './write.ts'

/** Deletes everything that was published for a workspace; nothing to do where nobody ever published. */
export async function forgetPublished(db: Db, workspace: string): Promise<void> {
  const { rows } = await sql<{ isThere: boolean }>`
    select to_regclass('knowledge_scopes') is not null as "isThere"`.execute(db)
  if (!rows[0]?.isThere) return
  await within(db, async (tx) => {
    await hold(tx, workspace, undefined)
    for (const table of ['documents', 'postings', 'stems', 'forms', 'scopes'])
      await sql`delete from ${sql.table(`knowledge_${table}`)} where scope = ${workspace}`.execute(tx)
  })
}
