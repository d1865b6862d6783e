import type { Catalog } from '#knowledge/catalog.ts'
import type { Entry } from '#knowledge/entry.ts'
import type { Finding } from '#knowledge/finding.ts'
import { fileOf } from '#knowledge/lint/rule.ts'
import { referencesOf } from '#knowledge/references.ts'
import type { Phrased } from './phrasings.ts'

/** So many phrasings lost to one entry are no accident of wording. */
const many = 3

type Loss = { readonly entry: Entry; readonly winner: Entry; readonly phrasings: readonly Phrased[] }

/**
 * Entries that take each other's questions, where neither names the other, so that a reader of the one never meets the other: two
 * that both lose phrasings to the other, and one that loses its own name or several phrasings. A single phrasing that another entry
 * answers as well is no finding.
 */
export function stolen(catalog: Catalog, phrased: readonly Phrased[]): Finding[] {
  const losses = lossesOf(catalog, phrased)
  const between = new Map(losses.map((loss) => [`${loss.entry.id} ${loss.winner.id}`, loss]))
  return losses.flatMap(({ entry, winner, phrasings }) => {
    const back = between.get(`${winner.id} ${entry.id}`)
    // Both directions are told at the first of the two.
    if (linked(entry, winner) || (back && entry.id > winner.id)) return []
    const told = back || phrasings.length >= many ? phrasings : phrasings.filter((one) => !one.field.startsWith('asks'))
    const [first] = told
    if (!first) return []
    const theirs = back ? `, while ${entry.id} answers ${quoted(back.phrasings)} of ${winner.id}` : ''
    return [
      {
        rule: 'stolen',
        file: fileOf(entry),
        field: first.field,
        wish: `an answer of ${entry.id} to ${quoted(told)}, which ${winner.id} answers${theirs}: word them apart, or let one name the other`,
      },
    ]
  })
}

const quoted = (phrasings: readonly Phrased[]): string => phrasings.map((one) => JSON.stringify(one.text)).join(', ')

function lossesOf(catalog: Catalog, phrased: readonly Phrased[]): Loss[] {
  const losses = new Map<string, Loss>()
  for (const one of phrased) {
    const winner = catalog.entries.get(one.winner ?? '')
    if (!winner) continue
    const key = `${one.entry.id} ${winner.id}`
    losses.set(key, { entry: one.entry, winner, phrasings: [...(losses.get(key)?.phrasings ?? []), one] })
  }
  return [...losses.values()]
}

/** Whether one of the two names the other. */
function linked(one: Entry, other: Entry): boolean {
  const names = (from: Entry, to: Entry): boolean =>
    referencesOf(from).some((reference) => reference.to === 'entry' && reference.id === to.id)
  return names(one, other) || names(other, one)
}
