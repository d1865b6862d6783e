import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'

/**
 * The pool as Kysely borrows from it. A connection whose server did not answer in time goes away when it is given back, since
 * the unanswered question would stand in front of the next one.
 * @param check throws while nothing may be lent
 */
export const loans = (pool: pg.Pool, check: () => void): PostgresPool => ({
  options: pool.options,
  connect: async () => {
    check()
    return loan(await pool.connect())
  },
  end: () => pool.end(),
})

function loan(client: pg.PoolClient): PostgresPoolClient {
  let silent = false
  const query = async (text: string, values: readonly unknown[]) => {
    try {
      return await client.query(text, [...values])
    } catch (error) {
      silent ||= error instanceof Error && error.message === 'Query read timeout'
      throw error
    }
  }
  return {
    // Kysely's other form of it, for cursors, is used nowhere.
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy = false) => client.release(destroy || silent),
  }
}
