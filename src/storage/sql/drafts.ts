import type { DraftKey, DraftStore } from '../ports/drafts.ts'
import { parsedOrNone } from './json.ts'
import type { Kit } from './kit.ts'
import { day, timeOf } from './time.ts'

const lifetimeMs = 30 * day

export function draftStore({ db, clock }: Kit): DraftStore {
  return {
    read: async (key, shape) => {
      const row = await db
        .selectFrom('drafts')
        .select('payload')
        .where((row) => row.and(columnsOf(key)))
        .where('expires_at', '>', timeOf(clock.now()))
        .executeTakeFirst()
      return row && parsedOrNone(shape, row.payload)
    },
    write: async (key, payload) => {
      await db
        .insertInto('drafts')
        .values({
          ...columnsOf(key),
          payload: JSON.stringify(payload),
          expires_at: timeOf(clock.now() + lifetimeMs),
        })
        .onConflict((conflict) =>
          conflict.columns(['team', 'person', 'purpose']).doUpdateSet((row) => ({
            payload: row.ref('excluded.payload'),
            expires_at: row.ref('excluded.expires_at'),
          })),
        )
        .execute()
    },
    drop: async (key) => {
      await db
        .deleteFrom('drafts')
        .where((row) => row.and(columnsOf(key)))
        .execute()
    },
  }
}

const columnsOf = ({ team, user, purpose }: DraftKey) => ({ team, person: user, purpose })
