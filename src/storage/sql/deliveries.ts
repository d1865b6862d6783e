import type { DeliveryLog } from '../ports.ts'
import type { Kit } from './kit.ts'
import { day, timeOf } from './time.ts'

/** Slack repeats an event for up to a day where "delayed events" are on; a captured request is refused after five minutes. */
export function deliveryLog({ light, clock, keyOf }: Kit): DeliveryLog {
  return {
    claim: async (key) => {
      const now = clock.now()
      // One statement, so that one of many gets it: nobody else's row, or one that has ended, is taken.
      const taken = await light
        .insertInto('deliveries')
        .values({ ...keyOf(key), expires_at: timeOf(now + day) })
        .onConflict((conflict) =>
          conflict
            .columns(['team', 'key'])
            .doUpdateSet((row) => ({ expires_at: row.ref('excluded.expires_at') }))
            .where('deliveries.expires_at', '<=', timeOf(now)),
        )
        .returning('key')
        .executeTakeFirst()
      return taken !== undefined
    },
  }
}
