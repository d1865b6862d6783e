import type { Delivery } from './delivery.ts'
import type { Client } from './outbound.ts'

/** One delivery on its way through the program, with who it belongs to. */
export type Turn<D extends Delivery = Delivery> = {
  /** Stands in the log and in an apology, so that both can be brought together. */
  readonly request: string
  readonly delivery: D
  /** From the authorize result, never from the payload's values. */
  readonly team: string
  readonly botUser?: string
  readonly client: Client
  readonly started: number
}

/**
 * What is to be done about a delivery: the body that goes back at once, made from memory, and the work that may take its time.
 * Two fields instead of one function that does both, so that nothing slow can slip before the acknowledgement. A body that must
 * say what a store has really done may be waited for; the door answers in its place when that takes too long.
 */
export type Plan = {
  readonly ack?: object | (() => Promise<object | undefined>)
  readonly work?: () => Promise<void>
}

/** Synchronous on purpose: what has to wait belongs into the plan's work. */
export type Handler<D extends Delivery> = (turn: Turn<D>) => Plan

/** Nothing to say: acknowledged and done. */
export const nothing: Plan = {}
