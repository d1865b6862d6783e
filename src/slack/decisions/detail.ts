import type { ModalView } from '@slack/types'
import { type Counted, countOf, namesFor } from '../ballot/count.ts'
import { settleBallot } from '../ballot/close.ts'
import { type AnyBlock, button, confirmation, context, header, row, sections } from '../blocks/blocks.ts'
import { defuse, escape, plain } from '../blocks/text.ts'
import { noticeView, sentence } from '../deliver.ts'
import type { Action } from '../delivery.ts'
import type { Deps } from '../deps.ts'
import { actions, blocks, callbacks } from '../ids.ts'
import { openLoaded } from '../patience.ts'
import { closeButton } from '../render/ballot.ts'
import { answersText, ballotsText, changedTexts, standingText } from '../render/record.ts'
import { peopleText, resultParts } from '../render/result.ts'
import { verdictBody, verdictHead } from '../render/verdict.ts'
import type { Handler, Turn } from '../turn.ts'
import { packDelete } from './delete.ts'
import { blindWords, isBlind, type Kept, type Loaded, loadRecord, lost, mayChange, openBallotOf } from './record.ts'

/** A record in a window: from the list, from what was shared, from the Home. */
export const openDecisionPressed =
  (deps: Deps): Handler<Action> =>
  (turn) => ({ work: () => openLoaded(deps, turn, () => detailView(deps, turn, turn.delivery.value)) })

export async function detailView(deps: Deps, turn: Turn<Action>, id: string): Promise<ModalView> {
  const loaded = await settled(deps, turn, await loadRecord(deps, turn.team, id))
  if (loaded.kind !== 'kept') return noticeView(sentence(lost(loaded)))
  const { kept } = loaded
  const mine = await ownerRow(deps, turn, kept)
  if (isBlind(kept, turn.delivery.user)) return blindView(kept, mine)
  const closed = kept.ballots.find((ballot) => ballot.closed)
  return recordView(turn, kept, { mine, counted: closed && (await countOf(deps, kept.framework, closed)) })
}

/** A ballot that closed while nobody could finish what follows: it is finished now. */
async function settled(deps: Deps, turn: Turn<Action>, loaded: Loaded): Promise<Loaded> {
  if (loaded.kind !== 'kept' || loaded.kept.decision.state !== 'open' || openBallotOf(loaded.kept)) return loaded
  const [last] = await deps.storage.ballots.of(turn.team, loaded.kept.decision.id)
  if (!last) return loaded
  await settleBallot(deps, turn, last)
  return loadRecord(deps, turn.team, loaded.kept.decision.id)
}

function recordView(
  turn: Turn<Action>,
  kept: Kept,
  { mine, counted }: { readonly mine: readonly AnyBlock[]; readonly counted: Counted | undefined },
): ModalView {
  const { decision, framework, verdict, domain } = kept
  const changed = changedTexts(kept)
  const setting = {
    proposal: decision.proposal,
    surface: 'modal' as const,
    pilot: decision.pilot,
    ...(domain ? { domain } : {}),
  }
  return {
    type: 'modal',
    callback_id: callbacks.decision,
    private_metadata: decision.id,
    title: plain('Decision'),
    close: plain('Close'),
    blocks: [
      ...verdictHead(framework, verdict, setting),
      ...sections(standingText(kept)),
      ...(changed.length > 0
        ? sections(['*What has changed since it was recorded*', ...changed.map((one) => `• ${escape(one)}`)].join('\n'))
        : []),
      ...buttonRows(kept, mine),
      { type: 'divider' },
      ...sections(answersText(kept)),
      ...ballotsText(kept.ballots).flatMap(sections),
      ...(counted ? resultBlocks(kept, counted, turn.delivery.user) : []),
      { type: 'divider' },
      ...verdictBody(framework, verdict, setting),
      context(
        escape(
          `Framework ${framework.id}, version ${decision.framework.version}. Everybody in this workspace can read this record.`,
        ),
      ),
    ],
  }
}

/** While the team is being asked: that it is, and where. */
function blindView(kept: Kept, mine: readonly AnyBlock[]): ModalView {
  return {
    type: 'modal',
    callback_id: callbacks.decision,
    private_metadata: kept.decision.id,
    title: plain('Decision'),
    close: plain('Close'),
    blocks: [
      header(kept.decision.proposal.project),
      ...sections(escape(kept.framework.title)),
      ...sections(standingText(kept)),
      ...sections(blindWords),
      ...ballotsText(kept.ballots.filter((ballot) => !ballot.closed)).flatMap(sections),
      ...mine,
    ],
  }
}

/** What the last ballot came to; names as they were promised to whoever reads this. */
function resultBlocks({ decision, framework, verdict }: Kept, { ballot, tally }: Counted, user: string): AnyBlock[] {
  if (tally.voters === 0) return sections('*The last ballot*\nNobody answered.')
  const nameOf = namesFor(ballot, { user })
  const data = { ballot, decision, framework, verdict, tally, ...(nameOf ? { nameOf } : {}) }
  return [
    ...sections(`*The last ballot*: ${peopleText(tally.voters)} answered.`),
    ...resultParts(data, roomInWindow).flatMap(sections),
  ]
}

/** A window holds far more than a message. */
const roomInWindow = 30_000

/** What everybody may do, then what only the owner and the admins see. */
function buttonRows(kept: Kept, mine: readonly AnyBlock[]): AnyBlock[] {
  const value = kept.decision.id
  return [
    ...row(blocks.record, [
      ...(openBallotOf(kept) ? [] : [button({ action: actions.shareDecision, label: 'Share', value })]),
      button({ action: actions.exportDecision, label: 'Export', value }),
    ]),
    ...mine,
  ]
}

async function ownerRow(deps: Deps, turn: Turn<Action>, kept: Kept): Promise<AnyBlock[]> {
  const { decision } = kept
  if (!(await mayChange(deps, decision, turn))) return []
  const value = decision.id
  const running = openBallotOf(kept)
  const isPast = decision.state === 'superseded'
  return row(blocks.owner, [
    ...(running || isPast ? [] : [button({ action: actions.askTeam, label: 'Ask the team', value })]),
    ...(running ? [closeButton(running.id)] : []),
    ...(running || isPast ? [] : [button({ action: actions.decideAgain, label: 'Decide again', value })]),
    deleteButton(kept),
  ])
}

const deleteButton = ({ decision }: Kept) => ({
  ...button({
    action: actions.deleteDecision,
    label: 'Delete',
    value: packDelete(decision),
    confirm: {
      ...confirmation(
        'Delete this decision?',
        `The record of “${defuse(decision.proposal.project).slice(0, 100)}”, its ballots and its review date are deleted for good. What was posted stays where it is.`,
        'Delete it',
        'Keep it',
      ),
      style: 'danger' as const,
    },
  }),
  style: 'danger' as const,
})
