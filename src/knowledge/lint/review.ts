import { fileOf, recordsOf, type Rule } from './rule.ts'

/** An entry past its review date is not wrong, but nobody stands behind it any more. */
export const review: Rule = {
  name: 'review',
  description: 'No review date has passed, and none lies before the day of the last check.',
  check: (catalog, { today }) =>
    recordsOf(catalog).flatMap((entry) => {
      const file = fileOf(entry)
      if (entry.review_by <= entry.checked)
        return [
          { rule: 'review', file, field: 'review_by', wish: `a day after ${entry.checked}, the day of the last check` },
        ]
      if (entry.review_by < today)
        return [
          {
            rule: 'review',
            file,
            field: 'review_by',
            wish: `a look at its sources, then new dates; ${entry.review_by} has passed`,
          },
        ]
      return []
    }),
}
