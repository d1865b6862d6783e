import type { Answerer } from '#answer/answer.ts'
import type { Delivery } from './delivery.ts'
import type { Deps } from './deps.ts'
import type { Press } from './ids.ts'
import type { Turn } from './turn.ts'
import { within } from './within.ts'

/** With the shipped knowledge they are built within about a tenth of a second; what takes longer is not waited for, since Slack waits three. */
const waitMs = 1_500

/**
 * Who answers a turn: whoever knows the workspace's own entries, unless somebody of another company asks or reads along.
 * @param isOutsider whether whoever did it belongs to another company
 */
export async function answererOfTurn(
  { answerer, answererFor, clock }: Pick<Deps, 'answerer' | 'answererFor' | 'clock'>,
  { team, delivery, isOutsider }: { readonly team: string; readonly delivery: Delivery; readonly isOutsider: boolean },
): Promise<Answerer> {
  if (isOutsider || (delivery.surface === 'event' && delivery.isExternal)) return answerer
  const own = answererFor(team)
  return own instanceof Promise ? ((await within(clock, waitMs, own)) ?? answerer) : own
}

/** Whose knowledge a button of an answer leads into: not into a workspace's own where people of other companies may read along. */
export const answererOf = ({ answerer }: Deps, turn: Turn, press: Press): Answerer =>
  press.isExternal ? answerer : turn.answerer
