import { type RawBuilder, sql } from 'kysely'
import type { Hit, Term, WordFacts } from '#knowledge/search/port.ts'
import type { Preparation } from '#knowledge/search/prepared.ts'
import type { Db } from '../../sql/within.ts'
import { cleanTexts } from './clean-text.ts'
import { scopesOf, shared } from './scope.ts'

/**
 * BM25F over the postings, with the statistics of everything that the workspace sees, in one statement and so on one state of the
 * tables: the scores are those of the index in memory. Time grows with the length of the terms' postings.
 */
export async function search(
  db: Db,
  scope: string,
  terms: readonly Term[],
  limit: number,
  { steepness, still, byLength }: Preparation['saturation'],
): Promise<readonly Hit[]> {
  if (terms.length === 0 || limit < 1) return []
  const stems = cleanTexts(terms.map((one) => one.stem))
  const scopes = scopesOf(scope)
  const { rows } = await sql<{ id: string; score: number; stems: string[]; places: number[] }>`
    with ${seenBy(scope)}, held as materialized (
      select a.stem, a.weight, ${holding(scope, sql`a.stem`)} as holding from (
        select stem, sum(weight) as weight
        from unnest(${stems}::text[], ${terms.map((one) => one.weight)}::float8[]) as t(stem, weight) group by stem
      ) a
    ), telling as materialized (
      select h.stem, ${still}::float8 as still, ${byLength}::float8 * s.documents / greatest(s.total_length, 1) as by_length,
        h.weight * ${steepness}::float8 * ln(1 + (s.documents - h.holding + 0.5::float8) / (h.holding + 0.5::float8)) as share
      from held h cross join size s where h.holding > 0
    ), best as (
      -- Rounded, so that what is equal stays so in whichever order it was summed.
      select p.document,
        round(1e9::float8 * sum(t.share * p.frequency / (p.frequency + t.still + t.by_length * p.length))) / 1e9::float8 as score
      from telling t cross join lateral (
        select document, frequency, length from knowledge_postings
        where scope = any(${scopes}::text[]) and stem = t.stem
        offset 0
      ) p
      ${scope === shared ? sql`` : sql`where p.document not in (select number from gone)`}
      group by p.document
      order by score desc
      fetch first ${limit} rows with ties
    )
    select d.id, b.score, array_agg(p.stem) as stems, array_agg(p.place) as places
    from best b join knowledge_documents d on d.number = b.document
      join knowledge_postings p on p.scope = d.scope and p.stem = any(${stems}::text[]) and p.document = d.number
    group by d.id, b.score
    order by b.score desc, d.id
    limit ${limit}`.execute(db)
  return rows.map(({ id, score, stems: held, places }) => ({
    id,
    score,
    places: stems.map((stem) => places[held.indexOf(stem)] ?? 0),
  }))
}

/** The size and how many hold each word, in one round trip. */
export async function facts(db: Db, scope: string, stems: readonly string[]): Promise<WordFacts> {
  const { rows } = await sql<{ documents: number; stem: string | null; holding: number | null }>`
    with ${seenBy(scope)}, held as materialized (
      select a.stem, ${holding(scope, sql`a.stem`)} as holding
      from (select distinct stem from unnest(${cleanTexts(stems)}::text[]) as t(stem)) a
    )
    select s.documents, h.stem, h.holding from size s left join held h on h.holding > 0`.execute(db)
  const held = rows.flatMap(({ stem, holding: count }) =>
    stem === null || count === null ? [] : [[stem, count] as const],
  )
  return { size: rows[0]?.documents ?? 0, holding: new Map(held) }
}

/**
 * What a workspace sees: `gone` are the shared documents that its own replace or hide, `size` counts what is left and its words.
 */
export function seenBy(scope: string): RawBuilder<unknown> {
  const sums = sql`coalesce(sum(documents), 0)::float8 as documents, coalesce(sum(total_length), 0)::float8 as total_length`
  if (scope === shared) return sql`size as materialized (select ${sums} from knowledge_scopes where scope = ${shared})`
  return sql`gone as materialized (
      select b.number, b.length
      from knowledge_documents o join knowledge_documents b on b.scope = ${shared} and b.id = o.id
      where o.scope = ${scope}
    ), size as materialized (
      select ${sums} from (
        select documents, total_length from knowledge_scopes where scope = any(${scopesOf(scope)}::text[])
        union all
        select -1, -length from gone
      ) all_of_it
    )`
}

/** How many of the documents that a workspace sees hold a stem. */
function holding(scope: string, stem: RawBuilder<unknown>): RawBuilder<unknown> {
  const all = sql`coalesce((select sum(k.holding) from knowledge_stems k
    where k.scope = any(${scopesOf(scope)}::text[]) and k.stem = ${stem}), 0)::integer`
  if (scope === shared) return all
  // One look at the index for each of the few that are gone; the planner would read all that hold a usual word.
  return sql`${all} - (select count(*)::integer from gone g cross join lateral (
    select from knowledge_postings p
    where p.scope = ${shared} and p.stem = ${stem} and p.document = g.number offset 0
  ) held_and_gone)`
}

/** Whether any of them does: the first posting that is not gone tells. */
export function isHeld(scope: string, stem: RawBuilder<unknown>): RawBuilder<unknown> {
  const seen = scope === shared ? sql`` : sql`and p.document not in (select number from gone)`
  return sql`exists (select from knowledge_postings p
    where p.scope = any(${scopesOf(scope)}::text[]) and p.stem = ${stem} ${seen})`
}
