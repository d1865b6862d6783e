import { teamTables } from '../tables.ts'
import type { Db } from './within.ts'

/** Every row of a workspace, by table, with what stands in it as JSON made readable. Tokens are left out: sealed, they are of no use to anybody. */
export async function dumpTeam(db: Db, team: string): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const dumped: Record<string, readonly unknown[]> = {}
  for (const table of teamTables) {
    const rows: readonly object[] = await db.selectFrom(table).selectAll().where('team', '=', team).execute()
    dumped[table] = rows.map(readable)
  }
  return dumped
}

const secret = new Set(['token', 'refresh_token', 'lease', 'leased_until'])

const readable = (row: object): object =>
  Object.fromEntries(
    Object.entries(row)
      .filter(([column]) => !secret.has(column))
      .map(([column, value]: [string, unknown]) => [column, structured(value)]),
  )

/** Text that somebody typed stays text, even where it happens to be a number or a word of JSON. */
function structured(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}
