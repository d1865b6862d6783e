import { sql } from 'kysely'
import type { Document, Term } from '#knowledge/search/index.ts'
import { preparation } from '#knowledge/search/prepared.ts'
import { stem, wordsOf } from '#knowledge/search/words.ts'
import type { Db } from '#storage/sql/within.ts'
import { type PortRow, type Reference, share, shortlist } from './port-row.ts'
import type { Asked } from './questions.ts'
import { timed } from './timing.ts'

/**
 * PostgreSQL's own full text over the same words: a generated `tsvector` of our stems with the weights A, B and C under a GIN index,
 * ordered by each of the two functions that it has for that. Neither knows how rare a word is.
 */
export async function fullText(
  db: Db,
  documents: readonly Document[],
  asked: readonly Asked[],
  reference: Reference,
  tidy: () => Promise<void>,
): Promise<PortRow[]> {
  const before = performance.now()
  await sql`create table full_text (
    id text primary key, name text not null, asks text not null, body text not null,
    words tsvector generated always as (
      setweight(to_tsvector('simple', name), 'A') || setweight(to_tsvector('simple', asks), 'B') ||
      setweight(to_tsvector('simple', body), 'C')) stored)`.execute(db)
  await sql`create index on full_text using gin (words)`.execute(db)
  for (let at = 0; at < documents.length; at += 500) {
    const some = documents.slice(at, at + 500)
    const texts = (field: 'name' | 'asks' | 'body'): string[] => some.map((one) => stemmed(one[field]))
    await sql`insert into full_text (id, name, asks, body) select * from unnest(
      ${some.map((one) => one.id)}::text[], ${texts('name')}::text[], ${texts('asks')}::text[], ${texts('body')}::text[])`.execute(
      db,
    )
  }
  const loadMs = performance.now() - before
  await tidy()
  const rows: PortRow[] = []
  for (const rank of ['ts_rank_cd', 'ts_rank'] as const) {
    const first = new Map<Asked, string | undefined>()
    const search = await timed(
      asked,
      async (one) => first.set(one, await best(db, rank, reference.terms.get(one) ?? [])),
      { rounds: 3 },
    )
    rows.push({
      name: `PostgreSQL: tsvector, ${rank}`,
      loadMs,
      search,
      top1: share([...first.keys()], (one) => first.get(one) === one.id),
      sameFirst: share([...first.keys()], (one) => first.get(one) === reference.first.get(one)),
    })
  }
  return rows
}

const stemmed = (text: string): string => wordsOf(text).map(stem).join(' ')

/** Weights of D, C, B and A as our fields have them; 1 divides by the logarithm of the length. */
async function best(db: Db, rank: 'ts_rank' | 'ts_rank_cd', terms: readonly Term[]): Promise<string | undefined> {
  const query = terms.map((term) => `'${term.stem.replaceAll(/['\\]/g, '')}'`).join(' | ')
  const { rows } = await sql<{ id: string }>`
    select id from full_text, to_tsquery('simple', ${query}) as asked
    where words @@ asked order by ${sql.raw(rank)}('{0.1, 0.25, 0.55, 1}', words, asked, 1) desc, id limit ${shortlist}`.execute(
    db,
  )
  return rows[0]?.id
}

/** Corrections from a short list by shared trigrams, judged by the same spelling score. */
export async function trigrams(db: Db, { mended }: Reference): Promise<PortRow> {
  await sql`create extension if not exists pg_trgm`.execute(db)
  await sql`create index forms_by_trigrams on knowledge_forms using gin (form gin_trgm_ops)`.execute(db)
  const found = new Map<string, string | undefined>()
  const correct = await timed([...mended.keys()], async (word) => {
    const { rows } = await sql<{ form: string; uses: number }>`
      select form, uses from knowledge_forms where scope = '' and form % ${word}`.execute(db)
    const near = new Map(rows.map(({ form, uses }) => [form, uses]))
    found.set(word, preparation.meant(word, near)?.word)
  })
  await sql`drop index forms_by_trigrams`.execute(db)
  return {
    name: 'PostgreSQL: pg_trgm, our judge',
    correct,
    sameCorrections: share([...mended], ([word, meant]) => found.get(word) === meant),
  }
}
