import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { loadKnowledge } from '#knowledge/load.ts'
import { preparation } from '#knowledge/search/prepared.ts'
import { stem } from '#knowledge/search/words.ts'
import type { Opened } from '#storage/opened.ts'
import { openPostgres } from '#storage/postgres/open.ts'
import { type KnowledgeStore, openKnowledge } from '#storage/postgres/search/open.ts'
import { cleanText } from '#storage/sql/clean.ts'
import { openStorage } from '#storage/open.ts'
import type { Tables } from '#storage/tables.ts'
import { startPostgres, type TestPostgres, whyNoPostgres, withClient } from '../support/postgres.ts'
import { entryOf, found, knowledgeContract, song } from './knowledge-contract.ts'

const pglite = new PGlite()
afterAll(() => pglite.close())

knowledgeContract('PGlite', async () => {
  await pglite.exec('drop schema public cascade; create schema public')
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }), plugins: [cleanText] })
  return openKnowledge(db, preparation)
})

const missing = whyNoPostgres()

describe.skipIf(missing)(`PostgreSQL${missing ? ` (skipped: ${missing})` : ''}`, () => {
  let server: TestPostgres
  const open: Opened[] = []
  beforeAll(async () => {
    server = await startPostgres()
  }, 60_000)
  afterAll(() => server.end())
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.close()))
  })

  async function opened(url: string): Promise<KnowledgeStore> {
    const one = await openPostgres(url)
    open.push(one)
    return openKnowledge(one.db, preparation)
  }

  knowledgeContract('PostgreSQL', async () => opened(await server.database()))

  test('gets its tables once from replicas that open at once, without any extension', async () => {
    const url = await server.database()
    const stores = await Promise.all(Array.from({ length: 5 }, () => opened(url)))
    await stores[0]?.shared.edit({ put: [song('river')], remove: [] })
    for (const store of stores) expect(await found(store.of('T1'), 'river')).toEqual(['river'])
    const { rows } = await withClient(url, (client) =>
      client.query('select version, (select count(*)::integer from pg_extension) as extensions from knowledge_schema'),
    )
    expect(rows).toEqual([{ version: 1, extensions: 1 }])
  })

  test('of a newer program is refused in one sentence', async () => {
    const url = await server.database()
    await opened(url)
    await withClient(url, (client) => client.query('update knowledge_schema set version = 99'))
    await expect(opened(url)).rejects.toMatchObject({
      name: 'StorageRefused',
      message: expect.stringMatching(/^DATABASE_URL: published knowledge .* newer one \(version 99/),
    })
  })

  test('is seen as a whole, the old or the new, while it is published', async () => {
    const url = await server.database()
    const [writer, reader] = [await opened(url), await opened(url)]
    const version = (word: string, count: number) =>
      Array.from({ length: count }, (_, at) => entryOf({ ...song(word), id: `${word} ${at}` }))
    await writer.shared.publish('old', version('river', 600))
    const words = [stem('river'), stem('boat')]
    const read = async () => {
      const { size, holding } = await reader.shared.facts(words)
      return [size, ...words.map((word) => holding.get(word) ?? 0)].join(' ')
    }
    const seen = new Set([await read()])
    const state = { published: false }
    const publishing = writer.shared.publish('new', version('boat', 900)).finally(() => (state.published = true))
    while (!state.published) seen.add(await read())
    await publishing
    seen.add(await read())
    expect([...seen]).toEqual(['600 600 0', '900 0 900'])
  })

  test('is written anew by a program that takes words otherwise', async () => {
    const url = await server.database()
    const entries = [entryOf(song('river'))]
    await (await opened(url)).shared.publish('v', entries)
    const one = await openPostgres(url)
    open.push(one)
    const prepare: typeof preparation.prepare = (document) =>
      preparation.prepare({ ...document, name: `${document.name} anew` })
    const { shared } = await openKnowledge(one.db, { ...preparation, prepare })
    expect(await shared.publish('v', entries)).toEqual({ added: [], changed: ['river'], removed: [] })
    expect(await found(shared, 'anew')).toEqual(['river'])
  })

  test('leaves nothing behind that was taken out', async () => {
    const url = await server.database()
    const store = await opened(url)
    const [river, boat] = [song('river'), song('boat')]
    await store.shared.publish('v', [entryOf(river), entryOf(boat)])
    await store.shared.edit({ put: [boat, river], remove: [] })
    await store.of('T1').edit({ put: [river], remove: ['boat'] })
    await store.shared.publish('w', [])
    await store.forget('T1')
    const { rows } = await withClient(url, (client) =>
      client.query(`select (select count(*)::integer from knowledge_documents) as documents,
        (select count(*)::integer from knowledge_postings) as postings,
        (select count(*)::integer from knowledge_stems) as stems, (select count(*)::integer from knowledge_forms) as forms,
        (select json_agg(s) from knowledge_scopes s) as scopes`),
    )
    const scopes = [{ scope: '', version: 'w', documents: 0, total_length: 0 }]
    expect(rows).toEqual([{ documents: 0, postings: 0, stems: 0, forms: 0, scopes }])
  })

  test('is the same after several publish at once', async () => {
    const url = await server.database()
    const stores = await Promise.all(Array.from({ length: 4 }, () => opened(url)))
    const entries = Array.from({ length: 50 }, (_, at) => entryOf({ ...song('river'), id: `river ${at}` }))
    const all = await Promise.all(stores.map((store) => store.shared.publish('v', entries)))
    expect(all.map(({ added }) => added.length).toSorted((one, other) => one - other)).toEqual([0, 0, 0, 50])
    const river = stem('river')
    expect(await stores[0]?.shared.facts([river])).toEqual({ size: 50, holding: new Map([[river, 50]]) })
  })

  test('nothing of a publication stays that the database broke off', async () => {
    const url = await server.database()
    const { shared } = await opened(url)
    await shared.publish('old', [entryOf(song('river'))])
    await withClient(url, (client) =>
      client.query(`
        create function full_disk() returns trigger language plpgsql as
          $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$;
        create trigger full_disk before insert on knowledge_stems execute function full_disk()`),
    )
    await expect(shared.publish('new', [entryOf(song('boat'))])).rejects.toMatchObject({
      name: 'StorageDown',
      reason: 'full',
    })
    expect(await shared.version()).toBe('old')
    expect(await found(shared, 'river', 'boat')).toEqual(['river'])
  })

  test('that somebody else holds is said to be busy, and is read all the same', async () => {
    const url = await server.database()
    await withClient(url, (client) =>
      client.query(`alter database ${new URL(url).pathname.slice(1)} set lock_timeout = '100ms'`),
    )
    const { shared } = await opened(url)
    await shared.publish('old', [entryOf(song('river'))])
    await withClient(url, async (client) => {
      await client.query('begin')
      await client.query('select * from knowledge_scopes for update')
      await expect(shared.publish('new', [])).rejects.toMatchObject({ name: 'StorageDown', reason: 'locked' })
      await expect(shared.edit({ put: [song('boat')], remove: [] })).rejects.toMatchObject({ reason: 'locked' })
      expect(await found(shared, 'river', 'boat')).toEqual(['river'])
    })
    expect(await shared.version()).toBe('old')
  })

  test('away is said as such, and it goes on when the server is back', async () => {
    const url = await server.database()
    const { shared } = await opened(url)
    await shared.edit({ put: [song('river')], remove: [] })
    await server.stop()
    for (const call of [
      () => shared.search([{ stem: 'river', weight: 1 }], 1),
      () => shared.facts(['river']),
      () => shared.correct(['rivver']),
      () => shared.entriesOf(['river']),
      () => shared.edit({ put: [], remove: ['river'] }),
    ])
      await expect(call()).rejects.toMatchObject({ name: 'StorageDown', reason: 'gone' })
    await server.start()
    expect(await found(shared, 'river')).toEqual(['river'])
  })

  describe('npm run knowledge:publish', () => {
    const folder = resolve('test/fixtures/kiln')
    const run = (script: 'publish' | 'find', env: Readonly<Record<string, string>>, ...given: string[]) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [`src/cli/${script}.ts`, ...given], {
        env: { PATH: process.env['PATH'] ?? '', NODE_NO_WARNINGS: '1', ...env },
        encoding: 'utf8',
      })
      return { status, out: stdout.trim().split('\n'), err: stderr }
    }
    const publish = (env: Readonly<Record<string, string>>, ...given: string[]) => run('publish', env, ...given)

    test('writes the folder, and the second time finds nothing to do', async () => {
      const url = await server.database()
      const loaded = loadKnowledge(folder)
      if (loaded.kind === 'refused') throw new Error('a folder that is read')
      const { entries, version, versions } = loaded.catalog
      const env = { KNOWLEDGE_DIR: folder, DATABASE_URL: url }
      const first = publish(env)
      expect(first).toMatchObject({ status: 0, err: '' })
      expect(first.out.at(-1)).toBe(
        `version ${version}, ${entries.size} entries: ${entries.size} added, 0 changed, 0 removed`,
      )
      expect(publish(env).out).toEqual([`version ${version}, ${entries.size} entries: 0 added, 0 changed, 0 removed`])
      const { shared } = await opened(url)
      const stored = await shared.entriesOf([...entries.keys()])
      expect(new Map([...stored].map(([id, { kind, version: of, entry }]) => [id, [kind, of, entry]]))).toEqual(
        new Map([...entries].map(([id, entry]) => [id, [entry.kind, versions.get(id), structuredClone(entry)]])),
      )
    })

    test('what was published is found by its words, a workspace’s own in that workspace only', async () => {
      const env = { KNOWLEDGE_DIR: folder, DATABASE_URL: await server.database() }
      publish(env)
      expect(run('find', env, 'who rewrote the ledgr')).toMatchObject({ status: 0, err: '' })
      expect(run('find', env, 'who rewrote the ledgr').out.slice(0, 2)).toEqual([
        'ledgr read as ledger',
        expect.stringMatching(/^1\. Acme Bank \(organisations\/acme, [\d.]+\)$/),
      ])
      const own = publish(env, '--workspace', 'T0NORTH', 'test/fixtures/kiln-own')
      expect(own).toMatchObject({ status: 0, err: '' })
      expect(own.out.at(-1)).toBe('T0NORTH: 1 entry of its own; 2 files changed')
      const asked = 'parcel desk owner'
      expect(run('find', env, '--workspace', 'T0NORTH', asked).out[0]).toMatch(/topics\/parcel-desk, its own/)
      expect(run('find', env, '--workspace', 'T0SOUTH', 'parcel desk').out).toEqual([
        'Nothing that is published holds any of the words.',
      ])
      expect(run('find', env, asked).out.join()).not.toContain('parcel')
      const storage = await openStorage({ databaseUrl: env.DATABASE_URL, dataDir: '', clock: { now: Date.now } })
      await storage.storage.forget('T0NORTH')
      await storage.close()
      expect(run('find', env, '--workspace', 'T0NORTH', asked).out.join()).not.toContain('its own')
      publish(env, '--workspace', 'T0NORTH', 'test/fixtures/kiln-own')
      expect(run('find', env, '--workspace', 'T0NORTH', asked).out.join()).toContain('its own')
      publish(env, '--workspace', 'T0NORTH', '--withdraw')
      expect(run('find', env, '--workspace', 'T0NORTH', asked).out.join()).not.toContain('its own')
      expect(run('find', env)).toMatchObject({ status: 1, err: expect.stringMatching(/^Ask a question/) })
      expect(run('find', env, '--limit', '0', asked)).toMatchObject({
        status: 1,
        err: expect.stringMatching(/^--limit/),
      })
    })

    test.each([
      ['no database', { KNOWLEDGE_DIR: folder }, /^DATABASE_URL: the database to publish to/],
      [
        'a database that is away',
        { KNOWLEDGE_DIR: folder, DATABASE_URL: 'postgres://u:hunter2@127.0.0.1:1/x' },
        /reached/,
      ],
      ['an address that is none', { KNOWLEDGE_DIR: folder, DATABASE_URL: 'postgres://[' }, /^DATABASE_URL: an address/],
      ['no folder', { KNOWLEDGE_DIR: '/nowhere', DATABASE_URL: 'postgres://u:hunter2@127.0.0.1:1/x' }, /subject\.yml/],
    ])('with %s says so in words', (_, env, words) => {
      const { status, err } = publish(env)
      expect(status).toBe(1)
      expect(err).toMatch(words)
      expect(err).not.toMatch(/hunter2|\n\s+at /)
    })
  })
})
