import { entriesOf } from '../catalog.ts'
import { fileOf, type Rule } from './rule.ts'

/** Whoever reads about the one should meet the other: an alternative that leads one way only is half a comparison. */
export const mutual: Rule = {
  name: 'mutual',
  description: 'Tools that do the same job name each other.',
  check: (catalog) => {
    const tools = entriesOf(catalog, 'tools')
    return tools.flatMap((tool) =>
      tools
        .filter((other) => other.alternatives.includes(tool.id) && !tool.alternatives.includes(other.id))
        .map((other) => ({
          rule: 'mutual',
          file: fileOf(tool),
          field: 'alternatives',
          wish: `${other.id} as well, which names ${tool.id}`,
        })),
    )
  },
}
