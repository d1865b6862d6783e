import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, readEnv, toConfig } from '#config.ts'
import { openStorage } from '#storage/open.ts'
import type { Storage } from '#storage/ports.ts'
import { fileName } from '#storage/sqlite/open.ts'
import { databaseWords } from './database-words.ts'

/**
 * Runs a command on the program's database, by the program's own settings. It may be served from meanwhile. What is wrong is one line,
 * and exit code 1.
 */
export async function onStore(run: (storage: Storage, config: Config) => Promise<void>): Promise<void> {
  try {
    const made = toConfig(readEnv())
    if (made.kind === 'mistakes') return refuse(made.lines.join('\n'))
    const { databaseUrl, dataDir } = made.config
    if (databaseUrl === undefined && dataDir === undefined)
      return refuse('DATA_DIR: the folder with the database, or DATABASE_URL; without either nothing is kept')
    // Opening would make one, and an empty database answers every question wrongly.
    if (databaseUrl === undefined && !existsSync(join(dataDir ?? '', fileName)))
      return refuse(`DATA_DIR: the folder with the database; there is none in ${dataDir}`)
    const opened = await openStorage({
      dataDir: dataDir ?? '',
      ...(databaseUrl === undefined ? {} : { databaseUrl }),
      clock: { now: Date.now },
      oneClock: true,
    })
    try {
      await run(opened.storage, made.config)
    } finally {
      await opened.close()
    }
  } catch (error) {
    refuse(databaseWords(error))
  }
}

function refuse(line: string): void {
  console.error(line)
  process.exitCode = 1
}
