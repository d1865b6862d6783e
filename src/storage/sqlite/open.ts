import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { migrate } from '../migrate.ts'
import { migrations } from '../migrations/index.ts'
import type { Opened } from '../opened.ts'
import { StorageRefused } from '../refused.ts'
import { cleanText } from '../sql/clean.ts'
import type { Tables } from '../tables.ts'
import { sqliteDialect } from './dialect.ts'
import { Statements } from './statements.ts'
import { isBusy, Writer } from './writer.ts'

export const fileName = 'gofer.db'

/** For the start only, when several processes may come at once; afterwards a wait would hold up everything else. */
const startPatienceMs = 10_000
const startPollMs = 50
/** Reads hardly ever meet a lock: only while another process recovers the file or leaves it. */
const readPatienceMs = 100
/** Above it, reading the whole file would delay the start by more than about a tenth of a second. */
const checkedBytes = 64 * 1024 * 1024

/**
 * Opens the database in a folder, which is made where it is missing. The files are readable by their owner only; WAL's own
 * files take the modes of the first. Several processes may have it open.
 * @throws StorageRefused when the folder or the file will not do
 */
export async function openSqlite(dataDir: string): Promise<Opened> {
  const file = join(dataDir, fileName)
  makeFile(dataDir, file)
  return patiently(() => openFile(file, dataDir))
}

/** The same without a file, for tests and for nothing that should last. */
export function openSqliteInMemory(): Opened {
  const db = new DatabaseSync(':memory:')
  db.exec('pragma foreign_keys = on')
  for (const statement of migrations.flat()) db.exec(statement)
  return connected(db, db, () => {})
}

function makeFile(dataDir: string, file: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    closeSync(openSync(file, 'a', 0o600))
    chmodSync(file, 0o600)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    throw new StorageRefused(
      `DATA_DIR: a folder that this program may write to; ${dataDir} is not${code === '' ? '' : ` (${code})`}`,
      { cause: error },
    )
  }
}

async function openFile(file: string, dataDir: string): Promise<Opened> {
  const writing = new DatabaseSync(file, { timeout: 0 })
  let close = async () => writing.close()
  try {
    prepare(writing, file)
    const opened = connected(
      writing,
      new DatabaseSync(file, { timeout: readPatienceMs, readOnly: true }),
      unmoved(file),
    )
    close = opened.close
    await migrate(opened.db, 'DATA_DIR')
    return opened
  } catch (error) {
    await close()
    throw isDamaged(error) ? new StorageRefused(damaged(join(dataDir, fileName)), { cause: error }) : error
  }
}

/** What WAL promises with full sync: a commit that returned is on the disk. */
function prepare(db: DatabaseSync, file: string): void {
  db.exec(`
    pragma journal_mode = wal;
    pragma synchronous = full;
    pragma foreign_keys = on;
    pragma secure_delete = on;
    pragma journal_size_limit = ${16 * 1024 * 1024};
  `)
  if (statSync(file).size > checkedBytes) return
  const found = db.prepare('pragma quick_check(1)').get()
  if (found?.['quick_check'] !== 'ok') throw new Error('damaged', { cause: found })
}

function connected(writing: DatabaseSync, reading: DatabaseSync, check: () => void): Opened {
  const writer = new Writer(writing, check)
  const file = { writer, writes: new Statements(writing), reads: new Statements(reading) }
  const plugins = [cleanText]
  const db = new Kysely<Tables>({ dialect: sqliteDialect(file, true), plugins })
  return {
    db,
    light: new Kysely<Tables>({ dialect: sqliteDialect(file, false), plugins }),
    scrub: () => writer.alone(() => writing.exec('pragma wal_checkpoint(truncate)')),
    ping: async () => {
      check()
      // A query that only reads, which waits for nobody.
      await db.selectFrom('decisions').select('id').limit(1).execute()
    },
    close: () =>
      writer.alone(() => {
        if (reading !== writing) reading.close()
        writing.close()
      }),
  }
}

/** SQLite goes on writing to a file that was deleted or replaced, where nobody will ever find it. */
function unmoved(file: string): () => void {
  const { ino, dev } = statSync(file)
  return () => {
    const now = statSync(file, { throwIfNoEntry: false })
    if (now?.ino !== ino || now.dev !== dev)
      throw Object.assign(new Error(`${file} is no longer the file that was opened`), { code: 'ENOENT' })
  }
}

/** Switching to WAL and recovering after a crash take the file alone, and SQLite does not wait for that by itself. */
async function patiently<T>(open: () => Promise<T>): Promise<T> {
  const until = performance.now() + startPatienceMs
  for (;;) {
    try {
      return await open()
    } catch (error) {
      if (!isBusy(error) || performance.now() >= until) throw error
      await new Promise((resolve) => setTimeout(resolve, startPollMs))
    }
  }
}

/** SQLITE_CORRUPT, SQLITE_NOTADB, or what the check found. */
const isDamaged = (error: unknown): boolean =>
  error instanceof Error &&
  (error.message === 'damaged' || ('errcode' in error && [11, 26].includes(Number(error.errcode) & 0xff)))

const damaged = (file: string): string =>
  `DATA_DIR: a database that is whole; ${file} is damaged, so put a backup in its place, or move it away to begin with an empty one`
