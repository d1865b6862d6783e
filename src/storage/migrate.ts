import { sql } from 'kysely'
import { migrations } from './migrations/index.ts'
import { StorageRefused } from './refused.ts'
import type { Db } from './sql/within.ts'

/**
 * Brings a database to this program's version, in one transaction: it happens as a whole or not at all. Of several that
 * start at once, one does it and the others wait. One that is up to date is only read.
 * @param setting which names the database, for the line that refuses it
 * @param lock taken inside the transaction, where beginning one does not lock already
 * @throws StorageRefused when the database is of a newer version
 */
export async function migrate(
  db: Db,
  setting: string,
  lock: (db: Db) => Promise<unknown> = async () => {},
  steps: readonly (readonly string[])[] = migrations,
): Promise<void> {
  if ((await versionNow(db)) === steps.length) return
  await db.transaction().execute(async (within) => {
    await lock(within)
    await sql`create table if not exists schema_version (version integer not null)`.execute(within)
    const before = await versionOf(within)
    const version = before ?? 0
    if (version > steps.length) throw new StorageRefused(tooNew(setting, version, steps.length))
    for (const statement of steps.slice(version).flat()) await sql.raw(statement).execute(within)
    const row = { version: steps.length }
    if (before === undefined) await within.insertInto('schema_version').values(row).execute()
    else await within.updateTable('schema_version').set(row).execute()
  })
}

/** undefined for a database that is empty. */
async function versionNow(db: Db): Promise<number | undefined> {
  try {
    return await versionOf(db)
  } catch (error) {
    if (isMissingTable(error)) return undefined
    throw error
  }
}

async function versionOf(db: Db): Promise<number | undefined> {
  const row = await db.selectFrom('schema_version').select('version').executeTakeFirst()
  return row?.version
}

/** SQLSTATE 42P01; SQLite has words only. */
const isMissingTable = (error: unknown): boolean =>
  error instanceof Error && (('code' in error && error.code === '42P01') || error.message.startsWith('no such table'))

const tooNew = (setting: string, version: number, known: number): string =>
  `${setting}: a database that this program knows; this one was written by a newer program (version ${version}, known up to ${known}), so start that one, or restore the backup from before its first start`
