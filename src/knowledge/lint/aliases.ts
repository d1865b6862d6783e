import type { Catalog } from '../catalog.ts'
import { fileOf, type Rule } from './rule.ts'

/** A name that two entries claim would make the answer a matter of luck. Tools and organisations of one name are one thing in two lights and may share it. */
export const aliases: Rule = {
  name: 'aliases',
  description: 'A title or alias belongs to one entry of a kind only.',
  check: (catalog: Catalog) => {
    const owners = new Map<string, string>()
    return [...catalog.entries.values()].flatMap((entry) =>
      [entry.title, ...entry.aliases].flatMap((name, index) => {
        const key = `${entry.kind}:${name.toLowerCase()}`
        const owner = owners.get(key)
        owners.set(key, entry.id)
        const field = index === 0 ? 'title' : `aliases.${index - 1}`
        return owner && owner !== entry.id
          ? [{ rule: 'aliases', file: fileOf(entry), field, wish: `a name of its own; "${name}" belongs to ${owner}` }]
          : []
      }),
    )
  },
}
