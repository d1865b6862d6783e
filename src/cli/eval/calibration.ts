import type { Scored } from '../score.ts'

/** One bin of a reliability diagram: questions whose confidence lies from `from` (inclusive) to `to`. */
export type Bin = {
  readonly from: number
  readonly to: number
  readonly questions: number
  /** Mean confidence, and the share of questions whose likeliest answer was right; 0 in an empty bin. */
  readonly confidence: number
  readonly right: number
}

/** How likely an answer was said to be right, and whether it was. */
export type Said = { readonly confidence: number; readonly right: boolean }

const binCount = 10

/** Ten bins of equal width. */
export function binsOf(said: readonly Said[]): Bin[] {
  return Array.from({ length: binCount }, (_, at) => {
    const inside = said.filter(({ confidence }) => Math.min(binCount - 1, Math.floor(confidence * binCount)) === at)
    const mean = (of: (one: Said) => number): number =>
      inside.length === 0 ? 0 : inside.reduce((sum, one) => sum + of(one), 0) / inside.length
    return {
      from: at / binCount,
      to: (at + 1) / binCount,
      questions: inside.length,
      confidence: mean((one) => one.confidence),
      right: mean((one) => Number(one.right)),
    }
  })
}

/** Expected calibration error (Guo et al. 2017): how far confidence is from the share of right answers, by bins weighed by their questions. */
export function calibrationError(said: readonly Said[]): number {
  const off = binsOf(said).reduce((sum, bin) => sum + bin.questions * Math.abs(bin.confidence - bin.right), 0)
  return off / Math.max(1, said.length)
}

/** A question without an answer is right to be unsure about: its likeliest answer is wrong, and confidence should say so. */
export const saidOf = ({ answer, best }: Scored): Said => ({ confidence: answer.confidence, right: best })
