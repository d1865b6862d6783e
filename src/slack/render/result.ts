import type { Decision } from '#decision/types.ts'
import type { Reason, Row, Tally } from '#decision/tally.ts'
import type { Verdict } from '#decision/verdict.ts'
import type { Framework, VerdictKind } from '#knowledge/framework.ts'
import type { Ballot } from '#storage/ports/ballots.ts'
import { button, context, type Message, row, sections } from '../blocks/blocks.ts'
import { day } from '../blocks/date.ts'
import { defuse, escape } from '../blocks/text.ts'
import { actions, blocks as ids } from '../ids.ts'
import { closedWords } from './record.ts'

/** What came of a closed ballot. */
export type ResultData = {
  readonly ballot: Ballot
  readonly decision: Decision
  readonly framework: Framework
  /** Of the majority's answers. */
  readonly verdict: Verdict
  readonly tally: Tally
  /** How a voter is named to whoever reads this; absent: not at all. */
  readonly nameOf?: (voter: string) => string
}

/**
 * Characters for all reasons and names together: with the rest a message stays far below what Slack refuses. In its text, which is read
 * out as a whole, fewer; whatever is left out is counted.
 */
const roomForReasons = { blocks: 3_200, text: [1_500, 600, 0] }
/** Slack's advice for a text. */
const mostText = 4_000

/** In the thread: the majority's verdict, where people differ, what was outvoted, and who holds another view. */
export function resultMessage(data: ResultData): Message {
  const { decision, ballot, tally } = data
  const closed = ballot.closed ? ` ${closedWords[ballot.closed.by]}` : ''
  const head = `The ballot on ${defuse(decision.proposal.project)} is closed${closed}. ${peopleText(tally.voters)} answered.`
  const after = afterText(data)
  const partsIn = (room: number): string[] => (tally.voters === 0 ? [] : resultParts(data, room))
  const textOf = (parts: readonly string[]): string => [head, ...parts.map(withoutSigns), after].join('\n')
  const texts = roomForReasons.text.map((room) => textOf(partsIn(room)))
  const briefly = textOf([...partsIn(0).filter((part) => !part.startsWith(dissentHeading)), whereDissent])
  return {
    text: texts.find((text) => text.length <= mostText) ?? briefly,
    blocks: [
      ...sections(head),
      ...partsIn(roomForReasons.blocks).flatMap(sections),
      context(after),
      ...row(ids.shared, [button({ action: actions.openDecision, label: 'See the whole record', value: decision.id })]),
    ],
  }
}

/** Signs of formatting would be read out; what somebody typed holds none that count. */
const withoutSigns = (part: string): string => part.replaceAll('*', '').replaceAll(/^_(.+?)_ \(/gm, '$1 (')

function afterText({ tally, decision }: ResultData): string {
  if (tally.voters === 0) return 'Nobody answered, so the record stays as it was.'
  if (decision.state === 'superseded')
    return 'A later decision took the place of this one in the meantime, so the record stays as it was.'
  const review = decision.reviewAt ? ` It is looked at again on ${day(decision.reviewAt)}.` : ''
  return `The record now holds the majority’s answers.${review}`
}

/** The parts of a result, each under its heading; none that is empty. For the thread, and for the record itself. */
export function resultParts(data: ResultData, room: number): string[] {
  const { framework, verdict, tally } = data
  const budget = { left: room }
  const { divided } = tally
  return [
    `*By the majority’s answer to each question: ${escape(verdict.name)}*\n${escape(verdict.sentence)}`,
    divided.length > 0
      ? listed(
          'Where people differ',
          divided.map((one) => rowText(framework, one)),
        )
      : '*Where people differ*\nNowhere: no question got both a yes and a no.',
    ...raisedPart(data, budget),
    listed(
      'Verdicts of the people, each by their own answers',
      tally.groups.map(({ kind, voters }) => `${nameOfKind(framework, kind)}: ${voters.length}`),
    ),
    ...dissentPart(data, budget),
    ...agreedPart(framework, tally),
  ]
}

/** A knock-out that few see decides alone if they are right: it is told although it was outvoted. */
function raisedPart({ framework, tally, nameOf }: ResultData, budget: Budget): string[] {
  if (tally.raised.length === 0) return []
  return [
    listed(
      'Outvoted, and it would rule it out if it is true',
      tally.raised.map(
        ({ id, voters, reasons }) =>
          `${shortOf(framework, id)}: ${voters.length} of ${tally.voters} say yes${namesIn(voters, nameOf, budget)}.${reasonsIn(reasons, nameOf, budget)}`,
      ),
    ),
  ]
}

const dissentHeading = '*Those who come to another verdict, and why*'
const whereDissent = 'Who comes to another verdict, and why, stands in the message itself and in the record.'

function dissentPart({ framework, tally, nameOf }: ResultData, budget: Budget): string[] {
  if (tally.dissent.length === 0) return []
  const lines = tally.dissent.flatMap(({ kind, voters, differences }) => [
    `_${nameOfKind(framework, kind)}_ (${peopleText(voters.length)}${namesIn(voters, nameOf, budget)}) answered otherwise:`,
    ...differences.map(
      ({ id, voters: count, reasons }) =>
        `• ${shortOf(framework, id)}${voters.length > 1 ? `: ${count} of ${voters.length}` : ''}.${reasonsIn(reasons, nameOf, budget)}`,
    ),
  ])
  return [[dissentHeading, ...lines].join('\n')]
}

/** The other rows, so that the counts are all there. */
function agreedPart(framework: Framework, { rows, divided }: Tally): string[] {
  const rest = rows.filter((one) => !divided.some(({ id }) => id === one.id))
  return rest.length > 0
    ? [
        listed(
          'The other questions',
          rest.map((one) => rowText(framework, one)),
        ),
      ]
    : []
}

type Budget = { left: number }

/** As many reasons as there is room for; the rest is counted, and stands in the export. */
function reasonsIn(reasons: readonly Reason[], nameOf: ResultData['nameOf'], budget: Budget): string {
  const shown: string[] = []
  for (const { voter, because } of reasons) {
    const text = `“${defuse(because)}”${nameOf ? ` (${nameOf(voter)})` : ''}`
    if (text.length + 2 > budget.left) break
    budget.left -= text.length + 2
    shown.push(text)
  }
  const more = reasons.length - shown.length
  const rest =
    more > 0
      ? [`${shown.length > 0 ? 'and ' : ''}${more} more ${more === 1 ? 'reason' : 'reasons'}, in the export`]
      : []
  return shown.length + rest.length > 0 ? ` Because: ${[...shown, ...rest].join('; ')}` : ''
}

const mostNames = 20

function namesIn(voters: readonly string[], nameOf: ResultData['nameOf'], budget: Budget): string {
  if (!nameOf) return ''
  const shown: string[] = []
  for (const name of voters.slice(0, mostNames).map(nameOf)) {
    if (name.length + 2 > budget.left) break
    budget.left -= name.length + 2
    shown.push(name)
  }
  const more = voters.length - shown.length
  // Behind a count, "30 more" without a name before it would be another 30.
  if (shown.length === 0) return ''
  return `: ${[...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ')}`
}

function rowText(framework: Framework, { id, yes, no, unsure }: Row): string {
  return `${shortOf(framework, id)}: ${yes} yes, ${no} no${unsure > 0 ? `, ${unsure} not sure` : ''}`
}

const listed = (heading: string, items: readonly string[]): string =>
  [`*${heading}*`, ...items.map((item) => `• ${item}`)].join('\n')

export const peopleText = (count: number): string => `${count} ${count === 1 ? 'person' : 'people'}`

const nameOfKind = ({ verdicts }: Framework, kind: VerdictKind): string => escape(verdicts[kind].name)

function shortOf({ questions, knock_outs }: Framework, id: string): string {
  return escape([...questions, ...knock_outs].find((one) => one.id === id)?.short ?? id)
}
