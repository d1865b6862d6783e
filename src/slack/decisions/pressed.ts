import type { Action } from '../delivery.ts'
import type { Deps } from '../deps.ts'
import type { Turn } from '../turn.ts'
import { decisionFor } from '../walk/keep.ts'
import { type Loaded, loadRecord } from './record.ts'

/** The record that a button is about. In a verdict that nobody has saved yet, sharing, exporting and asking make the record first. */
export async function pressedRecord(deps: Deps, turn: Turn<Action>): Promise<Loaded> {
  const decision = await decisionFor(deps, turn, turn.delivery.value)
  return decision ? loadRecord(deps, turn.team, decision.id) : { kind: 'missing' }
}
