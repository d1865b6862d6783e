import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { randomId } from '#storage/id.ts'
import { openStorage } from '#storage/open.ts'
import { type OpenStorage, served } from '#storage/served.ts'
import { openPostgres } from '#storage/postgres/open.ts'
import { startPostgres, type TestPostgres, whyNoPostgres, withClient } from '../support/postgres.ts'
import { storageContract } from './contract.ts'
import { columnsOfPostgres, planOfPostgres } from './postgres-place.ts'
import { run } from './processes.ts'
import { claimed, decisionOf, holderOf, noon } from './samples.ts'

const missing = whyNoPostgres()

describe.skipIf(missing)(`PostgreSQL${missing ? ` (skipped: ${missing})` : ''}`, () => {
  let server: TestPostgres
  beforeAll(async () => {
    server = await startPostgres()
  }, 60_000)
  afterAll(() => server.end())

  storageContract('PostgreSQL', async () => {
    const url = await server.database()
    return {
      open: async (clock) => {
        const opened = await openPostgres(url)
        return { ...served(opened, { clock, newId: randomId }), db: opened.db }
      },
      plan: planOfPostgres,
      columns: columnsOfPostgres,
    }
  })

  describe('the server', () => {
    const open: OpenStorage[] = []
    afterEach(async () => {
      await Promise.all(open.splice(0).map((one) => one.close()))
    })
    const opened = async (databaseUrl: string): Promise<OpenStorage> => {
      const one = await openStorage({ databaseUrl, dataDir: '/nowhere', clock: { now: () => noon } })
      open.push(one)
      return one
    }

    test('gets its schema once from five programs that start at once', async () => {
      const url = await server.database()
      const programs = Array.from({ length: 5 }, () => run('open', '/nowhere', url))
      const ended = await Promise.all(programs.map((one) => one.ended))
      expect(ended).toEqual(Array.from({ length: 5 }, () => ({ how: 0, err: '' })))
      const versions = await withClient(url, (client) => client.query('select version from schema_version'))
      expect(versions.rows).toHaveLength(1)
    })

    test('is the one clock of replicas whose machines disagree: a lease ends for all at the same moment', async () => {
      const url = await server.database()
      const replicas = await Promise.all(
        [-240_000, 240_000].map((offMs) =>
          openStorage({
            databaseUrl: url,
            dataDir: '/nowhere',
            clock: { now: () => Date.now() + offMs },
            oneClock: true,
          }),
        ),
      )
      open.push(...replicas)
      const [behind, ahead] = replicas
      if (!behind || !ahead) throw new Error('two of them')
      await behind.storage.outbox.take(['T1|e'], { team: 'T1', id: 'r', kind: 'delivery', payload: {} }, holderOf('a'))
      expect(await ahead.storage.outbox.holdDue(holderOf('b'), 10, true)).toEqual([])
      await ahead.storage.shares.claim('T1|a')
      expect(await behind.storage.shares.claim('T1|a')).toBe('posting')
      expect(await claimed(behind.storage, 'T1|e')).toBe(false)
    })

    test('gives each due review to one of several processes', async () => {
      const url = await server.database()
      const { storage } = await opened(url)
      for (let at = 0; at < 20; at += 1) {
        const { decision } = await storage.decisions.create(decisionOf('T1'))
        await storage.reviews.schedule('T1', decision.id, '2026-11-20')
      }
      const programs = Array.from({ length: 3 }, () => run('claim', '/nowhere', url))
      await Promise.all(programs.map((one) => one.ended))
      const claimed = programs.flatMap(({ lines }) => lines.slice(1))
      expect(claimed).toHaveLength(20)
      expect(new Set(claimed).size).toBe(20)
    })

    test('keeps whatever was said to be saved when the program is killed', async () => {
      const url = await server.database()
      const programs = Array.from({ length: 3 }, () => run('save', '/nowhere', url))
      await Promise.all(
        programs.map(async ({ child, said, ended }, at) => {
          await said(6 + at)
          child.kill('SIGKILL')
          await ended
        }),
      )
      const { storage } = await opened(url)
      const kept = new Set((await storage.decisions.list('T1', { limit: 1_000 })).map(({ id }) => id))
      const saved = programs.flatMap(({ lines }) => lines.slice(1))
      expect(saved.filter((id) => !kept.has(id))).toEqual([])
    })

    test('away: nothing saved, the program lives, and it goes on by itself when the server is back', async () => {
      const url = await server.database()
      const { storage, health } = await opened(url)
      const { decision } = await storage.decisions.create(decisionOf('T1'))
      // Connections that idle, and some that are in use at that moment.
      const busy = Promise.allSettled(Array.from({ length: 20 }, () => storage.decisions.create(decisionOf('T1'))))
      await server.stop()
      await busy
      await expect(storage.decisions.create(decisionOf('T1'))).rejects.toMatchObject({
        name: 'StorageDown',
        reason: 'gone',
        told: expect.stringContaining('Nothing was saved'),
      })
      await expect(claimed(storage, 'T1|e')).rejects.toMatchObject({ reason: 'gone' })
      expect(await health()).toMatchObject({ ok: false })
      await server.start()
      expect(await storage.decisions.read('T1', decision.id)).toEqual(decision)
      expect(await claimed(storage, 'T1|e')).toBe(true)
      expect(await health()).toEqual({ ok: true })
    })

    test('that cannot be reached safely where that is wished stops the start in one line', async () => {
      const url = await server.database()
      await expect(opened(`${url}${url.includes('?') ? '&' : '?'}sslmode=verify-full`)).rejects.toMatchObject({
        name: 'StorageRefused',
        message: expect.stringMatching(/^DATABASE_URL: a server whose certificate this machine trusts[^\n]*$/),
      })
    })

    test('not there at the start is said as such', async () => {
      await expect(opened('postgres://tests@127.0.0.1:1/none')).rejects.toMatchObject({
        name: 'StorageDown',
        reason: 'gone',
      })
    })

    test('ending every connection costs at most the calls in hand', async () => {
      const url = await server.database()
      const { storage } = await opened(url)
      for (let round = 0; round < 3; round += 1) {
        const calls = Promise.allSettled(
          Array.from({ length: 30 }, (_, at) =>
            storage.feedback.write({ team: 'T1', answer: `${at}`, user: 'U' }, { helpful: true, question: 'q' }),
          ),
        )
        await withClient(url, (client) =>
          client.query(
            'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
          ),
        )
        const failed = (await calls)
          .filter((one) => one.status === 'rejected')
          .map(({ reason }) => (reason as Error).name)
        expect(new Set(failed).size).toBeLessThanOrEqual(1)
        expect(failed.every((name) => name === 'StorageDown')).toBe(true)
        // The pool hears of its idle connections in a moment.
        await sleep(50)
        expect(await claimed(storage, `T1|${round}`)).toBe(true)
      }
    })

    test.each([
      ['readonly', '25006', 'default_transaction_read_only = on'],
      ['locked', '55P03', "lock_timeout = '100ms'"],
    ] as const)('%s (%s) is told from the others', async (reason, _, setting) => {
      const url = await server.database()
      await (await openStorage({ databaseUrl: url, dataDir: '/nowhere', clock: { now: () => noon } })).close()
      const name = new URL(url).pathname.slice(1)
      await withClient(url, (client) => client.query(`alter database ${name} set ${setting}`))
      const { storage } = await opened(url)
      await withClient(url, async (client) => {
        await client.query('begin')
        if (reason === 'locked') await client.query('lock table decisions in exclusive mode')
        await expect(storage.decisions.create(decisionOf('T1'))).rejects.toMatchObject({ name: 'StorageDown', reason })
        expect(await storage.decisions.list('T1', { limit: 1 })).toEqual([])
      })
    })

    test('full is told from the others', async () => {
      const url = await server.database()
      const { storage } = await opened(url)
      // The error that a full disk gives, without filling one.
      await withClient(url, (client) =>
        client.query(`
          create function full_disk() returns trigger language plpgsql as
            $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
          create trigger full_disk before insert on decisions execute function full_disk()`),
      )
      await expect(storage.decisions.create(decisionOf('T1'))).rejects.toMatchObject({ reason: 'full' })
      expect(await claimed(storage, 'T1|e')).toBe(true)
    })

    test('of a newer program is refused in one sentence', async () => {
      const url = await server.database()
      await (await openStorage({ databaseUrl: url, dataDir: '/nowhere', clock: { now: () => noon } })).close()
      await withClient(url, (client) => client.query('update schema_version set version = 99'))
      await expect(opened(url)).rejects.toMatchObject({
        name: 'StorageRefused',
        message: expect.stringMatching(/^DATABASE_URL: .*newer program \(version 99/),
      })
    })
  })
})
