import { hash } from 'node:crypto'
import { sql } from 'kysely'
import type { Document } from '#knowledge/search/port.ts'
import type { Preparation } from '#knowledge/search/prepared.ts'
import { type Db, within } from '../../sql/within.ts'
import { cleanJson } from './clean-text.ts'
import { hold, type Put, write } from './write.ts'

/** An entry with the document that it is found by. `version` is a digest of what it says. */
export type Publishable = {
  readonly document: Document
  readonly kind: string
  readonly version: string
  readonly entry: object
}

/** Ids, sorted. All three are empty where the same was there already. */
export type Published = {
  readonly added: readonly string[]
  readonly changed: readonly string[]
  readonly removed: readonly string[]
}

/**
 * Makes a scope hold these entries and no others, in one transaction: whoever searches meanwhile sees all of the old or all of the new.
 * Only what became another is written.
 * @param version of the whole, which `versionOf` tells afterwards
 */
export async function publish(
  db: Db,
  scope: string,
  version: string,
  entries: readonly Publishable[],
  preparation: Pick<Preparation, 'prepare'>,
): Promise<Published> {
  const wanted = new Map(entries.map((one) => [one.document.id, putOf(one, preparation)]))
  return within(db, async (tx) => {
    await hold(tx, scope, version)
    const { rows } = await sql<{ id: string; digest: string | null }>`
      select id, digest from knowledge_documents where scope = ${scope} and not hidden`.execute(tx)
    const before = new Map(rows.map(({ id, digest }) => [id, digest]))
    const put = [...wanted].filter(([id, one]) => before.get(id) !== one.kept?.digest)
    const removed = [...before.keys()].filter((id) => !wanted.has(id)).toSorted()
    if (put.length > 0 || removed.length > 0)
      await write(tx, scope, { put: put.map(([, one]) => one), remove: removed }, preparation)
    const ids = put.map(([id]) => id).toSorted()
    return { added: ids.filter((id) => !before.has(id)), changed: ids.filter((id) => before.has(id)), removed }
  })
}

/** The version that was published last; undefined where nothing was, or where documents were edited since. */
export async function versionOf(db: Db, scope: string): Promise<string | undefined> {
  const { rows } = await sql<{ version: string | null }>`
    select version from knowledge_scopes where scope = ${scope}`.execute(db)
  return rows[0]?.version ?? undefined
}

/** What is read and what is found of it: a program that stems otherwise writes everything anew. */
function putOf({ document, kind, version, entry }: Publishable, { prepare }: Pick<Preparation, 'prepare'>): Put {
  const digest = hash('sha256', cleanJson([kind, version, entry, prepare(document)]), 'hex').slice(0, 16)
  return { document, kept: { kind, version, digest, entry } }
}
