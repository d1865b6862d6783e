import { sentence, tell } from './deliver.ts'
import type { Deps } from './deps.ts'
import { type Reply, sorryBody } from './door/reply.ts'
import { isWayOut } from './outbox/ways-out.ts'
import { toldOf } from './told.ts'
import type { Turn } from './turn.ts'

/** Kind, plain, and with the number under which the log has the rest. Never the error itself: it may hold anything. */
export const sorry = (request: string): string =>
  `Something went wrong on my side, and I could not finish that. Please try again. If it happens again, tell whoever runs me: request ${request}.`

/**
 * The one catch of the Slack surface. Whatever a handler throws is logged with the request's id, and the person is told once,
 * in the acknowledgement if it is still open: by a database's own words where it did not save. Throws nothing but the ways out of a
 * turn that the outbox keeps.
 */
export async function guarded(
  deps: Deps,
  turn: Turn,
  reply: Pick<Reply, 'given' | 'send'>,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (isWayOut(error)) throw error
    deps.events.failed(turn.delivery.surface, error, { request: turn.request })
    await apologise(deps, turn, reply, toldOf(error) ?? sorry(turn.request)).catch((again: unknown) => {
      if (isWayOut(again)) throw again
      deps.events.failed('apology', again, { request: turn.request })
    })
  }
}

async function apologise(deps: Deps, turn: Turn, reply: Pick<Reply, 'given' | 'send'>, words: string): Promise<void> {
  const open = !reply.given
  const body = sorryBody(turn.delivery, words)
  if (open && (await reply.send(body)) && body !== undefined) return
  if (turn.delivery.surface !== 'options') await tell(deps, turn, sentence(words))
}
