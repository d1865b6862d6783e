import type { Kit } from './kit.ts'
import { day, timeOf } from './time.ts'
import type { Db } from './within.ts'

/**
 * Remembers keys for a day: Slack repeats an event for up to that long where "delayed events" are on; a captured request is refused
 * after five minutes. One statement, so that one of many gets a key: nobody else's row, or one that has ended, is taken.
 * @returns whether nobody had any of them
 */
export async function claimAll(
  db: Db,
  { clock, keyOf }: Pick<Kit, 'clock' | 'keyOf'>,
  keys: readonly string[],
): Promise<boolean> {
  if (keys.length === 0) return true
  const now = clock.now()
  const distinct = [...new Set(keys)]
  const taken = await db
    .insertInto('deliveries')
    .values(distinct.map((key) => ({ ...keyOf(key), expires_at: timeOf(now + day) })))
    .onConflict((conflict) =>
      conflict
        .columns(['team', 'key'])
        .doUpdateSet((row) => ({ expires_at: row.ref('excluded.expires_at') }))
        .where('deliveries.expires_at', '<=', timeOf(now)),
    )
    .returning('key')
    .execute()
  return taken.length === distinct.length
}
