import { teamTables } from '../tables.ts'
import { type Db, within } from './within.ts'

/** Deletes every row of a workspace, all tables or none. */
export async function forgetTeam(db: Db, team: string): Promise<void> {
  await within(db, async (tx) => {
    for (const table of teamTables) await tx.deleteFrom(table).where('team', '=', team).execute()
  })
}
