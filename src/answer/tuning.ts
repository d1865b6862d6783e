import type { UnderstandingPart } from '#question/parts.ts'
import type { Confidence } from './confidence.ts'
import type { Ranked } from './rank.ts'

/** A part of the engine that can be left out, so that a measurement tells what it is worth. */
export type Part =
  | UnderstandingPart
  | 'stemming'
  | 'structure'
  | 'follow-ups'
  | 'judge'
  | 'phrasing'
  | 're-ranking'
  | 'caution'
  | 'calibration'
  | 'thresholds'

/** From which confidence on there is an answer, and from which one "did you mean"; both between 0 and 1. */
export type Bands = { readonly strong: number; readonly middling: number }

/**
 * How an answerer may differ from the one in service, for those who measure it. Left out, everything is as in service, and
 * nothing is paid for the choice: parts are chosen once, when the answerer is built.
 */
export type Tuning = {
  readonly without?: ReadonlySet<Part>
  /** Takes the place of the fitted confidence. */
  readonly confidence?: Confidence
  /** Takes the place of the bands in service. */
  readonly bands?: Bands
  /** Told what ranking came to, best first, at every question that is ranked. */
  readonly observe?: (plans: readonly Ranked[]) => void
}
