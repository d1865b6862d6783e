import type { Catalog } from '#knowledge/catalog.ts'

export type DomainOption = { readonly id: string; readonly title: string }

/**
 * A typeahead over the domains: the one whose id was typed, then those of which an id, name or other name is what was typed, begins with
 * it, has a word that does, or holds it.
 */
export function domainSearch(catalog: Catalog): (typed: string, limit: number) => DomainOption[] {
  const domains = [...catalog.entries.values()]
    .filter((entry) => entry.kind === 'domains')
    .map(({ id, title, aliases }) => ({
      option: { id, title },
      key: folded(id),
      names: [id, title, ...aliases].map(folded),
    }))
    .toSorted((one, other) => one.option.title.localeCompare(other.option.title, 'en'))
  return (typed, limit) => {
    const sought = folded(typed)
    // Signs alone are no name, and not the empty field that asks for all.
    if (sought === '' && typed.trim() !== '') return []
    return domains
      .map(({ option, key, names }) => ({
        option,
        score: key === sought ? 5 : Math.max(...names.map((name) => likeness(name, sought))),
      }))
      .filter(({ score }) => score > 0)
      .toSorted((one, other) => other.score - one.score)
      .slice(0, limit)
      .map(({ option }) => option)
  }
}

/** So few letters stand in the middle of too many words: "iot" in "biotech". */
const fewLetters = 3

function likeness(name: string, sought: string): number {
  if (name === sought) return 4
  if (name.startsWith(sought)) return 3
  if (name.includes(` ${sought}`)) return 2
  return sought.length > fewLetters && name.includes(sought) ? 1 : 0
}

/** Case, accents and what stands between words do not tell names apart. */
const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .trim()
