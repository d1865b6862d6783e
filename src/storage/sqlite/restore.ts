import {
  chmodSync,
  chownSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StorageRefused } from '../refused.ts'
import { toDisk } from './backup.ts'
import { type Backup, inspect, rowsOf } from './inspect.ts'
import { fileName } from './open.ts'

/** @property aside where the database is that was there before, if there was one */
export type Restored = Backup & { readonly aside?: string }

/**
 * Puts a backup where the database of a folder is. One that is there is moved aside, never deleted.
 * @param force also over a database that holds something, or that a program has open: that program then serves without a
 *   database until it is started again
 * @throws StorageRefused, one line
 */
export function restore(file: string, dataDir: string, { force }: { readonly force: boolean }): Restored {
  if (!existsSync(file)) throw new StorageRefused(`${file}: a backup; there is no such file`)
  const found = inspect(file)
  const target = join(dataDir, fileName)
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  if (!force && existsSync(target)) refuseWhatCounts(target)
  const fresh = `${target}.restoring`
  rmSync(fresh, { force: true })
  copyFileSync(file, fresh, constants.COPYFILE_EXCL)
  chmodSync(fresh, 0o600)
  ownedLike(dataDir, fresh)
  toDisk(fresh)
  const aside = existsSync(target) ? moveAside(target) : undefined
  renameSync(fresh, target)
  toDisk(dataDir)
  return { ...found, ...(aside ? { aside } : {}) }
}

/** Leaving WAL takes the file for oneself, which nobody can while another has it open. The program goes back to WAL at its start. */
function refuseWhatCounts(target: string): void {
  let db: DatabaseSync | undefined
  let rows = 0
  try {
    db = new DatabaseSync(target, { timeout: 0 })
    db.exec('pragma journal_mode = delete')
    rows = rowsOf(db)
  } catch (error) {
    throw new StorageRefused(
      `DATA_DIR: a database that nothing has open; ${target} says "${error instanceof Error ? error.message : ''}", so stop the program first, or say --force`,
      { cause: error },
    )
  } finally {
    db?.close()
  }
  if (rows > 0)
    throw new StorageRefused(`DATA_DIR: an empty database; ${target} holds ${rows} rows, which --force moves aside`)
}

/** With its log, in which the last commits may be; the log first, which beside another database would be played into that one. */
function moveAside(target: string): string {
  const aside = `${target}.before-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`
  for (const part of ['-wal', '-shm', '']) if (existsSync(target + part)) renameSync(target + part, aside + part)
  return aside
}

/** Restored by root, read by the program's own user. */
function ownedLike(folder: string, file: string): void {
  const { uid, gid } = statSync(folder)
  if (process.getuid?.() === 0) chownSync(file, uid, gid)
}
