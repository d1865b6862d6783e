import { mayChange } from '../decisions/record.ts'
import { noticeView, sentence, showInstead, tell } from '../deliver.ts'
import type { Action } from '../delivery.ts'
import type { Deps } from '../deps.ts'
import type { Handler, Turn } from '../turn.ts'
import { ballotAtHand } from './at-hand.ts'
import { closeBallot } from './close.ts'

/** Close now: everybody in the channel sees the button, so who may is asked here. In a message the message itself shows what came of it. */
export const closeBallotPressed =
  (deps: Deps): Handler<Action> =>
  (turn) => ({
    work: async () => {
      const words = await close(deps, turn)
      const { view } = turn.delivery
      if (words === undefined) return
      if (view) await showInstead(deps, turn, view, noticeView(sentence(words)), sentence(words))
      else await tell(deps, turn, sentence(words))
    },
  })

/** @returns what to say to the presser alone; undefined where everybody sees it */
async function close(deps: Deps, turn: Turn<Action>): Promise<string | undefined> {
  const { team, delivery } = turn
  const at = await ballotAtHand(deps, turn, team, delivery.value)
  if (at.kind === 'over') return at.words
  const { ballot, decision } = at
  if (ballot.owner !== delivery.user && !(await mayChange(deps, decision, turn)))
    return `Only <@${ballot.owner}>, who asked, or an admin can close this ballot. It is still open.`
  if (!ballot.ts && delivery.message && delivery.channel?.id === ballot.channel)
    await deps.storage.ballots.posted(team, ballot.id, delivery.message.ts)
  const ended = await closeBallot(deps, ballot, 'owner', turn.request)
  if (ended === 'missing') return 'This ballot is gone: its decision was deleted.'
  if (ended === 'unsettled')
    return 'The ballot is closed and nobody can answer any more. Its result is not worked out yet, since my database stopped answering; it follows in the thread as soon as that is back.'
  return delivery.view ? 'The ballot is closed. The result is in the thread of its message.' : undefined
}
