import type { UnansweredStore } from '../ports.ts'
import type { Kit } from './kit.ts'
import { day, timeOf } from './time.ts'

const lifetimeMs = 90 * day
const most = 10_000

export function unansweredStore({ db, clock, newId }: Kit): UnansweredStore {
  return {
    keep: async ({ team, user, text, at }) => {
      await db
        .insertInto('unanswered')
        .values({
          team,
          id: newId(),
          person: user,
          question: text,
          asked_at: timeOf(at),
          expires_at: timeOf(at + lifetimeMs),
        })
        .execute()
    },
    list: async (team) => {
      const rows = await db
        .selectFrom('unanswered')
        .select(['team', 'person', 'question', 'asked_at'])
        .$if(team !== undefined, (query) => query.where('team', '=', team ?? ''))
        .where('expires_at', '>', timeOf(clock.now()))
        .orderBy('asked_at')
        .orderBy('id')
        .limit(most)
        .execute()
      return rows.map((row) => ({
        team: row.team,
        user: row.person,
        text: row.question,
        at: Date.parse(row.asked_at),
      }))
    },
  }
}
