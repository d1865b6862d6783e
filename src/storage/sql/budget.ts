import { sql } from 'kysely'
import type { AnswerBudget } from '../ports.ts'
import type { Kit } from './kit.ts'
import { minute, timeOf } from './time.ts'

/** Each answer leaves a row for a minute, and the statement that writes it counts the others: one round trip. */
export function answerBudget({ light, clock, newId, keyOf }: Kit): AnswerBudget {
  return {
    take: async (key) => {
      const { team, key: rest } = keyOf(key)
      const id = newId()
      const now = clock.now()
      const { before } = await light
        .insertInto('takes')
        .values({ team, key: rest, id, expires_at: timeOf(now + minute) })
        .returning(
          // PostgreSQL does not see the new row here, SQLite does.
          sql<number>`(select cast(count(*) as integer) from takes as other where other.team = ${team}
            and other.key = ${rest} and other.expires_at > ${timeOf(now)} and other.id <> ${id})`.as('before'),
        )
        .executeTakeFirstOrThrow()
      return before
    },
  }
}
