import type { FeedbackStore } from '../ports.ts'
import { feedbackShape, parsedOrNone } from './json.ts'
import type { Kit } from './kit.ts'
import { day, timeOf } from './time.ts'

const lifetimeMs = 90 * day

export function feedbackStore({ db, clock }: Kit): FeedbackStore {
  return {
    write: async ({ team, answer, user }, feedback) => {
      await db
        .insertInto('feedback')
        .values({
          team,
          answer,
          person: user,
          feedback: JSON.stringify(feedback),
          expires_at: timeOf(clock.now() + lifetimeMs),
        })
        .onConflict((conflict) =>
          conflict.columns(['team', 'answer', 'person']).doUpdateSet((row) => ({
            feedback: row.ref('excluded.feedback'),
            expires_at: row.ref('excluded.expires_at'),
          })),
        )
        .execute()
    },
    read: async ({ team, answer, user }) => {
      const row = await db
        .selectFrom('feedback')
        .select('feedback')
        .where('team', '=', team)
        .where('answer', '=', answer)
        .where('person', '=', user)
        .where('expires_at', '>', timeOf(clock.now()))
        .executeTakeFirst()
      return row && parsedOrNone(feedbackShape, row.feedback)
    },
  }
}
