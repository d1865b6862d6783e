import { explain } from '#decision/explain.ts'
import { becauseOf, choiceOf } from '#decision/rule.ts'
import type { Since } from '#decision/since.ts'
import type { Choice, Decision, DecisionState } from '#decision/types.ts'
import type { Verdict } from '#decision/verdict.ts'
import type { Framework } from '#knowledge/framework.ts'
import type { Ballot } from '#storage/ports/ballots.ts'
import { type AnyBlock, button, context, header, type Message, row, sections } from '../blocks/blocks.ts'
import { day, moment } from '../blocks/date.ts'
import { defuse, escape, link } from '../blocks/text.ts'
import { actions, blocks as ids } from '../ids.ts'

/** A decision with what is needed to show it today. */
export type RecordData = {
  readonly decision: Decision
  /** As it is now; `decision.framework` says which version it was made with. */
  readonly framework: Framework
  /** What the same answers come to by today's framework and entries. */
  readonly verdict: Verdict
  readonly domain?: string
  /** Cited entries that say something else today. */
  readonly since: readonly Since[]
  /** Newest first, without those that never got into a channel. */
  readonly ballots: readonly Ballot[]
}

export const stateWords: Readonly<Record<DecisionState, string>> = {
  draft: 'Draft',
  open: 'Ballot open',
  decided: 'Decided',
  superseded: 'Superseded',
}

/** In a channel: who shared it, the question, the verdict in short, what would flip it, and the way to the whole of it. */
export function sharedMessage(data: RecordData, sharedBy: string): Message {
  const { decision } = data
  const shared = `<@${sharedBy}> shared a decision.`
  const { lines, blocks } = shortly(data)
  return {
    text: [shared, ...lines].join('\n'),
    blocks: [
      context(shared),
      ...blocks,
      ...row(ids.shared, [button({ action: actions.openDecision, label: 'See the whole record', value: decision.id })]),
    ],
  }
}

/** The same as somebody sees it before it is posted. */
export function previewBlocks(data: RecordData): AnyBlock[] {
  return [context('What will be posted, beneath your name:'), ...shortly(data).blocks]
}

function shortly(data: RecordData): { readonly lines: string[]; readonly blocks: AnyBlock[] } {
  const { decision, framework, verdict, domain } = data
  const { score, knockOuts, flips } = explain(framework, verdict)
  const asked = `${escape(framework.title)} Project: ${defuse(decision.proposal.project)}${domain ? ` (${escape(domain)})` : ''}`
  const said = escape(`${verdict.sentence} ${score}`)
  const out = knockOuts.map((one) => `• ${escape(one)}`)
  const flipping = flips.slice(0, mostFlips).map((one) => `• ${escape(one)}`)
  const more = flips.length > mostFlips ? [`and ${flips.length - mostFlips} more, in the record`] : []
  const notes = [evidenceText(framework, decision), ...standingNotes(data)]
  return {
    lines: [escape(verdict.headline), asked, said, ...out, 'What would flip it:', ...flipping, ...more, ...notes],
    blocks: [
      header(verdict.headline),
      ...sections(asked),
      ...sections(said),
      ...(out.length > 0 ? sections(['*What rules it out*', ...out].join('\n')) : []),
      ...sections(['*What would flip it*', ...flipping, ...more].join('\n')),
      context(notes.join(' ')),
    ],
  }
}

const mostFlips = 4

/** What keeps a reader from taking a verdict for more than it is. */
function standingNotes(data: RecordData): string[] {
  return [
    ...(data.decision.state === 'draft' ? ['A proposal: it is not decided yet.'] : []),
    ...(data.decision.state === 'superseded' ? ['A later decision took the place of this one.'] : []),
    ...(changedTexts(data).length > 0 ? ['Something has changed since it was recorded; the record says what.'] : []),
  ]
}

/** "Rests on 14 entries, 6 of them first-party (grade A). Framework go-fit, version 1." */
function evidenceText(framework: Framework, { cited, framework: madeWith }: Decision): string {
  const first = cited.filter(({ grade }) => grade === 'A').length
  const rests = `Rests on ${cited.length} ${cited.length === 1 ? 'entry' : 'entries'}, ${first} of them first-party (grade A).`
  return escape(`${rests} Framework ${framework.id}, version ${madeWith.version}.`)
}

/** One line of a list: what, how it stands, whose, since when. */
export function listedText(decision: Decision, framework: Framework | undefined): string {
  // A verdict that can be read before one has voted is a vote that is not one's own.
  const kind = framework && decision.state !== 'open' ? verdictName(framework, decision) : undefined
  return [
    `*${defuse(decision.proposal.project)}*${kind ? `: ${escape(kind)}` : ''}`,
    `${stateWords[decision.state]} · <@${decision.owner}> · ${day(decision.createdAt)}`,
  ].join('\n')
}

/** The name of the verdict as it was recorded. */
export function verdictName({ verdicts }: Framework, { verdict }: Pick<Decision, 'verdict'>): string {
  const found = Object.entries(verdicts).find(([kind]) => kind === verdict)
  return found ? found[1].name : verdict
}

/** Who, when, how it stands, and the way back to where it was shared. */
export function standingText({ decision }: RecordData): string {
  const { owner, createdAt, updatedAt, state, posted, reviewAt } = decision
  return [
    `*${stateWords[state]}* · made by <@${owner}> on ${day(createdAt)}${updatedAt.slice(0, 10) === createdAt.slice(0, 10) ? '' : `, changed on ${day(updatedAt)}`}`,
    ...(posted
      ? [`Shared in <#${posted.channel}>${posted.permalink ? `: ${link(posted.permalink, 'to the message')}` : ''}`]
      : []),
    ...(reviewAt && state !== 'superseded' ? [`Looked at again on ${day(reviewAt)}`] : []),
    ...(decision.supersededBy ? ['A later decision took its place.'] : []),
  ].join('\n')
}

/** What a reader must know who takes the record for what is true today, unescaped. Empty where nothing has changed. */
export function changedTexts({ decision, framework, verdict, since }: RecordData): string[] {
  const { version } = decision.framework
  const other =
    version === framework.version
      ? []
      : [
          `Made with version ${version} of the framework ${framework.id}, read here with version ${framework.version}: questions may have been added or taken out since.`,
        ]
  const turned =
    decision.verdict === verdict.kind
      ? []
      : [
          `The same answers come to another verdict today: it was "${verdictName(framework, decision)}" when it was recorded, and is "${verdict.name}" now.`,
        ]
  return [...other, ...turned, ...sinceTexts(since)]
}

function sinceTexts(since: readonly Since[]): string[] {
  const kinds = ['gone', 'disputed', 'obsolete', 'corrected'] as const
  return kinds.flatMap((kind) => {
    const entries = since.filter((one) => one.is === kind).map((one) => one.title)
    if (entries.length === 0) return []
    const shown = entries.slice(0, mostNamed).join(', ')
    const more = entries.length > mostNamed ? ` and ${entries.length - mostNamed} more` : ''
    return [`${sinceWords[kind]} since it was cited: ${shown}${more}.`]
  })
}

const mostNamed = 12
const sinceWords: Readonly<Record<Since['is'], string>> = {
  gone: 'Taken out',
  disputed: 'Disputed',
  obsolete: 'Become obsolete',
  corrected: 'Changed in its text',
}

/** What was answered, question by question. What somebody typed is defused. */
export function answersText({ decision: { choices }, framework }: RecordData): string {
  const asked = [...framework.questions, ...framework.knock_outs]
  return [
    '*What was answered*',
    ...asked.map(({ id, short }) => {
      const because = becauseOf(choices, id)
      return `• ${escape(short)}: ${choiceWords[choiceOf(choices, id)]}${because ? `, because: “${defuse(because)}”` : ''}`
    }),
  ].join('\n')
}

export const choiceWords: Readonly<Record<Choice, string>> = { yes: 'yes', no: 'no', unsure: 'not sure' }

/** Each ballot in a line. */
export function ballotsText(ballots: readonly Ballot[]): string[] {
  if (ballots.length === 0) return []
  return [
    [
      '*Ballots*',
      ...ballots
        .slice(0, mostNamed)
        .map(({ channel, openedAt, closed, closesAt }) =>
          closed
            ? `• asked in <#${channel}> on ${day(openedAt)}, closed on ${day(closed.at)} ${closedWords[closed.by]}`
            : `• open in <#${channel}> since ${day(openedAt)}${closesAt ? `, until ${moment(closesAt)}` : ''}`,
        ),
      ...(ballots.length > mostNamed ? [`and ${ballots.length - mostNamed} older ones`] : []),
    ].join('\n'),
  ]
}

export const closedWords: Readonly<Record<NonNullable<Ballot['closed']>['by'], string>> = {
  owner: 'by hand',
  quorum: 'because enough people had answered',
  date: 'because its time was over',
}
