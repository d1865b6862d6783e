import { sql } from 'kysely'
import { StorageRefused } from '../../refused.ts'
import type { Db } from '../../sql/within.ts'

/**
 * The tables of published knowledge. PostgreSQL's own, with a version of their own: the embedded database has none of it, and a
 * database that nobody publishes to has none either. A scope is '' for what all share, else a workspace's id.
 */
const steps: readonly (readonly string[])[] = [
  [
    `create table knowledge_scopes (
      scope text collate "C" primary key,
      version text,
      documents integer not null,
      total_length bigint not null
    )`,
    // A hidden one stands for a shared document that its workspace does not want, and holds nothing.
    `create table knowledge_documents (
      number integer generated always as identity primary key,
      scope text collate "C" not null,
      id text collate "C" not null,
      hidden boolean not null,
      kind text,
      version text,
      digest text,
      entry jsonb,
      length integer not null,
      stems text[] not null,
      forms text[] not null,
      uses integer[] not null,
      unique (scope, id)
    )`,
    `create table knowledge_postings (
      scope text collate "C" not null,
      stem text collate "C" not null,
      document integer not null,
      frequency real not null,
      length integer not null,
      place smallint not null,
      primary key (scope, stem, document) include (frequency, length, place)
    )`,
    `create table knowledge_stems (
      scope text collate "C" not null,
      stem text collate "C" not null,
      holding integer not null,
      primary key (scope, stem)
    )`,
    `create table knowledge_forms (
      scope text collate "C" not null,
      form text collate "C" not null,
      stem text collate "C" not null,
      uses integer not null,
      letters integer not null,
      primary key (scope, form)
    )`,
    // What a misspelt word may have been: words that begin alike and are about as long, and words that differ at the beginning only.
    'create index knowledge_forms_shelf on knowledge_forms (scope, left(form, 1), length(form))',
    'create index knowledge_forms_rest on knowledge_forms (scope, substr(form, 2))',
  ],
]

/** Any number, the same in every replica, another than that of the other tables. */
const lock = 7_304_271_947

/**
 * Makes the tables, or brings them up to date, in one transaction; of several at once one does it.
 * @throws StorageRefused where they are of a newer program
 */
export async function migrateKnowledge(db: Db): Promise<void> {
  if (await isUpToDate(db)) return
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${lock}::bigint)`.execute(tx)
    // Whoever waited for the lock learns here, and not by looking for the name, that another one made it meanwhile.
    await sql`create table if not exists knowledge_schema (version integer not null)`.execute(tx)
    const before = await versionOf(tx)
    if (before > steps.length)
      throw new StorageRefused(
        `DATABASE_URL: published knowledge that this program knows; this is of a newer one (version ${before}, known up to ${steps.length}), so start that one`,
      )
    for (const statement of steps.slice(before).flat()) await sql.raw(statement).execute(tx)
    await sql`delete from knowledge_schema`.execute(tx)
    await sql`insert into knowledge_schema values (${steps.length})`.execute(tx)
  })
}

async function isUpToDate(db: Db): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`select to_regclass('knowledge_schema') is not null as there`.execute(
    db,
  )
  return rows[0]?.there === true && (await versionOf(db)) === steps.length
}

async function versionOf(db: Db): Promise<number> {
  const { rows } = await sql<{ version: number }>`select version from knowledge_schema`.execute(db)
  return rows[0]?.version ?? 0
}
