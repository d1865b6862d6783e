import type { Grade, Ground } from './verdict.ts'

/** The firmest grade first; between equals the newer, then by title, so that the order is the same everywhere. */
export function byGrade(grounds: readonly Ground[]): Ground[] {
  return grounds.toSorted(
    (one, other) =>
      firmness[one.grade] - firmness[other.grade] ||
      (other.year ?? 0) - (one.year ?? 0) ||
      collator.compare(one.title, other.title),
  )
}

/** The firmest grade first, otherwise as they stand. */
export function byFirmness(grounds: readonly Ground[]): Ground[] {
  return grounds.toSorted((one, other) => firmness[one.grade] - firmness[other.grade])
}

/** How firm a grade is; smaller is firmer. */
const firmness: Readonly<Record<Grade, number>> = { A: 0, B: 1, C: 2, advice: 3 }
/** Made once: making one costs more than a whole verdict. */
const collator = new Intl.Collator('en')
