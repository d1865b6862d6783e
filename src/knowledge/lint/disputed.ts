import { entriesOf } from '../catalog.ts'
import { fileOf, type Rule } from './rule.ts'

/** Somebody who does not use it must never stand in a plain list of those who do. */
export const disputed: Rule = {
  name: 'disputed',
  description:
    'Who does not use the subject has a dispute that says so, and no text of others names it as a plain example.',
  check: (catalog) => {
    const organisations = entriesOf(catalog, 'organisations')
    const not = organisations.filter((one) => one.use === 'not' || one.use === 'unclear')
    const silent = not
      .filter((one) => !one.dispute)
      .map((one) => ({
        rule: 'disputed',
        file: fileOf(one),
        field: 'dispute',
        wish: `what people say and what is known, since its use is "${one.use}"`,
      }))
    const plain = entriesOf(catalog, 'topics')
      .filter((topic) => topic.topic !== 'when-not' && topic.topic !== 'migrations')
      .flatMap((topic) =>
        topic.organisations.flatMap((id, at) =>
          not.some((one) => one.id === id)
            ? [
                {
                  rule: 'disputed',
                  file: fileOf(topic),
                  field: `organisations.${at}`,
                  wish: `an organisation that shows it; ${id} is disputed`,
                },
              ]
            : [],
        ),
      )
    return [...silent, ...plain]
  },
}
