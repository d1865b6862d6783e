import { DatabaseSync } from 'node:sqlite'
import { migrations } from '../migrations/index.ts'
import { StorageRefused } from '../refused.ts'

/** What a backup holds. */
export type Backup = { readonly rows: number; readonly version: number }

/**
 * Reads a file through, every page and index of it.
 * @throws StorageRefused when it is no database of this program, damaged, or of a newer program
 */
export function inspect(file: string): Backup {
  let db: DatabaseSync | undefined
  try {
    db = new DatabaseSync(file, { readOnly: true })
    const [check] = db.prepare('pragma integrity_check(1)').all()
    if (check?.['integrity_check'] !== 'ok') throw new Error(String(check?.['integrity_check']))
    const version = Number(db.prepare('select version from schema_version').get()?.['version'])
    if (version <= migrations.length) return { version, rows: rowsOf(db) }
  } catch (error) {
    throw new StorageRefused(
      `${file}: a backup that is whole; ${error instanceof Error ? error.message : 'it is not'}`,
      {
        cause: error,
      },
    )
  } finally {
    db?.close()
  }
  throw new StorageRefused(`${file}: a backup that this program knows; it was made by a newer one, so use that one`)
}

/** All rows that the program wrote. */
export function rowsOf(db: DatabaseSync): number {
  const tables = db
    .prepare(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite%' and name <> 'schema_version'",
    )
    .all()
  return tables.reduce(
    (sum, { name }) => sum + Number(db.prepare(`select count(*) as count from "${String(name)}"`).get()?.['count']),
    0,
  )
}
