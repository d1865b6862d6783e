import type { ModalView } from '@slack/types'
import { sorry } from '../boundary.ts'
import { escape } from '../blocks/text.ts'
import { isShown, noticeView, onceMore, openView, sentence, tell, updateView } from '../deliver.ts'
import type { Action } from '../delivery.ts'
import type { Deps } from '../deps.ts'
import { actions, blocks } from '../ids.ts'
import type { Outcome } from '../outcome.ts'
import { toldOf } from '../told.ts'
import type { Handler, Turn } from '../turn.ts'
import { unpackBegin } from '../walk/begin.ts'
import { type Draft, moved, readDraft, type Walk, walkOf, writeDraft } from '../walk/draft.ts'
import { readStep } from '../walk/fields.ts'
import { ensureSaved } from '../walk/keep.ts'
import { begun } from './first.ts'
import { unpackPlace } from './place.ts'
import { standOf } from './stand.ts'
import { pilotChosen, savedView, savedWords, walkView, wordsView } from './view.ts'

/** Back: what stands in the fields is kept, whole or not, and the step before takes the place of this one. */
export const backPressed = (deps: Deps): Handler<Action> =>
  inWindow(deps, async (turn, walk) => {
    const { step } = walk.draft
    const back = { ...walk.draft, step: Math.max(0, Math.min(step, walk.steps.length) - 1) }
    await writeDraft(deps, turn, back)
    return { view: walkView(deps, { ...walk, draft: back }) }
  })

/** Go on: the window of a draft that was offered. */
export const goOnPressed = (deps: Deps): Handler<Action> =>
  inWindow(deps, async (_turn, walk) => ({ view: walkView(deps, walk) }))

/** Start anew: the draft that was offered is left. Pressed twice, the second press finds the new one. */
export const anewPressed =
  (deps: Deps): Handler<Action> =>
  (turn) => ({
    work: async () => {
      const content = await anew(deps, turn).catch((error: unknown) => onTop(deps, turn, error))
      if (content && !isShown(await show(deps, turn, content))) await tell(deps, turn, sentence(unseenStep(deps)))
    },
  })

/** The pilot was ticked or not; the window shows it already. */
export const pilotPressed = (deps: Deps): Handler<Action> =>
  inWindow(deps, async (turn, walk) => {
    await writeDraft(deps, turn, walk.draft)
    return undefined
  })

/** Save: said only when it is durable, and then in any case. */
export const savePressed = (deps: Deps): Handler<Action> =>
  inWindow(deps, async (turn, walk) => {
    const saved = await ensureSaved(deps, turn, walk.draft, 'decided')
    if (saved.kind === 'gone') return { view: wordsView(uncurated), unseen: escape(uncurated) }
    if (saved.kind === 'partly') return { view: walkView(deps, walk, partly), unseen: partly }
    return { view: savedView(deps, saved.decision), unseen: savedWords(deps, saved.decision) }
  })

const unseenStep = ({ command }: Deps): string =>
  `Slack did not show the window that should be there now. What you filled in is kept: ${escape(command)} decide goes on with it.`

const uncurated = 'The questions of this decision are no longer curated.'

const partly =
  'The decision is saved, but my database then stopped taking anything, so its review date is missing. Please press Save once more in a minute.'

async function anew(deps: Deps, turn: Turn<Action>): Promise<ModalView> {
  const draft = await readDraft(deps, turn)
  const offered = unpackPlace(turn.delivery.view?.metadata ?? '')
  const walk = draft && draft.decision !== offered?.decision ? walkOf(deps, draft) : undefined
  return walk ? walkView(deps, walk) : begun(deps, turn, draft?.origin ?? {}, unpackBegin(turn.delivery.value) ?? {})
}

/** What is to be shown in the window, and what is told of it where Slack did not show it. */
type Next = { readonly view: ModalView; readonly unseen?: string }

/**
 * A press in a window of the walkthrough, with what stands in its fields. Where the database does not do it, the window stays as it is
 * filled in, with a word above; where not even the draft could be read, the word stands in a window of its own on top.
 * @param work gives what is to be shown instead; undefined leaves the window as it is
 */
function inWindow(deps: Deps, work: (turn: Turn<Action>, walk: Walk) => Promise<Next | undefined>): Handler<Action> {
  return (turn) => ({
    work: async () => {
      const stand = await standOf(deps, turn, turn.delivery.view).catch((error: unknown) => onTop(deps, turn, error))
      if (!stand) return
      if (stand.kind === 'elsewhere') {
        if (!isShown(await show(deps, turn, stand.view))) await tell(deps, turn, sentence(stand.unseen))
        return
      }
      const walk = { ...stand.walk, draft: typedInto(stand.walk, turn, stand.place.step) }
      const next = await work(turn, walk).catch((error: unknown): Next => {
        const words = wordsFor(deps, turn, error)
        return { view: walkView(deps, walk, words), unseen: escape(words) }
      })
      if (!next) return
      const outcome = await show(deps, turn, next.view)
      if (!isShown(outcome)) await tell(deps, turn, sentence(next.unseen ?? unseenStep(deps)))
    },
  })
}

/** Takes the place of the window as it was when it was pressed: where something newer stands there by now, that stays. */
async function show(deps: Deps, turn: Turn<Action>, content: ModalView): Promise<Outcome> {
  const { view } = turn.delivery
  if (!view) return { kind: 'refused', reason: 'no_view' }
  return onceMore(view.hash, () => updateView(deps, turn, view, content))
}

async function onTop(deps: Deps, turn: Turn<Action>, error: unknown): Promise<undefined> {
  const words = sentence(wordsFor(deps, turn, error))
  if ((await openView(deps, turn, noticeView(words))).kind !== 'sent') await tell(deps, turn, words)
  return undefined
}

function wordsFor(deps: Deps, turn: Turn<Action>, error: unknown): string {
  deps.events.failed(turn.delivery.surface, error, { request: turn.request })
  return toldOf(error) ?? sorry(turn.request)
}

/** A draft with what stands in the fields of the window, standing where the window stands. An offer has neither. */
function typedInto(walk: Walk, { delivery }: Turn<Action>, at: number): Draft {
  if (Object.keys(delivery.values).length === 0) return { ...walk.draft, step: at }
  const step = walk.steps[at]
  if (step) return moved(walk, readStep(walk.framework, step, delivery.values), at)
  const pilot = delivery.values[blocks.pilot]?.[actions.pilot]
  return { ...walk.draft, step: at, ...(pilot === undefined ? {} : { pilot: pilot === pilotChosen }) }
}
