import { type Kysely, sql } from 'kysely'
import { migrations } from './migrations/index.ts'

/** The database cannot be used, and trying again will not help: one line that names the setting and the wish. */
export class StorageRefused extends Error {
  override readonly name = 'StorageRefused'
}

/**
 * Brings a database to this program's version, in one transaction: it happens as a whole or not at all. Of several that
 * start at once, one does it and the others wait.
 * @param lock taken inside the transaction, where beginning one does not lock already
 * @throws StorageRefused when the database is of a newer version
 */
export async function migrate<T>(
  db: Kysely<T>,
  setting: string,
  lock: (db: Kysely<T>) => Promise<unknown> = async () => {},
  steps: readonly (readonly string[])[] = migrations,
): Promise<void> {
  await db.transaction().execute(async (within) => {
    await lock(within)
    await sql`create table if not exists schema_version (version integer not null)`.execute(within)
    const { rows } = await sql<{ version: number }>`select version from schema_version`.execute(within)
    const version = rows[0]?.version ?? 0
    if (version > steps.length) throw new StorageRefused(tooNew(setting, version, steps.length))
    for (const statement of steps.slice(version).flat()) await sql.raw(statement).execute(within)
    if (!rows[0]) await sql`insert into schema_version (version) values (${steps.length})`.execute(within)
    else if (version < steps.length) await sql`update schema_version set version = ${steps.length}`.execute(within)
  })
}

const tooNew = (setting: string, version: number, known: number): string =>
  `${setting}: a database that this program knows; this one was written by a newer program (version ${version}, known up to ${known}), so start that one, or restore the backup from before its first start`
