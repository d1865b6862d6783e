import type { ConversationStore } from '../ports.ts'
import { conversationShape, parsedOrNone } from './json.ts'
import type { Kit } from './kit.ts'
import { day, timeOf } from './time.ts'

/** One that an older version wrote and that no longer fits is forgotten: the next question then stands for itself. */
export function conversationStore({ light, clock, keyOf }: Kit): ConversationStore {
  return {
    read: async (key) => {
      const of = keyOf(key)
      const row = await light
        .selectFrom('conversations')
        .select('conversation')
        .where('team', '=', of.team)
        .where('key', '=', of.key)
        .where('expires_at', '>', timeOf(clock.now()))
        .executeTakeFirst()
      return row && parsedOrNone(conversationShape, row.conversation)
    },
    write: async (key, conversation) => {
      await light
        .insertInto('conversations')
        .values({
          ...keyOf(key),
          conversation: JSON.stringify(conversation),
          expires_at: timeOf(clock.now() + day),
        })
        .onConflict((conflict) =>
          conflict.columns(['team', 'key']).doUpdateSet((row) => ({
            conversation: row.ref('excluded.conversation'),
            expires_at: row.ref('excluded.expires_at'),
          })),
        )
        .execute()
    },
  }
}
