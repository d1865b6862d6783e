import type { Outcome, Scored } from '../score.ts'
import { type Bin, binsOf, calibrationError, saidOf } from './calibration.ts'

/** Questions by how they went. */
export type Tally = {
  readonly questions: number
  readonly right: number
  readonly wrong: number
  readonly abstained: number
}

/** What a question file comes to. Shares lie between 0 and 1, and are 0 of nothing. */
export type Summary = {
  readonly answerable: Tally
  readonly unanswerable: Tally
  /** Of the answerable: answered right. */
  readonly rightShare: number
  /** Of the unanswerable: answered with confidence. */
  readonly falseConfidence: number
  /** Over all questions, between 0 and 1. */
  readonly calibrationError: number
  /** Of the answerable that were not answered right away: one of the entries offered instead leads to the answer. */
  readonly nearMisses: { readonly questions: number; readonly held: number; readonly share: number }
  readonly bins: readonly Bin[]
  readonly byKind: Readonly<Record<string, Tally>>
}

/** Sums a scored file up. */
export function summaryOf(scored: readonly Scored[]): Summary {
  const answerable = tally(scored.filter((one) => one.line.expects !== null))
  const unanswerable = tally(scored.filter((one) => one.line.expects === null))
  const near = scored.flatMap((one) => one.nearMiss ?? [])
  const held = near.filter((one) => one.held).length
  const said = scored.map(saidOf)
  const kinds = [...new Set(scored.map((one) => one.line.kind))].toSorted()
  return {
    answerable,
    unanswerable,
    rightShare: share(answerable.right, answerable.questions),
    falseConfidence: share(unanswerable.wrong, unanswerable.questions),
    calibrationError: calibrationError(said),
    nearMisses: { questions: near.length, held, share: share(held, near.length) },
    bins: binsOf(said),
    byKind: Object.fromEntries(kinds.map((kind) => [kind, tally(scored.filter((one) => one.line.kind === kind))])),
  }
}

/** Counts outcomes. */
export function tally(scored: readonly { readonly outcome: Outcome }[]): Tally {
  const count = (outcome: Outcome): number => scored.filter((one) => one.outcome === outcome).length
  return { questions: scored.length, right: count('right'), wrong: count('wrong'), abstained: count('abstained') }
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}
