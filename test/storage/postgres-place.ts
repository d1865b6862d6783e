import { type Compilable, CompiledQuery, sql } from 'kysely'
import type { Db } from '#storage/sql/within.ts'
import type { Place } from './place.ts'

export async function planOfPostgres(db: Db, query: Compilable): Promise<string> {
  await sql`analyze`.execute(db)
  const { sql: text, parameters } = query.compile()
  const { rows } = await db.executeQuery<{ 'QUERY PLAN': string }>(
    CompiledQuery.raw(`explain ${text}`, [...parameters]),
  )
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}

export const columnsOfPostgres: Place['columns'] = async (db) => {
  const { rows } = await sql<{ table: string; column: string }>`
    select table_name as "table", column_name as "column" from information_schema.columns
    where table_schema = 'public'
  `.execute(db)
  return rows
}
