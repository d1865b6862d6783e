import type { Deps } from './deps.ts'
import { toldOf } from './told.ts'
import type { Turn } from './turn.ts'

/**
 * What an answer can do without, such as whether a delivery came before, or what a thread was about: a database that is down is
 * noted in the log, and the question is answered all the same.
 */
export async function lightly<T>(deps: Deps, turn: Turn, asked: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await asked
  } catch (error) {
    if (toldOf(error) === undefined) throw error
    deps.events.failed('storage', error, { request: turn.request })
    return otherwise
  }
}
