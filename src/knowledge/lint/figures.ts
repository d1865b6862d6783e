import { entriesOf } from '../catalog.ts'
import { fileOf, type Rule } from './rule.ts'

/** A number without a year is worth little; where nobody gave one, an exception says that somebody looked. */
export const figures: Rule = {
  name: 'figures',
  description: 'A figure has a year, or an exception that says where it was looked for.',
  check: (catalog) =>
    entriesOf(catalog, 'organisations').flatMap((one) =>
      one.figures.flatMap((figure, at) =>
        figure.year === null
          ? [
              {
                rule: 'figures',
                file: fileOf(one),
                field: `figures.${at}.year`,
                wish: 'the year of the number, or an exception with a reason',
              },
            ]
          : [],
      ),
    ),
}
