import type { ModalView } from '@slack/types'
import type { Decision } from '#decision/types.ts'
import { type AnyBlock, button, context, header, row, sections } from '../blocks/blocks.ts'
import { day } from '../blocks/date.ts'
import { defuse, escape, plain } from '../blocks/text.ts'
import type { Deps } from '../deps.ts'
import { actions, blocks, callbacks, numbered } from '../ids.ts'
import { verdictName } from '../render/record.ts'
import { verdictBody, verdictHead } from '../render/verdict.ts'
import { type Begin, packBegin } from '../walk/begin.ts'
import { stepBlocks } from '../walk/blocks.ts'
import type { Walk } from '../walk/draft.ts'
import { verdictOf } from '../walk/keep.ts'
import { titleOf } from '../walk/steps.ts'
import { packPlace } from './place.ts'

/** What stands in the window while the draft is looked up: a trigger does not wait for a database. */
export const openingView = (): ModalView => ({
  type: 'modal',
  callback_id: callbacks.notice,
  title: plain('Decide'),
  close: plain('Close'),
  blocks: sections('Opening… If this stays, close the window and try again: nothing is lost.'),
})

/** The window of a draft where it stands: a step, or the verdict. */
export function walkView(deps: Deps, walk: Walk, notice = ''): ModalView {
  return walk.draft.step < walk.steps.length ? stepView(deps, walk, notice) : verdictView(deps, walk, notice)
}

function stepView(deps: Deps, { draft, framework, steps }: Walk, notice: string): ModalView {
  const step = steps[draft.step]
  if (!step) throw new Error('there is no such step')
  const number = draft.step + 1
  const { domain } = draft.proposal
  const title = domain === undefined ? undefined : deps.decider.domains.get(domain)
  const filled = {
    proposal: draft.proposal,
    choices: draft.choices,
    ...(domain !== undefined && title !== undefined ? { domain: { id: domain, title } } : {}),
  }
  return {
    type: 'modal',
    callback_id: callbacks.decide,
    private_metadata: placeOf(draft),
    title: plain(`Step ${number} of ${steps.length}`),
    submit: plain(number === steps.length ? 'Show the verdict' : 'Next'),
    close: plain('Close'),
    notify_on_close: true,
    blocks: [
      ...noticeBlocks(notice),
      header(number === 1 ? framework.title : titleOf(step)),
      ...(number === 1 ? [] : sections(`*${defuse(draft.proposal.project)}*`)),
      ...stepBlocks(framework, step, filled),
      ...(number === 1 ? [] : row(blocks.walk, [backButton])),
      context(
        escape(
          `Only you see this. Closing keeps what you sent with the button as a draft: ${deps.command} decide goes on with it.`,
        ),
      ),
    ] as ModalView['blocks'],
  }
}

/** The verdict has nothing to send: each of its buttons says what it does. */
function verdictView(deps: Deps, walk: Walk, notice: string): ModalView {
  const { draft, framework } = walk
  const verdict = verdictOf(deps, walk)
  const domain = deps.decider.domains.get(draft.proposal.domain ?? '')
  const setting = { proposal: draft.proposal, surface: 'modal' as const, ...(domain ? { domain } : {}) }
  return {
    type: 'modal',
    callback_id: callbacks.verdict,
    private_metadata: placeOf(draft),
    title: plain('The verdict'),
    close: plain('Close'),
    notify_on_close: true,
    blocks: [
      ...noticeBlocks(notice),
      ...verdictHead(framework, verdict, setting),
      ...(verdict.pilot ? [pilotBlock(draft.pilot, verdict.pilot.weeks)] : []),
      ...row(blocks.verdict, [saveButton(0), ...useButtons(draft.decision), backButton]),
      context(
        escape(
          'Nothing is recorded before you press a button. Sharing, asking the team and exporting show it to you first, and keep it as a proposal.',
        ),
      ),
      { type: 'divider' },
      ...verdictBody(framework, verdict, setting),
      ...row(blocks.walk, [saveButton(1), backButton]),
    ] as ModalView['blocks'],
  }
}

/** A draft that was found: to go on with, or to leave. */
export function offerView({ draft, steps }: Walk, begin: Begin): ModalView {
  const where = draft.step < steps.length ? `step ${draft.step + 1} of ${steps.length}` : 'at its verdict'
  const anew = begin.project && begin.project !== draft.proposal.project ? `“${defuse(begin.project)}”` : 'another one'
  return {
    type: 'modal',
    callback_id: callbacks.notice,
    private_metadata: placeOf(draft),
    title: plain('Decide'),
    close: plain('Close'),
    blocks: [
      ...sections(`You have a draft: *${defuse(draft.proposal.project || 'without a name')}*, ${where}.`),
      ...sections(`Go on with it, or leave it and begin ${anew}. A draft that you leave is gone.`),
      ...row(blocks.walk, [
        { ...button({ action: actions.goOn, label: 'Go on' }), style: 'primary' },
        button({ action: actions.startAnew, label: 'Start anew', value: packBegin(begin) }),
      ]),
    ],
  }
}

/** Shown once the decision is kept for good, and never before. */
/** The same in a sentence, for where no window shows it. */
export function savedWords({ command, decider }: Deps, decision: Decision): string {
  const framework = decider.frameworks.get(decision.framework.id)
  const verdict = framework ? `: ${escape(verdictName(framework, decision))}` : ''
  return `${defuse(decision.proposal.project)} is saved${verdict}. ${escape(command)} decisions lists it.`
}

export function savedView({ command }: Deps, decision: Decision): ModalView {
  return {
    type: 'modal',
    callback_id: callbacks.notice,
    title: plain('Saved'),
    close: plain('Close'),
    blocks: [
      ...sections(`Saved: *${defuse(decision.proposal.project)}*.`),
      ...sections(reviewWords(decision)),
      ...sections(escape(`Everybody in this workspace finds it with ${command} decisions.`)),
      ...row(blocks.verdict, useButtons(decision.id)),
    ],
  }
}

function reviewWords({ state, reviewAt, pilot }: Decision): string {
  if (state === 'open') return 'The team is asked about it, and what comes of that is kept in its record.'
  if (!reviewAt) return ''
  const why = pilot ? ', when the pilot is over' : ''
  return `I come back to you with it on ${day(reviewAt)}${why}, and earlier when a claim that it leans on changes.`
}

/** Words in a window, with the way to the draft where there is one. */
export const wordsView = (words: string, more: AnyBlock[] = []): ModalView => ({
  type: 'modal',
  callback_id: callbacks.notice,
  title: plain('Decide'),
  close: plain('Close'),
  blocks: [...sections(escape(words)), ...more] as ModalView['blocks'],
})

const noticeBlocks = (notice: string): AnyBlock[] =>
  notice === '' ? [] : [...sections(`*Please note:* ${escape(notice)}`), { type: 'divider' }]

const placeOf = ({ step, framework, decision }: Walk['draft']): string =>
  packPlace({ step, framework: framework.id, decision })

const backButton = button({ action: actions.back, label: 'Back' })

const saveButton = (index: number) => ({
  ...button({ action: numbered(actions.save, index), label: 'Save' }),
  style: 'primary' as const,
})

/** What can be done with a decision besides; the other parts of the program take it from its id. */
const useButtons = (id: string) => [
  button({ action: actions.shareDecision, label: 'Share to a channel', value: id }),
  button({ action: actions.askTeam, label: 'Ask the team', value: id }),
  button({ action: actions.exportDecision, label: 'Export', value: id }),
]

/** The value that the checkbox carries when it is ticked. */
export const pilotChosen = 'pilot'

function pilotBlock(chosen: boolean, weeks: number): AnyBlock {
  const option = {
    text: plain(`Run the pilot first (${weeks} ${weeks === 1 ? 'week' : 'weeks'})`),
    description: plain('Then it is looked at again when the pilot is over.'),
    value: pilotChosen,
  }
  const [section] = sections('A pilot can confirm it, or refute it, with your own numbers.')
  return {
    type: 'section',
    ...section,
    block_id: blocks.pilot,
    accessory: {
      type: 'checkboxes',
      action_id: actions.pilot,
      options: [option],
      ...(chosen ? { initial_options: [option] } : {}),
    },
  }
}
