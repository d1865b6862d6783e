import { sql } from 'kysely'
import type { Document } from '#knowledge/search/port.ts'
import type { Preparation, Prepared } from '#knowledge/search/prepared.ts'
import type { Db } from '../../sql/within.ts'
import { chunks } from './chunks.ts'
import { type Deltas, newDeltas, writeDeltas } from './deltas.ts'
import { cleanJson, cleanText } from './clean-text.ts'
import { shared } from './scope.ts'

/** What is kept of an entry beside its document. `digest` is another one when anything of it, or its preparation, became another. */
export type Kept = {
  readonly kind: string
  readonly version: string
  readonly digest: string
  readonly entry: object
}
export type Put = { readonly document: Document; readonly kept?: Kept | undefined }
export type Writing = {
  readonly put: readonly Put[]
  readonly remove: readonly string[]
  /** Shared documents that the workspace does not want; those that are not there are passed over. */
  readonly hide?: readonly string[]
}

/** So many documents go in one statement: about a tenth of a second of the server's time. */
const atOnce = 250

/** Takes the scope for this transaction: whoever else writes to it waits. */
export async function hold(tx: Db, scope: string, version: string | undefined): Promise<void> {
  await sql`insert into knowledge_scopes (scope, version, documents, total_length) values (${scope}, ${version ?? null}, 0, 0)
    on conflict (scope) do update set version = excluded.version`.execute(tx)
}

/** Replaces, adds and removes documents of a scope that is held, within the transaction that is open. */
export async function write(
  tx: Db,
  scope: string,
  { put, remove, hide = [] }: Writing,
  { prepare }: Pick<Preparation, 'prepare'>,
): Promise<void> {
  const latest = new Map(put.map((one) => [cleanText(one.document.id), one]))
  const unwanted = (ids: readonly string[]): string[] =>
    [...new Set(ids.map(cleanText))].filter((id) => !latest.has(id))
  const deltas = newDeltas()
  for (const ids of chunks([...unwanted([...remove, ...hide]), ...latest.keys()], atOnce))
    await takeOut(tx, scope, ids, deltas)
  for (const ids of chunks(unwanted(hide), atOnce)) await hideIn(tx, scope, ids)
  for (const some of chunks([...latest], atOnce)) {
    const rows = some.map(([id, { document, kept }]): Row => ({ id, kept, prepared: prepare(document) }))
    await putIn(tx, scope, rows, deltas)
  }
  await writeDeltas(tx, scope, deltas)
}

type Row = { readonly id: string; readonly kept: Kept | undefined; readonly prepared: Prepared }

async function takeOut(tx: Db, scope: string, ids: readonly string[], deltas: Deltas): Promise<void> {
  const { rows } = await sql<{ hidden: boolean; length: number; stems: string[]; forms: string[]; uses: number[] }>`
    with gone as (
      delete from knowledge_documents where scope = ${scope} and id = any(${ids}::text[])
      returning number, hidden, length, stems, forms, uses
    ), postings as (
      delete from knowledge_postings p using gone g, unnest(g.stems) as s(stem)
      where p.scope = ${scope} and p.stem = s.stem and p.document = g.number
    )
    select hidden, length, stems, forms, uses from gone`.execute(tx)
  for (const { hidden, length, stems, forms, uses } of rows) {
    if (hidden) continue
    deltas.document(-1, length)
    for (const stem of stems) deltas.stem(stem, -1)
    for (const [at, form] of forms.entries()) deltas.form(form, -(uses[at] ?? 0))
  }
}

async function hideIn(tx: Db, scope: string, ids: readonly string[]): Promise<void> {
  await sql`
    insert into knowledge_documents (scope, id, hidden, length, stems, forms, uses)
    select ${scope}, id, true, 0, '{}', '{}', '{}' from knowledge_documents
    where scope = ${shared} and id = any(${ids}::text[])`.execute(tx)
}

async function putIn(tx: Db, scope: string, rows: readonly Row[], deltas: Deltas): Promise<void> {
  const { rows: numbers } = await sql<{ id: string; number: number }>`
    insert into knowledge_documents (scope, id, hidden, kind, version, digest, entry, length, stems, forms, uses)
    select ${scope}, r.id, false, r.kind, r.version, r.digest, r.entry, r.length, r.stems, r.forms, r.uses
    from jsonb_to_recordset(${cleanJson(rows.map(rowOf))}::jsonb) as r(
      id text, kind text, version text, digest text, entry jsonb, length integer, stems text[], forms text[], uses integer[])
    returning id, number`.execute(tx)
  const numberOf = new Map(numbers.map(({ id, number }) => [id, number]))
  const postings = rows.flatMap(({ id, prepared: { length, stems } }) =>
    stems.map((one) => ({ ...one, length, document: numberOf.get(id) ?? 0 })),
  )
  await sql`
    insert into knowledge_postings (scope, stem, document, frequency, length, place)
    select ${scope}, * from unnest(
      ${postings.map((one) => one.stem)}::text[], ${postings.map((one) => one.document)}::integer[],
      ${postings.map((one) => one.frequency)}::real[], ${postings.map((one) => one.length)}::integer[],
      ${postings.map((one) => one.place)}::smallint[])`.execute(tx)
  for (const { prepared } of rows) {
    deltas.document(1, prepared.length)
    for (const { stem } of prepared.stems) deltas.stem(stem, 1)
    for (const { form, stem, uses, letters } of prepared.forms) deltas.form(form, uses, { stem, letters })
  }
}

const rowOf = ({ id, kept, prepared }: Row): object => ({
  id,
  ...kept,
  length: prepared.length,
  stems: prepared.stems.map((one) => one.stem),
  forms: prepared.forms.map((one) => one.form),
  uses: prepared.forms.map((one) => one.uses),
})
