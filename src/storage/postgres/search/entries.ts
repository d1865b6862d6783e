import { sql } from 'kysely'
import type { Db } from '../../sql/within.ts'
import { cleanTexts } from './clean-text.ts'
import { scopesOf, shared } from './scope.ts'

/** An entry as it was published. Whoever reads it checks it by the schema of its kind: another version of the program may have written it. */
export type StoredEntry = {
  readonly id: string
  readonly kind: string
  /** A digest of what it says. */
  readonly version: string
  /** A workspace's own, or one that all share. */
  readonly own: boolean
  readonly entry: unknown
}

/** Entries by id in one round trip, a workspace's own before the shared one of the same id. Ids that are hidden, unknown or have no entry are missing. */
export async function entriesOf(
  db: Db,
  scope: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StoredEntry>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<Omit<StoredEntry, 'own'> & { scope: string }>`
    select id, scope, kind, version, entry from (
      select distinct on (id) id, scope, kind, version, entry from knowledge_documents
      where scope = any(${scopesOf(scope)}::text[]) and id = any(${cleanTexts(ids)}::text[])
      order by id, scope desc
    ) latest where entry is not null`.execute(db)
  return new Map(rows.map(({ scope: of, ...row }) => [row.id, { ...row, own: of !== shared }]))
}
