import type { Decision } from '#decision/types.ts'
import { respond, sentence, tell } from '../deliver.ts'
import { mayChange } from '../decisions/record.ts'
import type { Action } from '../delivery.ts'
import type { Deps } from '../deps.ts'
import type { Handler, Turn } from '../turn.ts'

const day = 86_400_000
const laterDays = 30

/** Still right: what it leans on is noted as it stands today, and it comes back after the usual time. */
export const stillRightPressed = (deps: Deps): Handler<Action> =>
  ofOwner(deps, async (turn, decision) => {
    const framework = deps.decider.frameworks.get(decision.framework.id)
    const verdict = framework && deps.decider.decide(framework, decision.proposal, decision.choices)
    const at = new Date(deps.clock.now() + (framework?.review.after_days ?? laterDays) * day).toISOString()
    const changed = await deps.storage.decisions.change(turn.team, decision.id, decision.version, {
      reviewAt: at,
      ...(verdict ? { cited: verdict.cited } : {}),
    })
    if (changed.kind !== 'done') return say(deps, turn, 'It was changed in the meantime. Please look at the record.')
    await deps.storage.reviews.schedule(turn.team, decision.id, at)
    return say(deps, turn, `Noted: still right. It comes back on ${at.slice(0, 10)}.`)
  })

/** Not now. */
export const laterPressed = (deps: Deps): Handler<Action> =>
  ofOwner(deps, async (turn, decision) => {
    const at = new Date(deps.clock.now() + laterDays * day).toISOString()
    await deps.storage.reviews.schedule(turn.team, decision.id, at)
    return say(deps, turn, `It comes back on ${at.slice(0, 10)}.`)
  })

function ofOwner(deps: Deps, work: (turn: Turn<Action>, decision: Decision) => Promise<void>): Handler<Action> {
  return (turn) => ({
    work: async () => {
      const decision = await deps.storage.decisions.read(turn.team, turn.delivery.value)
      if (!decision) return tell(deps, turn, sentence('That decision is no longer there.'))
      if (!(await mayChange(deps, decision, turn)))
        return tell(deps, turn, sentence('Only its owner or an admin can answer that.'))
      return work(turn, decision)
    },
  })
}

/** In place of the buttons: they are spent. */
async function say(deps: Deps, turn: Turn<Action>, words: string): Promise<void> {
  const { responseUrl } = turn.delivery
  const outcome = responseUrl
    ? await respond(deps, turn, responseUrl, sentence(words), { visible: 'all', replace: true })
    : undefined
  if (outcome?.kind !== 'sent') await tell(deps, turn, sentence(words))
}
