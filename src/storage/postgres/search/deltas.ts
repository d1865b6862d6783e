import { sql } from 'kysely'
import type { Db } from '../../sql/within.ts'
import { chunks } from './chunks.ts'

/** What an edit adds to and takes from a scope's statistics, gathered so that each word is written once. */
export type Deltas = {
  readonly document: (count: 1 | -1, length: number) => void
  readonly stem: (stem: string, count: 1 | -1) => void
  /** @param known absent where uses are taken away, of a form that is there */
  readonly form: (form: string, uses: number, known?: Known) => void
  readonly all: () => All
}
type Known = { readonly stem: string; readonly letters: number }
type All = {
  readonly documents: number
  readonly totalLength: number
  readonly stems: ReadonlyMap<string, number>
  readonly forms: ReadonlyMap<string, { readonly uses: number; readonly known: Known | undefined }>
}

export function newDeltas(): Deltas {
  let [documents, totalLength] = [0, 0]
  const stems = new Map<string, number>()
  const forms = new Map<string, { uses: number; known: Known | undefined }>()
  return {
    document: (count, length) => {
      documents += count
      totalLength += count < 0 ? -length : length
    },
    stem: (stem, count) => void stems.set(stem, (stems.get(stem) ?? 0) + count),
    form: (form, uses, known) => {
      const before = forms.get(form)
      forms.set(form, { uses: (before?.uses ?? 0) + uses, known: known ?? before?.known })
    },
    all: () => ({ documents, totalLength, stems, forms }),
  }
}

/** Words in one statement. */
const atOnce = 10_000

export async function writeDeltas(tx: Db, scope: string, deltas: Deltas): Promise<void> {
  const { documents, totalLength, stems, forms } = deltas.all()
  for (const some of chunks(
    [...stems].filter(([, count]) => count !== 0),
    atOnce,
  )) {
    await sql`
      insert into knowledge_stems (scope, stem, holding)
      select ${scope}, * from unnest(${some.map(([stem]) => stem)}::text[], ${some.map(([, count]) => count)}::integer[])
      on conflict (scope, stem) do update set holding = knowledge_stems.holding + excluded.holding`.execute(tx)
    const less = some.filter(([, count]) => count < 0).map(([stem]) => stem)
    if (less.length > 0)
      await sql`delete from knowledge_stems where scope = ${scope} and stem = any(${less}::text[]) and holding <= 0`.execute(
        tx,
      )
  }
  for (const some of chunks(
    [...forms].filter(([, { uses }]) => uses !== 0),
    atOnce,
  )) {
    await sql`
      insert into knowledge_forms (scope, form, stem, uses, letters)
      select ${scope}, * from unnest(
        ${some.map(([form]) => form)}::text[], ${some.map(([, { known }]) => known?.stem ?? '')}::text[],
        ${some.map(([, { uses }]) => uses)}::integer[], ${some.map(([, { known }]) => known?.letters ?? 0)}::integer[])
      on conflict (scope, form) do update set uses = knowledge_forms.uses + excluded.uses`.execute(tx)
    const less = some.filter(([, { uses }]) => uses < 0).map(([form]) => form)
    if (less.length > 0)
      await sql`delete from knowledge_forms where scope = ${scope} and form = any(${less}::text[]) and uses <= 0`.execute(
        tx,
      )
  }
  await sql`update knowledge_scopes set documents = documents + ${documents}, total_length = total_length + ${totalLength}
    where scope = ${scope}`.execute(tx)
}
