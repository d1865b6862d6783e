import type { Answerer } from '#answer/answer.ts'
import type { Delivery } from './delivery.ts'
import type { Client } from './outbound.ts'

/** One delivery on its way through the program, with who it belongs to. */
export type Turn<D extends Delivery = Delivery> = {
  /** Stands in the log and in an apology, so that both can be brought together. */
  readonly request: string
  readonly delivery: D
  /** From the authorize result, never from the payload's values. */
  readonly team: string
  /** What whoever is there may read: with the workspace's own entries, or only what all share. */
  readonly answerer: Answerer
  readonly botUser?: string
  readonly client: Client
  readonly started: number
  /** Done anew, since whoever began it did not come to an end: what it did may be there already. */
  readonly isResumed?: true
}

/**
 * What is to be done about a delivery: the body that goes back at once, made from memory, and the work that may take its time.
 * Two fields instead of one function that does both, so that nothing slow can slip before the acknowledgement. A body that must
 * say what a store has really done may be waited for; the door answers in its place when that takes too long.
 */
export type Plan = {
  readonly ack?: object | (() => Promise<object | undefined>)
  /**
   * Kept in the outbox until it has come to an end: it may be begun again, by another process too, so what it does must bear
   * being done twice, as if somebody had pressed twice.
   */
  readonly work?: () => Promise<void>
  /** What nobody would miss, such as a count: after everything else, and lost if the program dies. */
  readonly aside?: () => Promise<void>
  /** What else the delivery is known by, beside the keys that Slack gave it: at most once for each. */
  readonly keys?: readonly string[]
}

/** Synchronous on purpose: what has to wait belongs into the plan's work. */
export type Handler<D extends Delivery> = (turn: Turn<D>) => Plan

/** Nothing to say: acknowledged and done. */
export const nothing: Plan = {}
