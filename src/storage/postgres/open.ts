import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { migrate } from '../migrate.ts'
import type { Opened } from '../opened.ts'
import { patiently } from '../patient.ts'
import { StorageRefused } from '../refused.ts'
import { cleanText } from '../sql/clean.ts'
import type { Db } from '../sql/within.ts'
import type { Tables } from '../tables.ts'
import { loans } from './loans.ts'
import { forgetPublished } from './search/forget.ts'

/** The server gives up first; the client's own limit is for a server that says nothing any more. Milliseconds. */
const limits = { connect: 2_000, statement: 4_000, answer: 5_000, idleInTransaction: 10_000, migration: 60_000 }
const connections = 10
/** Any number, the same in every replica. */
const migrationLock = 7_304_271_946

export type PostgresOptions = {
  /** Told when an idle connection broke. */
  readonly lost?: ((error: Error) => void) | undefined
  /** Whether a server that does not answer yet is waited for. */
  readonly patient?: boolean | undefined
  /** This machine's clock, in milliseconds since 1970. */
  readonly now?: (() => number) | undefined
}

/** Opens a PostgreSQL database. A connection that is lost is replaced at the next call and never ends the process. */
export async function openPostgres(
  url: string,
  { lost, patient = false, now = Date.now }: PostgresOptions = {},
): Promise<Opened> {
  refuseNonsense(url)
  const waiting = patient ? await patiently(() => migrated(url)) : undefined
  if (!waiting) await migrated(url)
  const db = connected(
    {
      connectionString: url,
      max: connections,
      statement_timeout: limits.statement,
      query_timeout: limits.answer,
      idle_in_transaction_session_timeout: limits.idleInTransaction,
    },
    lost,
    waiting?.check,
  )
  let ahead = 0
  const look = async (): Promise<void> => {
    const before = now()
    const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db)
    const seen = rows[0]?.now.getTime()
    // The answer is about half its way old.
    if (seen !== undefined) ahead = Math.round(seen - (before + now()) / 2)
  }
  // One that is not there yet is looked at with the first sign of life.
  await look().catch(() => {})
  return {
    db,
    ahead: () => ahead,
    // The server groups commits and waits for the disk beside us; asking for less costs a round trip.
    light: db,
    // Deleted rows stay in the files until the server's own vacuum, which is the server's business.
    scrub: (team) => forgetPublished(db, team),
    ping: look,
    close: async () => {
      await waiting?.stop()
      await db.destroy()
    },
  }
}

/** The client reads the address only when it connects, and then complains with the address in its words. */
function refuseNonsense(url: string): void {
  try {
    void new pg.Client({ connectionString: url })
  } catch {
    throw new StorageRefused('DATABASE_URL: an address such as postgres://user:password@host:5432/name')
  }
}

/** On a connection of its own, which may wait for another replica's migration. */
async function migrated(url: string): Promise<void> {
  const db = connected({ connectionString: url, max: 1 })
  try {
    await migrate(db, 'DATABASE_URL', async (within) => {
      await sql.raw(`set local statement_timeout = ${limits.migration}`).execute(within)
      await sql.raw(`select pg_advisory_xact_lock(${migrationLock})`).execute(within)
    })
  } finally {
    await db.destroy()
  }
}

function connected(config: pg.PoolConfig, lost: (error: Error) => void = () => {}, check: () => void = () => {}): Db {
  const pool = new pg.Pool({
    ...config,
    connectionTimeoutMillis: limits.connect,
    keepAlive: true,
    application_name: 'gofer',
  })
  pool.on('error', lost)
  // A connection that breaks while it is lent says so as an event too, which would end the process; the query in hand fails
  // anyway. From its first moment on: the server's goodbye may stand right behind its welcome.
  pool.on('connect', (client) => client.on('error', () => {}))
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: loans(pool, check) }), plugins: [cleanText] })
}
