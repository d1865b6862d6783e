import { entriesOf } from '../catalog.ts'
import { fileOf, type Rule } from './rule.ts'

/** "pitfalls" alone has one answer, not two. */
export const leads: Rule = {
  name: 'leads',
  description: 'A group of topics has exactly one leading entry.',
  check: (catalog) => {
    const leading = new Map<string, string>()
    const topics = entriesOf(catalog, 'topics')
    const twice = topics
      .filter((topic) => topic.leads)
      .flatMap((topic) => {
        const other = leading.get(topic.topic)
        leading.set(topic.topic, topic.id)
        return other
          ? [
              {
                rule: 'leads',
                file: fileOf(topic),
                field: 'leads',
                wish: `one leading entry of "${topic.topic}"; ${other} is one`,
              },
            ]
          : []
      })
    const without = topics.filter(
      (topic, at) => !leading.has(topic.topic) && topics.findIndex((other) => other.topic === topic.topic) === at,
    )
    return [
      ...twice,
      ...without.map((topic) => ({
        rule: 'leads',
        file: fileOf(topic),
        field: 'leads',
        wish: `true here or on another entry of "${topic.topic}"`,
      })),
    ]
  },
}
