/** What is known of a plan before it is chosen, each between 0 and 1 but `words`. */
export type Features = {
  /** Which part of the question's weight the plan explains. */
  readonly coverage: number
  /** How well its form fits how the question is put. */
  readonly prior: number
  /** How much it looks like the question to Fuse. */
  readonly likeness: number
  /** Its text score against the best one's. */
  readonly text: number
  /** How surely a name of the question is this plan's; 0 where none is. */
  readonly named: number
  /** 1 when the question names the subject, is a sub-command or follows one that did. */
  readonly subject: number
  /** Content words of the question. */
  readonly words: number
}

/** At or above: the answer. */
export const strongAt = 0.6
/** At or above: "did you mean". Below: no answer. */
export const middlingAt = 0.35

/** How likely it is that a plan is what was asked for, between 0 and 1. */
export function confidenceOf(features: Features): number {
  const score = 0.5 * features.coverage + 0.25 * features.prior + 0.15 * features.likeness + 0.1 * features.text
  return Math.max(0, Math.min(1, score))
}
