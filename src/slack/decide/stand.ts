import type { ModalView } from '@slack/types'
import { row } from '../blocks/blocks.ts'
import type { View } from '../delivery.ts'
import type { Deps } from '../deps.ts'
import { blocks } from '../ids.ts'
import { decideButton } from '../render/controls.ts'
import type { Turn } from '../turn.ts'
import { readDraft, type Walk, walkOf } from '../walk/draft.ts'
import { type Place, unpackPlace } from './place.ts'
import { savedView, savedWords, wordsView } from './view.ts'

/** Where a window stands: in today's draft, or in one that is gone, with what to show instead. */
export type Stand =
  | { readonly kind: 'here'; readonly walk: Walk; readonly place: Place }
  /** @property unseen what is told where Slack does not show the view */
  | { readonly kind: 'elsewhere'; readonly view: ModalView; readonly unseen: string }

/** A window may stay open for days, while its draft was saved, left or finished in another one. */
export async function standOf(deps: Deps, turn: Turn, view: View | undefined): Promise<Stand> {
  const place = unpackPlace(view?.metadata ?? '')
  const draft = place ? await readDraft(deps, turn) : undefined
  if (place && draft?.decision === place.decision) {
    const walk = walkOf(deps, draft)
    return walk ? { kind: 'here', walk, place } : { kind: 'elsewhere', view: wordsView(ended), unseen: ended }
  }
  const decision = place ? await deps.storage.decisions.read(turn.team, place.decision) : undefined
  if (decision && decision.state !== 'draft')
    return { kind: 'elsewhere', view: savedView(deps, decision), unseen: savedWords(deps, decision) }
  const newest = wordsView(older, row(blocks.decide, [decideButton('Open the newest', {})]))
  return { kind: 'elsewhere', view: newest, unseen: older }
}

const ended = 'The questions of this decision are no longer curated, so it cannot be gone on with.'
const older = 'This window belongs to an older draft. Nothing of it was changed.'
