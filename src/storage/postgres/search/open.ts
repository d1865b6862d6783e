import type { SearchPort } from '#knowledge/search/port.ts'
import type { Preparation } from '#knowledge/search/prepared.ts'
import { asDown } from '../../down.ts'
import { type Db, within } from '../../sql/within.ts'
import { facts, search } from './ask.ts'
import { correct } from './correct.ts'
import { entriesOf, type StoredEntry } from './entries.ts'
import { forgetPublished } from './forget.ts'
import { publish, type Publishable, type Published, versionOf } from './publish.ts'
import { migrateKnowledge } from './schema.ts'
import { shared } from './scope.ts'
import { hold, write } from './write.ts'

/**
 * Published knowledge in PostgreSQL: entries, and the search over them behind the port of the index in memory. Whatever the database
 * does not do is thrown as `StorageDown` (`down.ts`).
 *
 * Commands use it; the service answers from memory (docs/decisions/010-search-in-postgresql.md).
 */
export type KnowledgeStore = {
  /** What all share; its edits are seen by every workspace. */
  readonly shared: KnowledgeView
  /** The shared documents with the workspace's own laid upon them. No other workspace sees its edits. */
  readonly of: (workspace: string) => KnowledgeView
  /** Deletes everything that a workspace has of its own. */
  readonly forget: (workspace: string) => Promise<void>
}

export type KnowledgeView = SearchPort & {
  /** In one round trip; ids that have no entry are missing. */
  readonly entriesOf: (ids: readonly string[]) => Promise<ReadonlyMap<string, StoredEntry>>
  /** Holds these entries and no others afterwards. The old or the new is seen, never some of both. */
  readonly publish: (version: string, entries: readonly Publishable[]) => Promise<Published>
  /** What was published last; undefined where nothing was, or where it was edited since. */
  readonly version: () => Promise<string | undefined>
}

/** Brings the tables up to date. @param db of `openPostgres`, whose limits of time hold here too */
export async function openKnowledge(db: Db, preparation: Preparation): Promise<KnowledgeStore> {
  await told(() => migrateKnowledge(db))
  return {
    shared: viewOf(db, shared, preparation),
    of: (workspace) => viewOf(db, named(workspace), preparation),
    forget: (workspace) => told(() => forgetPublished(db, named(workspace))),
  }
}

function viewOf(db: Db, scope: string, preparation: Preparation): KnowledgeView {
  return {
    search: (terms, limit) => told(() => search(db, scope, terms, limit, preparation.saturation)),
    facts: (stems) => told(() => facts(db, scope, stems)),
    correct: (words) => told(() => correct(db, scope, words, preparation)),
    edit: ({ put, remove }) =>
      told(() =>
        within(db, async (tx) => {
          await hold(tx, scope, undefined)
          const hide = scope === shared ? [] : remove
          await write(tx, scope, { put: put.map((document) => ({ document })), remove, hide }, preparation)
        }),
      ),
    entriesOf: (ids) => told(() => entriesOf(db, scope, ids)),
    publish: (version, entries) => told(() => publish(db, scope, version, entries, preparation)),
    version: () => told(() => versionOf(db, scope)),
  }
}

/** An empty id would be everybody's. */
function named(workspace: string): string {
  if (workspace === shared) throw new Error('a workspace has an id')
  return workspace
}

async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw asDown(error)
  }
}
