import type { Catalog } from '#knowledge/catalog.ts'

export type DomainOption = { readonly id: string; readonly title: string }

/** A typeahead over the domains: those whose name or other name begins with what was typed, then has a word that does, then holds it. */
export function domainSearch(catalog: Catalog): (typed: string, limit: number) => DomainOption[] {
  const domains = [...catalog.entries.values()]
    .filter((entry) => entry.kind === 'domains')
    .map(({ id, title, aliases }) => ({ option: { id, title }, names: [title, ...aliases].map(folded) }))
    .toSorted((one, other) => one.option.title.localeCompare(other.option.title))
  return (typed, limit) => {
    const sought = folded(typed).trim()
    return domains
      .map(({ option, names }) => ({ option, score: Math.max(...names.map((name) => likeness(name, sought))) }))
      .filter(({ score }) => score > 0)
      .toSorted((one, other) => other.score - one.score)
      .slice(0, limit)
      .map(({ option }) => option)
  }
}

function likeness(name: string, sought: string): number {
  if (name.startsWith(sought)) return 3
  if (name.includes(` ${sought}`)) return 2
  return name.includes(sought) ? 1 : 0
}

/** Case and accents do not tell names apart. */
const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
