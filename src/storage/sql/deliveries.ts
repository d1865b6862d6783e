import type { Kit } from './kit.ts'
import { day, timeOf } from './time.ts'
import type { Db } from './within.ts'

/**
 * Remembers keys for a day: Slack repeats an event for up to that long where "delayed events" are on; a captured request is refused
 * after five minutes.
 * @returns whether nobody had any of them
 */
export async function claimAll(
  db: Db,
  { clock, keyOf }: Pick<Kit, 'clock' | 'keyOf'>,
  keys: readonly string[],
): Promise<boolean> {
  if (keys.length === 0) return true
  const distinct = [...new Set(keys)]
  const taken = await claimQuery(db, distinct.map(keyOf), clock.now()).execute()
  return taken.length === distinct.length
}

/** A key as its columns. */
export type Place = { readonly team: string; readonly key: string }

/** One statement, so that one of many gets a key: nobody else's row, or one that has ended, is taken. Gives back what was taken. */
export const claimQuery = (db: Db, places: readonly Place[], now: number) =>
  db
    .insertInto('deliveries')
    .values(places.map(({ team, key }) => ({ team, key, expires_at: endOf(now) })))
    .onConflict((conflict) =>
      conflict
        .columns(['team', 'key'])
        .doUpdateSet((row) => ({ expires_at: row.ref('excluded.expires_at') }))
        .where('deliveries.expires_at', '<=', timeOf(now)),
    )
    .returning(['team', 'key'])

/** The values of that statement, in its order. */
export const claimValues = (places: readonly Place[], now: number): readonly string[] => {
  const end = endOf(now)
  const values: string[] = []
  for (const { team, key } of places) values.push(team, key, end)
  values.push(timeOf(now))
  return values
}

const endOf = (now: number): string => timeOf(now + day)
