import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { CompiledQuery, sql } from 'kysely'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { randomId } from '#storage/id.ts'
import { openStorage } from '#storage/open.ts'
import { newRow } from '#storage/sql/decision-row.ts'
import { type OpenStorage, served } from '#storage/served.ts'
import { fileName, openSqlite } from '#storage/sqlite/open.ts'
import { storageContract } from './contract.ts'
import type { Place } from './place.ts'
import { run } from './processes.ts'
import { ballotOf, claimed, conversation, decisionOf, handClock, noon, yes } from './samples.ts'

const root = mkdtempSync(join(tmpdir(), 'gofer-sqlite-'))
const newFolder = (): string => join(mkdtempSync(join(root, 'd-')), 'data')
afterAll(() => rmSync(root, { recursive: true, force: true }))

storageContract('node:sqlite', async () => placeIn(newFolder()))

function placeIn(folder: string): Place {
  return {
    open: async (clock) => {
      const opened = await openSqlite(folder)
      return { ...served(opened, { clock, newId: randomId }), db: opened.db }
    },
    plan: async (db, query) => {
      const { sql: text, parameters } = query.compile()
      const { rows } = await db.executeQuery<{ detail: string }>(
        CompiledQuery.raw(`explain query plan ${text}`, [...parameters]),
      )
      return rows.map(({ detail }) => detail).join('\n')
    },
    columns: async (db) => {
      const { rows } = await sql<{ table: string; column: string }>`
        select t.name as "table", c.name as "column" from pragma_table_list t join pragma_table_info(t.name) c
        where t.schema = 'main' and t.name not like 'sqlite_%'
      `.execute(db)
      return rows
    },
  }
}

describe('the embedded database', () => {
  const open: { readonly close: () => Promise<void> }[] = []
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.close()))
  })
  const opened = async (dataDir: string): Promise<OpenStorage> => {
    const one = await openStorage({ dataDir, clock: { now: () => noon } })
    open.push(one)
    return one
  }
  const openedPlace = async (folder: string) => {
    const one = await placeIn(folder).open(handClock())
    open.push(one)
    return one
  }

  test('is readable by its owner only, and waits for the disk', async () => {
    const folder = newFolder()
    const { storage } = await opened(folder)
    await storage.decisions.create(decisionOf('T1'))
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    const modes = Object.fromEntries(
      readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mode & 0o777]),
    )
    expect(modes).toEqual({ 'gofer.db': 0o600, 'gofer.db-shm': 0o600, 'gofer.db-wal': 0o600 })
    const { db } = await openedPlace(folder)
    expect((await sql`pragma synchronous`.execute(db)).rows).toEqual([{ synchronous: 2 }])
    expect((await sql`pragma journal_mode`.execute(db)).rows).toEqual([{ journal_mode: 'wal' }])
    expect((await sql`pragma foreign_keys`.execute(db)).rows).toEqual([{ foreign_keys: 1 }])
  })

  test('makes a file private that was not', async () => {
    const folder = newFolder()
    mkdirSync(folder)
    writeFileSync(join(folder, fileName), '', { mode: 0o644 })
    await opened(folder)
    expect(statSync(join(folder, fileName)).mode & 0o777).toBe(0o600)
  })

  test('knows everything after a restart, and a review still fires once', async () => {
    const folder = newFolder()
    const clock = { now: () => noon }
    const first = await openStorage({ dataDir: folder, clock })
    const { decision } = await first.storage.decisions.create(decisionOf('T1'))
    const ballot = await first.storage.ballots.open(ballotOf('T1', decision.id))
    const id = ballot.kind === 'opened' ? ballot.ballot.id : ''
    await first.storage.ballots.vote('T1', id, 'U1', yes)
    await first.storage.reviews.schedule('T1', decision.id, '2026-11-20')
    await claimed(first.storage, 'T1|e')
    await first.storage.conversations.write('T1|c', conversation)
    await first.storage.shares.claim('T1|a')
    // Without waiting: closing waits for what was asked for.
    const last = first.storage.feedback.write({ team: 'T1', answer: 'a', user: 'U1' }, { helpful: true, question: 'q' })
    await first.close()
    await last

    const { storage } = await opened(folder)
    expect(await storage.decisions.read('T1', decision.id)).toEqual(decision)
    expect(await storage.ballots.count('T1', id)).toBe(1)
    expect(await claimed(storage, 'T1|e')).toBe(false)
    expect(await storage.conversations.read('T1|c')).toEqual(conversation)
    expect(await storage.shares.claim('T1|a')).toBe('posting')
    expect(await storage.feedback.read({ team: 'T1', answer: 'a', user: 'U1' })).toMatchObject({ helpful: true })
    const [due] = await storage.reviews.claimDue(60_000, 10)
    expect(due && (await storage.reviews.settle(due, 'told'))).toBe('settled')
    const again = await opened(folder)
    expect(await again.storage.reviews.claimDue(60_000, 10)).toEqual([])
  })

  test('keeps whatever it said is saved, once, when the program is killed: 20 times', async () => {
    const folder = newFolder()
    const saved: string[] = []
    for (let kills = 0; kills < 20; kills += 4) {
      // Four at a time on one file: they share it, and each dies on its own.
      const programs = Array.from({ length: 4 }, () => run('save', folder, ''))
      await Promise.all(
        programs.map(async ({ child, said, ended, lines }, at) => {
          await said(2 + ((kills + at) % 7))
          child.kill('SIGKILL')
          expect((await ended).how).toBe('SIGKILL')
          saved.push(...lines.slice(1))
        }),
      )
    }
    const { storage } = await opened(folder)
    const list = await storage.decisions.list('T1', { limit: 1_000 })
    const kept = list.map(({ id }) => id)
    expect(kept.length).toBeLessThan(1_000)
    expect(saved.length).toBeGreaterThanOrEqual(20)
    expect(saved.filter((id) => kept.filter((one) => one === id).length !== 1)).toEqual([])
    const check = new DatabaseSync(join(folder, fileName), { readOnly: true })
    expect(check.prepare('pragma integrity_check').get()).toMatchObject({ integrity_check: 'ok' })
    check.close()
  })

  test('opens for five processes that start at once', async () => {
    const folder = newFolder()
    const programs = Array.from({ length: 5 }, () => run('open', folder, ''))
    const ended = await Promise.all(programs.map((one) => one.ended))
    expect(ended).toEqual(Array.from({ length: 5 }, () => ({ how: 0, err: '' })))
  })

  test('one that fails takes nobody of its group along', async () => {
    const folder = newFolder()
    const { storage, db, close } = await openedPlace(folder)
    const orphan = { team: 'T1', ballot: 'none', voter: 'U', choices: '{}', cast_at: '', version: 1 }
    const undone = decisionOf('T1')
    const kept = [decisionOf('T1'), decisionOf('T1')]
    const outcomes = await Promise.allSettled([
      storage.decisions.create(kept[0] ?? undone),
      db.insertInto('votes').values(orphan).execute(),
      db.transaction().execute(async (within) => {
        await within.insertInto('decisions').values(newRow(undone, 'now')).execute()
        await within.insertInto('votes').values(orphan).execute()
      }),
      storage.decisions.create(kept[1] ?? undone),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled'])
    await close()
    const again = await opened(folder)
    const ids = (await again.storage.decisions.list('T1', { limit: 10 })).map(({ id }) => id)
    expect(new Set(ids)).toEqual(new Set(kept.map(({ id }) => id)))
  })

  test('gives each due review to one of several processes', async () => {
    const folder = newFolder()
    const { storage } = await opened(folder)
    for (let at = 0; at < 20; at += 1) {
      const { decision } = await storage.decisions.create(decisionOf('T1'))
      await storage.reviews.schedule('T1', decision.id, '2026-11-20')
    }
    const programs = Array.from({ length: 3 }, () => run('claim', folder, ''))
    await Promise.all(programs.map((one) => one.ended))
    const claimed = programs.flatMap(({ lines }) => lines.slice(1))
    expect(claimed).toHaveLength(20)
    expect(new Set(claimed).size).toBe(20)
  })

  test('held by another program: nothing saved within two seconds and a little, reads and everything else go on', async () => {
    const folder = newFolder()
    const { storage, health } = await opened(folder)
    const { decision } = await storage.decisions.create(decisionOf('T1'))
    const holder = run('hold', join(folder, fileName), '')
    await holder.said(1)
    let beats = 0
    const pulse = setInterval(() => void (beats += 1), 20)
    const began = performance.now()
    // Twenty wait together, not one after the other.
    const refused = Promise.allSettled(Array.from({ length: 20 }, () => storage.decisions.create(decisionOf('T1'))))
    expect(await storage.decisions.read('T1', decision.id)).toEqual(decision)
    expect(await health()).toEqual({ ok: true })
    const outcomes = await refused
    clearInterval(pulse)
    expect(performance.now() - began).toBeLessThan(2_500)
    expect(beats).toBeGreaterThan(50)
    expect(new Set(outcomes.map((one) => one.status === 'rejected' && (one.reason as Error).name))).toEqual(
      new Set(['StorageDown']),
    )
    expect(outcomes[0]).toMatchObject({
      reason: { reason: 'locked', told: expect.stringMatching(/^Nothing was saved: .*again/) },
    })
    holder.child.stdin?.end()
    await holder.ended
    expect((await storage.decisions.create(decisionOf('T1'))).kind).toBe('created')
    expect(await storage.decisions.list('T1', { limit: 100 })).toHaveLength(2)
  })

  test('waits for another program that holds it for a moment', async () => {
    const folder = newFolder()
    const { storage } = await opened(folder)
    const holder = run('hold', join(folder, fileName), '')
    await holder.said(1)
    const saving = storage.decisions.create(decisionOf('T1'))
    await sleep(300)
    holder.child.stdin?.end()
    expect((await saving).kind).toBe('created')
    await holder.ended
  })

  test('full: nothing of the whole group is saved, reads go on, and so does writing once there is room', async () => {
    const { storage, db } = await openedPlace(newFolder())
    const { decision } = await storage.decisions.create(decisionOf('T1'))
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db)
    await sql.raw(`pragma max_page_count = ${(rows[0]?.page_count ?? 0) + 4}`).execute(db)
    const big = { project: 'x'.repeat(100_000), alternatives: [] }
    const outcomes = await Promise.allSettled([
      storage.decisions.create(decisionOf('T1', { proposal: big })),
      storage.feedback.write({ team: 'T1', answer: 'a', user: 'U' }, { helpful: true, question: 'x'.repeat(100_000) }),
    ])
    expect(outcomes).toMatchObject([
      { reason: { name: 'StorageDown', reason: 'full' } },
      { reason: { reason: 'full' } },
    ])
    expect(await storage.decisions.list('T1', { limit: 10 })).toEqual([decision])
    await sql.raw('pragma max_page_count = 100000').execute(db)
    expect((await storage.decisions.create(decisionOf('T1', { proposal: big }))).kind).toBe('created')
  })

  test('read-only: nothing is saved, reads go on', async () => {
    const { storage, db } = await openedPlace(newFolder())
    const { decision } = await storage.decisions.create(decisionOf('T1'))
    await sql`pragma query_only = on`.execute(db)
    await expect(storage.decisions.create(decisionOf('T1'))).rejects.toMatchObject({ reason: 'readonly' })
    await expect(claimed(storage, 'T1|e')).rejects.toMatchObject({ reason: 'readonly' })
    expect(await storage.decisions.read('T1', decision.id)).toEqual(decision)
  })

  test('gone: a file that was deleted or replaced is not written to any more', async () => {
    const folder = newFolder()
    const { storage, health } = await opened(folder)
    expect(await health()).toEqual({ ok: true })
    renameSync(join(folder, fileName), join(folder, 'away'))
    await expect(storage.decisions.create(decisionOf('T1'))).rejects.toMatchObject({ reason: 'gone' })
    expect(await health()).toMatchObject({ ok: false, because: expect.stringContaining('cannot be reached') })
    writeFileSync(join(folder, fileName), '')
    await expect(claimed(storage, 'T1|e')).rejects.toMatchObject({ reason: 'gone' })
    renameSync(join(folder, 'away'), join(folder, fileName))
    expect((await storage.decisions.create(decisionOf('T1'))).kind).toBe('created')
  })

  test('closed: says so, and does not break', async () => {
    const { storage, close, health } = await openStorage({ dataDir: newFolder(), clock: { now: () => noon } })
    await close()
    await expect(storage.decisions.create(decisionOf('T1'))).rejects.toMatchObject({ reason: 'gone' })
    await expect(storage.decisions.read('T1', 'x')).rejects.toMatchObject({ reason: 'gone' })
    expect(await health()).toMatchObject({ ok: false })
  })

  test('of a newer program is refused in one sentence', async () => {
    const folder = newFolder()
    await (await openStorage({ dataDir: folder, clock: { now: () => noon } })).close()
    const db = new DatabaseSync(join(folder, fileName))
    db.exec('update schema_version set version = 99')
    db.close()
    await expect(opened(folder)).rejects.toMatchObject({
      name: 'StorageRefused',
      message: expect.stringMatching(/^DATA_DIR: .*newer program \(version 99.*backup/),
    })
  })

  test.each([
    ['no database at all', () => Buffer.from('not a database, but long enough to look at'.repeat(200))],
    ['torn', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 8_192), Buffer.alloc(bytes.length - 8_192, 7)])],
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
  ])('damaged (%s) is refused with advice', async (_, damage) => {
    const folder = newFolder()
    await (await openStorage({ dataDir: folder, clock: { now: () => noon } })).close()
    const file = join(folder, fileName)
    writeFileSync(file, damage(readFileSync(file)))
    await expect(opened(folder)).rejects.toMatchObject({
      name: 'StorageRefused',
      message: expect.stringMatching(/^DATA_DIR: .*is damaged, so put a backup/),
    })
  })

  test('in a place where nothing can be written is refused with the name of the setting', async () => {
    const folder = newFolder()
    mkdirSync(folder)
    writeFileSync(join(folder, 'file'), '')
    await expect(opened(join(folder, 'file', 'data'))).rejects.toMatchObject({
      name: 'StorageRefused',
      message: expect.stringMatching(/^DATA_DIR: a folder that this program may write to; .*ENOTDIR/),
    })
  })

  test('forgets a workspace down to the bytes of its files', async () => {
    const folder = newFolder()
    const { storage } = await opened(folder)
    const canary = 'CANARYOFTHEWORKSPACE'
    const inFiles = (): boolean => readdirSync(folder).some((name) => readFileSync(join(folder, name)).includes(canary))
    for (let at = 0; at < 50; at += 1) {
      await storage.decisions.create(decisionOf('T1', { proposal: { project: canary, alternatives: [canary] } }))
      await claimed(storage, `T1|${canary}${at}`)
      await storage.unanswered.keep({ team: 'T1', user: canary, text: canary, at: noon })
    }
    await storage.decisions.create(decisionOf('T2'))
    expect(inFiles()).toBe(true)
    await storage.forget('T1')
    expect(inFiles()).toBe(false)
    expect(await storage.decisions.list('T2', { limit: 10 })).toHaveLength(1)
    expect(existsSync(join(folder, fileName))).toBe(true)
  })
})
