import { z } from 'zod'
import type { Choices } from '#decision/types.ts'
import type { Fields } from '../delivery.ts'
import type { Deps } from '../deps.ts'
import type { Turn } from '../turn.ts'
import { fitsStep, type ReadStep, readStep, type Typed } from '../walk/fields.ts'
import type { Open } from './at-hand.ts'
import { type Standing, voteSteps } from './vote-view.ts'

/** Adds what a step says to what was answered so far. @returns all of it */
export async function keepTyped(deps: Deps, turn: Turn, at: Open, standing: Standing, values: Fields): Promise<Typed> {
  const { id } = at.ballot
  const { version } = standing
  const typed = { ...(await typedSoFar(deps, turn, id, version)), ...readAt(at, standing, values)?.choices }
  await deps.storage.drafts.write(draftKey(turn, id), { version, typed })
  return typed
}

/** What somebody has answered so far: the version of their vote that a window began from, and what was typed over it. */
export async function typedSoFar({ storage }: Deps, turn: Turn, ballot: string, version: number): Promise<Typed> {
  const [own, draft] = await Promise.all([
    storage.ballots.own(turn.team, ballot, turn.delivery.user),
    storage.drafts.read(draftKey(turn, ballot), draftShape),
  ])
  return {
    ...(own?.version === version ? own.choices : {}),
    ...(draft?.version === version ? draft.typed : {}),
  }
}

/** What is sent is no draft any more. */
export const dropTyped = ({ storage }: Deps, turn: Turn, ballot: string): Promise<void> =>
  storage.drafts.drop(draftKey(turn, ballot))

/** undefined where the window holds questions that the framework no longer asks. */
export function readAt({ framework }: Open, { step }: Standing, values: Fields): ReadStep | undefined {
  const shown = voteSteps(framework)[step]
  return shown && fitsStep(shown, values) ? readStep(framework, shown, values) : undefined
}

/** The same answers, whatever order they were written in. */
export function sameChoices(one: Choices, other: Choices): boolean {
  const sorted = (choices: Choices): string =>
    JSON.stringify(
      Object.entries(choices)
        .map(([id, { choice, because = '' }]) => [id, choice, because])
        .toSorted(([left = ''], [right = '']) => (left < right ? -1 : 1)),
    )
  return sorted(one) === sorted(other)
}

/** What was typed, on top of which version of the vote: what is older than the vote that counts would hide it. */
const draftShape = z.strictObject({
  version: z.number().int(),
  typed: z.record(
    z.string(),
    z.strictObject({ choice: z.enum(['yes', 'no', 'unsure']).exactOptional(), because: z.string().exactOptional() }),
  ),
})

const draftKey = ({ team, delivery }: Turn, ballot: string) => ({
  team,
  user: delivery.user,
  purpose: `ballot:${ballot}`,
})
