import { availableParallelism, cpus } from 'node:os'
import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Catalog } from '#knowledge/catalog.ts'
import type { Document } from '#knowledge/search/index.ts'
import { liveIndex } from '#knowledge/search/live-index.ts'
import { localSearch } from '#knowledge/search/local.ts'
import type { SearchPort } from '#knowledge/search/port.ts'
import { preparation } from '#knowledge/search/prepared.ts'
import type { Breath } from '#knowledge/search/slices.ts'
import { type KnowledgeView, openKnowledge } from '#storage/postgres/search/open.ts'
import { openPostgres } from '#storage/postgres/open.ts'
import type { Db } from '#storage/sql/within.ts'
import { startPostgres, withClient } from '../../test/support/postgres.ts'
import { generate } from './knowledge.ts'
import { buildOurs, documentsOf } from './ours.ts'
import { fullText, trigrams } from './postgres-own.ts'
import { type PortRow, referenceOf, row } from './port-row.ts'
import { questionsFor } from './questions.ts'
import { timed, type Times } from './timing.ts'

export type PortReport = {
  readonly node: string
  readonly cpu: string
  readonly cores: number
  readonly server: string
  readonly sizes: readonly {
    readonly entries: number
    /** One `select 1`: what a round trip costs at least. */
    readonly roundTrip: Times
    readonly rows: readonly PortRow[]
  }[]
}

type Options = {
  readonly sizes: readonly number[]
  readonly seed: number
  readonly questions: number
  readonly tell: (line: string) => void
}

/** The in-memory search beside the one in PostgreSQL, through the same port, on a private server on the same machine. */
export async function measurePorts({ sizes, seed, questions, tell }: Options): Promise<PortReport> {
  const server = await startPostgres()
  try {
    const measured: PortReport['sizes'][number][] = []
    let version = ''
    for (const entries of sizes) {
      tell(`${entries.toLocaleString('en')} entries`)
      const url = await server.database()
      const opened = await openPostgres(url)
      try {
        version = await versionOf(opened.db)
        measured.push(await measureSize(opened.db, { entries, seed, questions, tell, tidy: () => tidy(url) }))
      } finally {
        await opened.close()
      }
    }
    return {
      node: process.versions.node,
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: availableParallelism(),
      server: version,
      sizes: measured,
    }
  } finally {
    await server.end()
  }
}

/** What the server does by itself within minutes, on a connection without a limit of time. */
const tidy = (url: string): Promise<void> =>
  withClient(url, async (client) => void (await client.query('vacuum analyze')))

async function versionOf(db: Db): Promise<string> {
  const { rows } = await sql<{ version: string }>`select current_setting('server_version') as version`.execute(db)
  return rows[0]?.version ?? 'unknown'
}

async function measureSize(
  db: Db,
  {
    entries,
    seed,
    questions,
    tell,
    tidy,
  }: Omit<Options, 'sizes'> & { readonly entries: number; readonly tidy: () => Promise<void> },
): Promise<PortReport['sizes'][number]> {
  const { catalog, made } = generate(entries, seed)
  const documents = documentsOf(catalog)
  const asked = questionsFor(made, questions, seed + 1)
  const local = inMemory(documents)
  const reference = await referenceOf(local.port, asked)

  tell('  loading')
  const store = await openKnowledge(db, preparation)
  const { shared } = store
  const before = performance.now()
  await shared.publish(catalog.version, publishable(catalog, documents))
  const loadMs = performance.now() - before
  await tidy()
  const bytes = (await bytesOf(db)) / entries

  tell('  asking')
  const rows: PortRow[] = [
    { name: 'in memory', loadMs: local.loadMs, ...(await row(local.port, asked, reference, documents)) },
    {
      name: 'PostgreSQL: own postings',
      loadMs,
      bytes,
      ...(await row(shared, asked, reference, documents, (ids) => shared.entriesOf(ids))),
    },
  ]
  tell('  asking as a workspace with some of its own')
  const workspace = store.of('T1')
  await workspace.edit({ put: documents.slice(0, own), remove: [] })
  await tidy()
  rows.push({
    name: `PostgreSQL: own postings, ${Math.min(own, entries)} replaced by a workspace's`,
    ...(await row(workspace, asked, reference, documents, (ids) => workspace.entriesOf(ids))),
  })
  tell('  full text and trigrams')
  return {
    entries,
    roundTrip: await timed(asked, () => sql`select 1`.execute(db)),
    rows: [...rows, ...(await fullText(db, documents, asked, reference, tidy)), await trigrams(db, reference)],
  }
}

/** Entries that a workspace has in place of shared ones: the same ones, so that the answers should be the same. */
const own = 200

const breath: Breath = { now: () => performance.now(), pause: () => setImmediate(), sliceMs: 4 }

function inMemory(documents: readonly Document[]): { readonly port: SearchPort; readonly loadMs: number } {
  const before = performance.now()
  const live = liveIndex(buildOurs(documents).index, breath)
  return { port: localSearch(live, breath), loadMs: performance.now() - before }
}

function publishable(catalog: Catalog, documents: readonly Document[]): Parameters<KnowledgeView['publish']>[1] {
  return documents.flatMap((document) => {
    const entry = catalog.entries.get(document.id)
    return entry ? [{ document, kind: entry.kind, version: 'generated', entry }] : []
  })
}

async function bytesOf(db: Db): Promise<number> {
  const { rows } = await sql<{ bytes: string }>`select sum(pg_total_relation_size(oid)) as bytes from pg_class
    where relname like 'knowledge\_%' and relkind = 'r'`.execute(db)
  return Number(rows[0]?.bytes)
}
