/**
 * Slack surely did not take what somebody is owed, and may later. Thrown out of a turn that the outbox keeps: the turn is done
 * anew after a while, and its journal knows what had left before.
 */
export class Postponed extends Error {
  override readonly name = 'Postponed'
  /** Milliseconds that Slack wants to be left alone, where it said so. */
  readonly atLeastMs: number

  constructor(atLeastMs = 0) {
    super('to be done later')
    this.atLeastMs = atLeastMs
  }
}

/** Another process has taken this turn over, since this one seemed dead; what it still does would be done twice. */
export class TakenOver extends Error {
  override readonly name = 'TakenOver'
}

export const isWayOut = (error: unknown): error is Postponed | TakenOver =>
  error instanceof Postponed || error instanceof TakenOver
