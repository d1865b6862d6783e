import { type RawBuilder, sql } from 'kysely'
import type { Correction } from '#knowledge/search/port.ts'
import type { Preparation } from '#knowledge/search/prepared.ts'
import type { Db } from '../../sql/within.ts'
import { cleanTexts } from './clean-text.ts'
import { isHeld, seenBy } from './ask.ts'
import { scopesOf, shared } from './scope.ts'

/**
 * Known words that begin alike, are about as long and have about the same letters, or that differ at the beginning only; the same
 * judge as in memory then takes the best of the few. One round trip, for all words that nobody holds. What they are mended by, and how
 * usual that is, is as if only the documents that the workspace sees were there: a word goes with the last of them that writes it so,
 * even where others hold its stem.
 */
export async function correct(
  db: Db,
  scope: string,
  words: readonly string[],
  { misspelt, meant }: Pick<Preparation, 'misspelt' | 'meant'>,
): Promise<ReadonlyMap<string, Correction>> {
  const asked = [...new Set(cleanTexts(words))].map(misspelt).filter(({ most }) => most > 0)
  if (asked.length === 0) return new Map()
  const scopes = scopesOf(scope)
  const { rows } = await sql<{ word: string; form: string; uses: number }>`
    with ${seenBy(scope)}, asked as (
      select * from unnest(
        ${asked.map((one) => one.word)}::text[], ${asked.map((one) => one.stem)}::text[],
        ${asked.map((one) => one.most)}::integer[], ${asked.map((one) => one.letters)}::integer[]
      ) as t(word, stem, most, letters)
    ), unknown as materialized (
      select word, most, letters from asked a where not ${isHeld(scope, sql`a.stem`)}
    ), near as materialized (
      -- A word is counted once, whichever ways it is found.
      select u.word, f.scope, f.form, f.stem, f.uses from unknown u cross join lateral (
        select scope, form, stem, uses from knowledge_forms
        where scope = any(${scopes}::text[]) and left(form, 1) = left(u.word, 1)
          and length(form) between length(u.word) - u.most and length(u.word) + u.most
          and bit_count((letters & ~u.letters)::bit(32)) <= u.most and bit_count((u.letters & ~letters)::bit(32)) <= u.most
        union
        select scope, form, stem, uses from knowledge_forms
        where scope = any(${scopes}::text[]) and substr(form, 2) in (u.word, substr(u.word, 2))
        union
        select scope, form, stem, uses from knowledge_forms
        where scope = any(${scopes}::text[])
          and form in (substr(u.word, 2), substr(u.word, 2, 1) || left(u.word, 1) || substr(u.word, 3))
      ) f
    ), ${unseen(scope)}
    select n.word, n.form, (sum(n.uses) - coalesce(max(h.uses), 0))::integer as uses
    from near n left join unseen h on h.form = n.form
    group by n.word, n.form having sum(n.uses) > coalesce(max(h.uses), 0)`.execute(db)
  const near = Map.groupBy(rows, ({ word }) => word)
  const mended = new Map<string, Correction>()
  for (const [word, forms] of near) {
    const best = meant(word, new Map(forms.map(({ form, uses }) => [form, uses])))
    if (best) mended.set(word, best)
  }
  return mended
}

/** How often the shared documents that a workspace does not see use each of the near words. */
function unseen(scope: string): RawBuilder<unknown> {
  if (scope === shared) return sql`unseen as (select null::text as form, 0::bigint as uses where false)`
  // One look at the index for each of the few that are gone; reading the words of them all takes three times as long.
  return sql`unseen as materialized (
      select n.form, sum(d.uses[array_position(d.forms, n.form)]) as uses
      from (select distinct form, stem from near where scope = ${shared}) n cross join gone g cross join lateral (
        select from knowledge_postings p
        where p.scope = ${shared} and p.stem = n.stem and p.document = g.number offset 0
      ) held_and_gone join knowledge_documents d on d.number = g.number
      group by n.form
    )`
}
