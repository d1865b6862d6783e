import { closeSync, existsSync, fsyncSync, linkSync, openSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StorageRefused } from '../refused.ts'
import { type Backup, inspect } from './inspect.ts'
import { fileName } from './open.ts'

/**
 * Copies the database of a folder into a file while the program runs: one moment of it, whole, checked, readable by its owner
 * only. What was deleted is not in the copy. Writers are not held up; SQLite's own backup would begin again with each write of
 * another process.
 * @throws StorageRefused, one line
 */
export function backUp(dataDir: string, file: string): Backup {
  const source = join(dataDir, fileName)
  if (!existsSync(source)) throw new StorageRefused(`DATA_DIR: a folder with a database; there is no ${source}`)
  if (existsSync(file))
    throw new StorageRefused(`${file} is there already, and a backup never takes the place of another`)
  // Not under its own name before it is known to be good.
  const part = `${file}.part`
  try {
    closeSync(openSync(part, 'wx', 0o600))
  } catch (error) {
    throw new StorageRefused(`${part}: a new file in a folder that can be written to`, { cause: error })
  }
  try {
    copy(source, part)
    const found = inspect(part)
    toDisk(part)
    linkSync(part, file)
    toDisk(dirname(file))
    return found
  } finally {
    rmSync(part, { force: true })
  }
}

function copy(source: string, target: string): void {
  const db = new DatabaseSync(source, { readOnly: true, timeout: 10_000 })
  try {
    db.prepare('vacuum into ?').run(target)
  } finally {
    db.close()
  }
}

/** A file, or the folder that knows its name. */
export function toDisk(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
