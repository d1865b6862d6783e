import { sentence, tell } from './deliver.ts'
import type { Action } from './delivery.ts'
import type { Deps } from './deps.ts'
import { type Press, unpackPress } from './ids.ts'
import type { Handler, Turn } from './turn.ts'

/** A value that this version cannot read: an older version's button, or nobody's. */
const outdated = 'This button is from an older version of me. Please ask the question again.'

/** A handler for a button of an answer: reads what the button carries, and says so where it cannot be read. */
export function pressed(deps: Deps, work: (turn: Turn<Action>, press: Press) => Promise<void>): Handler<Action> {
  return (turn) => {
    const press = unpackPress(turn.delivery.value)
    return { work: () => (press ? work(turn, press) : tell(deps, turn, sentence(outdated))) }
  }
}
