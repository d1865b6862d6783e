import type { Decision } from '#decision/types.ts'
import { noticeView, sentence, showInstead, tell } from '../deliver.ts'
import type { Action } from '../delivery.ts'
import type { Deps } from '../deps.ts'
import type { Handler, Turn } from '../turn.ts'
import { type Kept, loadRecord, lost, mayChange, openBallotOf } from './record.ts'

/** Delete: by the owner or an admin, and only the record that they had before their eyes. */
export const deletePressed =
  (deps: Deps): Handler<Action> =>
  (turn) => ({
    work: async () => {
      const words = await remove(deps, turn)
      const { view } = turn.delivery
      const content = noticeView(sentence(words))
      if (!view) return tell(deps, turn, sentence(words))
      await showInstead(deps, turn, view, content, sentence(words))
    },
  })

/** What the button carries: which record, and the version that was seen. Who may is asked when it is pressed. */
export const packDelete = ({ id, version }: Decision): string => `${id}|${version}`

async function remove(deps: Deps, turn: Turn<Action>): Promise<string> {
  const { team, delivery } = turn
  const [id = '', version = ''] = delivery.value.split('|')
  const loaded = await loadRecord(deps, team, id)
  if (loaded.kind === 'missing') return lost(loaded)
  const decision = loaded.kind === 'kept' ? loaded.kept.decision : loaded.decision
  if (!(await mayChange(deps, decision, turn)))
    return `Only <@${decision.owner}> or an admin can delete this decision. Nothing was deleted.`
  const removed = await deps.storage.decisions.remove(team, id, Number(version))
  if (removed.kind === 'missing') return lost({ kind: 'missing' })
  if (removed.kind === 'conflict')
    return 'This decision was changed since you opened it, so nothing was deleted. Please open it again and look at what it says now.'
  if (loaded.kind === 'kept') await withdraw(deps, turn, loaded.kept)
  return 'Deleted: the record, its ballots and its review date. What was posted in channels stays there.'
}

/** A ballot that ran on it says so, instead of buttons that lead nowhere. */
async function withdraw({ outbound }: Deps, { client, request }: Turn<Action>, kept: Kept): Promise<void> {
  const running = openBallotOf(kept)
  if (!running?.ts) return
  const message = sentence(
    `<@${running.owner}> asked the team here. The decision was deleted, so this ballot is over, and nothing of it is kept.`,
  )
  await outbound.call(
    client,
    'chat.update',
    { channel: running.channel, ts: running.ts, text: message.text, blocks: message.blocks },
    request,
  )
}
