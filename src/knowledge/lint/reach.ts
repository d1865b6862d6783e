import { fileOf, type Rule } from './rule.ts'

/** Entries that answer a question by themselves; the others are parts of answers. */
const asked = new Set(['organisations', 'tools', 'topics', 'comparisons'])

/** An entry that nobody's words lead to might as well not exist. */
export const reach: Rule = {
  name: 'reach',
  description: 'Every entry that answers by itself has a phrasing, none of them twice in the folder.',
  check: (catalog) => {
    const owners = new Map<string, string>()
    return [...catalog.entries.values()].flatMap((entry) => {
      const file = fileOf(entry)
      const few =
        asked.has(entry.kind) && entry.asks.length === 0
          ? [{ rule: 'reach', file, field: 'asks', wish: 'at least one phrasing by which people ask for it' }]
          : []
      const stolen = entry.asks.flatMap((ask, at) => {
        const owner = owners.get(ask.toLowerCase())
        owners.set(ask.toLowerCase(), entry.id)
        return owner && owner !== entry.id
          ? [{ rule: 'reach', file, field: `asks.${at}`, wish: `a phrasing of its own; ${owner} has the same` }]
          : []
      })
      return [...few, ...stolen]
    })
  },
}
