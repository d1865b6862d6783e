import { endingTables } from '../tables.ts'
import type { Db } from './within.ts'

/** So many rows at a time: deleting a day's deliveries in one statement would hold up everybody. */
const batch = 1_000

/**
 * Deletes what has ended.
 * @param now the time as the database keeps it
 * @returns how many rows
 */
export async function purgeEnded(db: Db, now: string): Promise<number> {
  let deleted = 0
  for (const table of endingTables) {
    for (let more = true; more;) {
      const { last, until } = await nextBatch(db, table, now)
      const { numDeletedRows } = await db.deleteFrom(table).where('expires_at', '<=', until).executeTakeFirstOrThrow()
      deleted += Number(numDeletedRows)
      more = !last
    }
  }
  return deleted
}

/** Up to when one batch reaches. Rows that end at the same millisecond go together. */
async function nextBatch(db: Db, table: (typeof endingTables)[number], now: string) {
  const row = await db
    .selectFrom(table)
    .select('expires_at')
    .where('expires_at', '<=', now)
    .orderBy('expires_at')
    .offset(batch)
    .limit(1)
    .executeTakeFirst()
  return { last: row === undefined, until: row?.expires_at ?? now }
}
