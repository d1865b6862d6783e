import type { OwnKnowledgeStore } from '../ports/own-knowledge.ts'
import { filesShape, parsed } from './json.ts'
import type { Kit } from './kit.ts'
import { timeOf } from './time.ts'

export function ownKnowledgeStore({ db, clock, newId }: Kit): OwnKnowledgeStore {
  return {
    publish: async (team, files) => {
      const row = { edition: newId(), files: JSON.stringify([...files]), published_at: timeOf(clock.now()) }
      await db
        .insertInto('own_knowledge')
        .values({ team, ...row })
        .onConflict((conflict) => conflict.column('team').doUpdateSet(row))
        .execute()
    },
    read: async (team) => {
      const row = await db
        .selectFrom('own_knowledge')
        .select(['edition', 'files'])
        .where('team', '=', team)
        .executeTakeFirst()
      return row && { edition: row.edition, files: new Map(parsed(filesShape, row.files)) }
    },
    editions: async (withinMs) => {
      const since = withinMs === undefined ? undefined : timeOf(clock.now() - withinMs)
      const rows = await db
        .selectFrom('own_knowledge')
        .select(['team', 'edition'])
        .$if(since !== undefined, (query) => query.where('published_at', '>=', since ?? ''))
        .execute()
      return new Map(rows.map(({ team, edition }) => [team, edition]))
    },
  }
}
