import { spawnSync } from 'node:child_process'
import { appendFileSync, existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { openStorage } from '#storage/open.ts'
import { postgresPrograms, startPostgres, whyNoPostgres } from '../support/postgres.ts'
import { run } from '../storage/processes.ts'
import { decisionOf, noon } from '../storage/samples.ts'
import { command, folder } from './command.ts'

const clock = { now: () => noon }
const open = (dataDir: string, databaseUrl?: string) =>
  openStorage({ dataDir, clock, ...(databaseUrl ? { databaseUrl } : {}) })

/** A folder whose database holds one decision of T1. */
async function filled(): Promise<{ readonly dataDir: string; readonly id: string }> {
  const dataDir = folder()
  const { storage, close } = await open(dataDir)
  const decision = decisionOf('T1')
  await storage.decisions.create(decision)
  await close()
  return { dataDir, id: decision.id }
}

describe('backup', () => {
  test('copies a database that is being written to, whole, and what is restored in a fresh folder can be read', async () => {
    const from = folder()
    const writer = run('save', from, '')
    await writer.said(200)
    const before = writer.lines.slice(1, 200)
    const file = join(folder(), 'gofer.backup')
    const made = command('backup', [file], { DATA_DIR: from })
    expect(made).toMatchObject({ status: 0, err: '' })
    expect(made.out).toMatch(/: \d+ rows, checked\n$/)
    const during = writer.lines.length
    await writer.said(during + 100)
    writer.child.kill('SIGKILL')
    await writer.ended
    expect(statSync(file).mode & 0o777).toBe(0o600)

    const to = join(folder(), 'fresh')
    expect(command('restore', [file], { DATA_DIR: to })).toMatchObject({ status: 0, err: '' })
    expect(statSync(join(to, 'gofer.db')).mode & 0o777).toBe(0o600)
    const { storage, close } = await open(to)
    // All that was said to be saved before the copy began is in it.
    const found = await Promise.all(before.map((id) => storage.decisions.read('T1', id)))
    expect(found.filter((decision) => decision === undefined)).toEqual([])
    await storage.decisions.create(decisionOf('T1'))
    await close()
  })

  test('never takes the place of a file, and leaves nothing behind where it fails', async () => {
    const { dataDir } = await filled()
    const place = folder()
    const file = join(place, 'gofer.backup')
    writeFileSync(file, 'another')
    expect(command('backup', [file], { DATA_DIR: dataDir })).toMatchObject({ status: 1, out: '' })
    expect(readFileSync(file, 'utf8')).toBe('another')
    const missing = command('backup', [join(place, 'new')], { DATA_DIR: folder() })
    expect(missing.status).toBe(1)
    expect(missing.err).toMatch(/^DATA_DIR: [^\n]+\n$/)
    expect(readdirSync(place)).toEqual(['gofer.backup'])
  })

  test('holds nothing of a workspace that was forgotten', async () => {
    const dataDir = folder()
    const { storage, close } = await open(dataDir)
    await storage.unanswered.keep({ team: 'T1', user: 'U1', text: 'canary-of-a-workspace', at: noon })
    await storage.forget('T1')
    const file = join(folder(), 'gofer.backup')
    expect(command('backup', [file], { DATA_DIR: dataDir }).status).toBe(0)
    await close()
    expect(readFileSync(file).includes('canary-of-a-workspace')).toBe(false)
  })
})

describe('restore', () => {
  test('refuses a database that holds something; with --force that one is moved aside, whole', async () => {
    const [one, other] = [await filled(), await filled()]
    const file = join(folder(), 'gofer.backup')
    command('backup', [file], { DATA_DIR: one.dataDir })
    const refused = command('restore', [file], { DATA_DIR: other.dataDir })
    expect(refused.status).toBe(1)
    expect(refused.err).toMatch(/^DATA_DIR: an empty database; [^\n]+ holds \d+ rows, which --force moves aside\n$/)
    const forced = command('restore', ['--force', file], { DATA_DIR: other.dataDir })
    expect(forced).toMatchObject({ status: 0, err: '' })
    const { storage, close } = await open(other.dataDir)
    expect(await storage.decisions.read('T1', one.id)).toBeDefined()
    expect(await storage.decisions.read('T1', other.id)).toBeUndefined()
    await close()
    const aside = readdirSync(other.dataDir).find((name) => name.includes('.before-'))
    const db = new DatabaseSync(join(other.dataDir, String(aside)), { readOnly: true })
    expect(db.prepare('select id from decisions').all()).toEqual([{ id: other.id }])
    db.close()
  })

  test('refuses a database that a program has open, even an empty one; forced, that program notices and writes nothing more', async () => {
    const { dataDir, id } = await filled()
    const file = join(folder(), 'gofer.backup')
    command('backup', [file], { DATA_DIR: dataDir })
    const busy = folder()
    const running = await open(busy)
    const refused = command('restore', [file], { DATA_DIR: busy })
    expect(refused.status).toBe(1)
    expect(refused.err).toContain('stop the program first')
    expect((await running.health()).ok).toBe(true)
    expect(command('restore', ['--force', file], { DATA_DIR: busy }).status).toBe(0)
    expect((await running.health()).ok).toBe(false)
    await expect(running.storage.decisions.create(decisionOf('T1'))).rejects.toMatchObject({ reason: 'gone' })
    await running.close()
    const { storage, close } = await open(busy)
    expect(await storage.decisions.read('T1', id)).toBeDefined()
    await close()
  })

  test('refuses a file that is damaged, none, or of a newer program, and changes nothing', async () => {
    const { dataDir } = await filled()
    const place = folder()
    const backup = (name: string): string => {
      const file = join(place, name)
      command('backup', [file], { DATA_DIR: dataDir })
      return file
    }
    const [cut, words, newer] = [backup('cut'), join(place, 'words'), backup('newer')]
    truncateSync(cut, statSync(cut).size - 8_192)
    appendFileSync(words, 'not a database at all')
    const db = new DatabaseSync(newer)
    db.exec('update schema_version set version = 999')
    db.close()
    const to = folder()
    for (const file of [cut, words, newer, join(place, 'nowhere')]) {
      const { status, out, err } = command('restore', ['--force', file], { DATA_DIR: to })
      expect({ status, out, lines: err.trim().split('\n').length }).toEqual({ status: 1, out: '', lines: 1 })
      expect(err).toContain(file)
    }
    expect(existsSync(join(to, 'gofer.db'))).toBe(false)
  })
})

describe('with PostgreSQL', () => {
  test('both say which of its programs to call, show no password, and end with 1: no backup was made', () => {
    for (const name of ['backup', 'restore']) {
      const { status, out, err } = command(name, ['/tmp/gofer.dump'], {
        DATABASE_URL: 'postgres://gofer:hidden@db/gofer',
      })
      expect({ status, out }).toEqual({ status: 1, out: '' })
      expect(err).toContain(name === 'backup' ? 'pg_dump --format=custom' : 'pg_restore --clean')
      expect(err).not.toContain('hidden')
    }
    expect(existsSync('/tmp/gofer.dump')).toBe(false)
  })

  const without = whyNoPostgres()
  test.skipIf(without)(`the lines that they say work${without ? ` (skipped: ${without})` : ''}`, async () => {
    await using server = await closing()
    const [from, to] = [await server.database(), await server.database()]
    const decision = decisionOf('T1')
    const one = await open('', from)
    await one.storage.decisions.create(decision)
    await one.close()
    const other = await open('', to)
    await other.storage.decisions.create(decisionOf('T1'))
    await other.close()
    const file = join(folder(), 'gofer.dump')
    const say = (name: string, url: string): void => {
      const line = command(name, [file], { DATABASE_URL: url }).err.split('\n')[1] ?? ''
      const env = { DATABASE_URL: url, PATH: `${postgresPrograms() ?? ''}:${process.env['PATH'] ?? ''}` }
      const { status, stderr } = spawnSync('sh', ['-c', line], { env, encoding: 'utf8' })
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    }
    say('backup', from)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    say('restore', to)
    const { storage, close } = await open('', to)
    expect((await storage.decisions.list('T1', { limit: 10 })).map(({ id }) => id)).toEqual([decision.id])
    await close()
  })
})

async function closing() {
  const server = await startPostgres()
  return { ...server, [Symbol.asyncDispose]: server.end }
}
