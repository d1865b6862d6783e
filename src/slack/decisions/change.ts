import type { Decision } from '#decision/types.ts'
import type { DecisionChanges } from '#storage/ports/decisions.ts'
import type { Deps } from '../deps.ts'

/** Others may change a record in the same second; more often than so often in a row nobody does. */
const attempts = 4

/**
 * Changes a record whatever somebody else has changed in the meantime: what to change is asked anew for what it became.
 * @param changes undefined where nothing is to be done any more
 * @returns what it is now; undefined where it is gone
 */
export async function changeDecision(
  { storage }: Deps,
  team: string,
  decision: Decision,
  changes: (current: Decision) => DecisionChanges | undefined,
): Promise<Decision | undefined> {
  let current = decision
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const wanted = changes(current)
    if (!wanted) return current
    const changed = await storage.decisions.change(team, current.id, current.version, wanted)
    if (changed.kind === 'done') return changed.decision
    if (changed.kind === 'missing') return undefined
    current = changed.current
  }
  throw new Error('a record changed under every attempt to change it')
}
