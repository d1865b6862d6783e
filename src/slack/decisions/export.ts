import type { ModalView } from '@slack/types'
import { countOf } from '../ballot/count.ts'
import { noticeView, openView, sentence, showInstead, tell } from '../deliver.ts'
import type { Action, Submission } from '../delivery.ts'
import type { Deps } from '../deps.ts'
import { callbacks } from '../ids.ts'
import { formPlan, inPlace, notice, openLoaded } from '../patience.ts'
import type { Handler, Turn } from '../turn.ts'
import type { Place } from '../upload.ts'
import { exportView, unpackExport } from './export-view.ts'
import { type RecordFile, recordFile } from './markdown.ts'
import { pressedRecord } from './pressed.ts'
import { blindWords, isBlind, type Kept, loadRecord, lost, openBallotOf } from './record.ts'
import { sendFile } from './send-file.ts'

/** Export: the record as text to copy, with the ways to get it as a file; inside that window, its next parts. */
export const exportPressed =
  (deps: Deps): Handler<Action> =>
  (turn) => {
    const { view, value } = turn.delivery
    const { decision, page } = unpackExport(value)
    if (view?.callback === callbacks.exportDecision) return { work: () => turnOver(deps, turn, decision, page) }
    return {
      work: () =>
        openLoaded(deps, turn, async () => {
          const loaded = await pressedRecord(deps, turn)
          if (loaded.kind !== 'kept') return noticeView(sentence(lost(loaded)))
          return isBlind(loaded.kept, turn.delivery.user)
            ? noticeView(sentence(blindWords))
            : drawn(deps, turn, loaded.kept)
        }),
    }
  }

/** "Send me the file". The window stays, with a word on what became of it: its text is what remains where files may not be sent. */
export const exportSent =
  (deps: Deps): Handler<Submission> =>
  (turn) =>
    formPlan(deps, turn, 'Slack takes its time with the file. This window tells as soon as I know.', async () => {
      const loaded = await loadRecord(deps, turn.team, turn.delivery.view.metadata)
      if (loaded.kind !== 'kept') return notice(lost(loaded))
      if (isBlind(loaded.kept, turn.delivery.user)) return notice(blindWords)
      const file = await fileOf(deps, loaded.kept, { user: turn.delivery.user })
      const note = await sendFile(deps, turn, loaded.kept, file, { kind: 'direct' })
      return inPlace(await drawn(deps, turn, loaded.kept, { note }))
    })

/** The file beneath the message that shared the decision. */
export const filePressed =
  (deps: Deps): Handler<Action> =>
  (turn) => ({
    work: async () => {
      const loaded = await loadRecord(deps, turn.team, turn.delivery.value)
      if (loaded.kind !== 'kept') return tell(deps, turn, sentence(lost(loaded)))
      if (openBallotOf(loaded.kept)) return show(deps, turn, noticeView(sentence(blindWords)))
      const place = placeOf(loaded.kept)
      // What everybody can read names nobody who was promised to be named to one person only.
      const file = await fileOf(deps, loaded.kept, 'everybody')
      const note = place
        ? await sendFile(deps, turn, loaded.kept, file, { kind: 'place', place })
        : 'This decision was not shared in a channel yet.'
      await show(deps, turn, await drawn(deps, turn, loaded.kept, { note }))
    },
  })

const unseen = 'Slack did not show me the window with the record. Please press the button again.'

async function turnOver(deps: Deps, turn: Turn<Action>, decision: string, page: number): Promise<void> {
  const loaded = await loadRecord(deps, turn.team, decision)
  if (loaded.kind !== 'kept') return show(deps, turn, noticeView(sentence(lost(loaded))))
  const blind = isBlind(loaded.kept, turn.delivery.user)
  await show(deps, turn, blind ? noticeView(sentence(blindWords)) : await drawn(deps, turn, loaded.kept, { page }))
}

/** In the window that was pressed in. A newer press may have changed it since; then the older one gives way. */
async function show(deps: Deps, turn: Turn<Action>, content: ModalView): Promise<void> {
  const { view } = turn.delivery
  if (view) return showInstead(deps, turn, view, content, sentence(unseen))
  if ((await openView(deps, turn, content)).kind !== 'sent') await tell(deps, turn, sentence(unseen))
}

async function drawn(
  deps: Deps,
  turn: Turn<Action | Submission>,
  kept: Kept,
  { page = 1, note }: { readonly page?: number; readonly note?: string } = {},
): Promise<ModalView> {
  const file = await fileOf(deps, kept, { user: turn.delivery.user })
  return exportView({ decision: kept.decision.id, file, page, place: placeOf(kept), ...(note ? { note } : {}) })
}

async function fileOf(deps: Deps, kept: Kept, reader: 'everybody' | { readonly user: string }): Promise<RecordFile> {
  const closed = kept.ballots.find((ballot) => ballot.closed)
  return recordFile(kept, closed && (await countOf(deps, kept.framework, closed)), reader)
}

/** None while the team is being asked: the file holds the verdict. */
function placeOf(kept: Kept): Place | undefined {
  if (openBallotOf(kept)) return undefined
  const { ballots, decision } = kept
  const { posted } = decision
  if (posted) return { channel: posted.channel, ...(posted.ts ? { thread: posted.ts } : {}) }
  const asked = ballots.find(({ ts }) => ts !== undefined)
  return asked && { channel: asked.channel, ...(asked.ts ? { thread: asked.ts } : {}) }
}
