import type { ModalView } from '@slack/types'
import type { Framework } from '#knowledge/framework.ts'
import type { Deps } from '../deps.ts'
import type { Origin } from '../ids.ts'
import type { Turn } from '../turn.ts'
import type { Begin } from '../walk/begin.ts'
import { isBlank, newDraft, readDraft, walkOf, writeDraft } from '../walk/draft.ts'
import { offerView, walkView, wordsView } from './view.ts'

/**
 * What the window shows first: a draft that was found, or the first step of a new one. The draft is written in either case, so a
 * database that takes nothing is noticed before anybody has typed.
 */
export async function firstView(deps: Deps, turn: Turn, origin: Origin, begin: Begin): Promise<ModalView> {
  const found = await readDraft(deps, turn)
  const walk = found && walkOf(deps, { ...found, origin: { ...origin } })
  if (!walk || isBlank(walk.draft)) return begun(deps, turn, origin, begin)
  await writeDraft(deps, turn, walk.draft)
  return offerView(walk, begin)
}

/** Begins a new draft in place of the one that is there. */
export async function begun(deps: Deps, turn: Turn, origin: Origin, begin: Begin): Promise<ModalView> {
  const former = begin.again ? await deps.storage.decisions.read(turn.team, begin.again) : undefined
  const framework = frameworkOf(deps, former?.framework.id)
  if (!framework) return wordsView('Nothing is curated here by which a decision could be made.')
  const draft = newDraft(framework, origin, begin, former)
  const walk = walkOf(deps, draft)
  if (!walk) throw new Error('the framework went away')
  await writeDraft(deps, turn, draft)
  return walkView(deps, walk)
}

/** The one that is asked for, else the first: today's knowledge folders hold one. */
function frameworkOf({ decider }: Deps, id: string | undefined): Framework | undefined {
  const [first] = decider.frameworks.values()
  return decider.frameworks.get(id ?? '') ?? first
}
