import type { ShareLedger, ShareState } from '../ports.ts'
import type { Kit } from './kit.ts'
import { day, minute, timeOf } from './time.ts'

/** An ephemeral answer is gone when its reader reloads; a week outlives every button that could still be pressed. */
const lifetimeMs = 7 * day
/** Far longer than any post may take: whoever held the claim for so long is dead. */
const patienceMs = minute

export function shareLedger({ db, clock, keyOf }: Kit): ShareLedger {
  return {
    claim: async (key, holder) => {
      const of = keyOf(key)
      const now = clock.now()
      const taken = await db
        .insertInto('shares')
        .values({ ...of, ...rowOf('posting', now), holder: holder ?? null })
        .onConflict((conflict) =>
          conflict
            .columns(['team', 'key'])
            .doUpdateSet({ ...rowOf('posting', now), holder: holder ?? null })
            .where('shares.expires_at', '<=', timeOf(now)),
        )
        .returning('key')
        .executeTakeFirst()
      if (taken) return 'free'
      const row = await db
        .selectFrom('shares')
        .select(['state', 'since', 'holder'])
        .where('team', '=', of.team)
        .where('key', '=', of.key)
        .executeTakeFirst()
      // Settled as free between the two: the holder was still at it when this call began.
      if (!row) return 'posting'
      if (holder !== undefined && row.holder === holder) return 'free'
      return row.state === 'posting' && row.since <= timeOf(now - patienceMs) ? 'unknown' : stateOf(row.state)
    },
    settle: async (key, state) => {
      const of = keyOf(key)
      if (state === 'free') {
        await db.deleteFrom('shares').where('team', '=', of.team).where('key', '=', of.key).execute()
        return
      }
      const row = rowOf(state, clock.now())
      await db
        .insertInto('shares')
        .values({ ...of, ...row })
        .onConflict((conflict) => conflict.columns(['team', 'key']).doUpdateSet(row))
        .execute()
    },
  }
}

const rowOf = (state: ShareState, now: number) => ({ state, since: timeOf(now), expires_at: timeOf(now + lifetimeMs) })

const stateOf = (state: string): ShareState => (state === 'posting' || state === 'posted' ? state : 'unknown')
