import { sql } from 'kysely'
import type { Correction } from '#knowledge/search/port.ts'
import type { Preparation } from '#knowledge/search/prepared.ts'
import type { Db } from '../../sql/within.ts'
import { cleanTexts } from './clean-text.ts'
import { isHeld, seenBy } from './ask.ts'
import { scopesOf } from './scope.ts'

/**
 * Known words that begin alike, are about as long and have about the same letters, or that differ at the beginning only; the same
 * judge as in memory then takes the best of the few. One round trip, for all words that nobody holds.
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
      select u.word, f.form, f.stem, f.uses from unknown u cross join lateral (
        select form, stem, uses from knowledge_forms
        where scope = any(${scopes}::text[]) and left(form, 1) = left(u.word, 1)
          and length(form) between length(u.word) - u.most and length(u.word) + u.most
          and bit_count((letters & ~u.letters)::bit(32)) <= u.most and bit_count((u.letters & ~letters)::bit(32)) <= u.most
        union all
        select form, stem, uses from knowledge_forms
        where scope = any(${scopes}::text[]) and substr(form, 2) in (u.word, substr(u.word, 2))
        union all
        select form, stem, uses from knowledge_forms
        where scope = any(${scopes}::text[])
          and form in (substr(u.word, 2), substr(u.word, 2, 1) || left(u.word, 1) || substr(u.word, 3))
      ) f
    )
    select n.word, n.form, sum(n.uses)::integer as uses
    from near n where ${isHeld(scope, sql`n.stem`)}
    group by n.word, n.form`.execute(db)
  const near = Map.groupBy(rows, ({ word }) => word)
  const mended = new Map<string, Correction>()
  for (const [word, forms] of near) {
    const best = meant(word, new Map(forms.map(({ form, uses }) => [form, uses])))
    if (best) mended.set(word, best)
  }
  return mended
}
