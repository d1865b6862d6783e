import type { Decision } from '#decision/types.ts'
import type { Reason, Row, Tally } from '#decision/tally.ts'
import type { Verdict } from '#decision/verdict.ts'
import type { Framework, VerdictKind } from '#knowledge/framework.ts'
import type { Ballot } from '#storage/ports/ballots.ts'
import { button, context, type Message, row, sections } from '../blocks/blocks.ts'
import { day } from '../blocks/date.ts'
import { defuse, escape } from '../blocks/text.ts'
import { actions, blocks as ids } from '../ids.ts'
import { choiceWords, closedWords } from './record.ts'

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
const roomForReasons = { blocks: 2_800, text: [1_500, 600, 0] }
/** Slack's advice for a text. */
const mostText = 4_000

/** In the thread: what it comes to, where people differ, what would rule it out, and who holds which view and why. */
export function resultMessage(data: ResultData): Message {
  const { decision, ballot, tally } = data
  const closed = ballot.closed ? ` ${closedWords[ballot.closed.by]}` : ''
  const head = `The ballot on ${defuse(decision.proposal.project)} is closed${closed}. ${peopleText(tally.voters)} answered.`
  const after = afterText(data)
  const partsIn = (room: number): string[] => (tally.voters === 0 ? [] : resultParts(data, room))
  const textOf = (parts: readonly string[]): string => [head, ...parts.map(withoutSigns), after].join('\n')
  const texts = roomForReasons.text.map((room) => textOf(partsIn(room)))
  const isDissent = (part: string): boolean => Object.values(dissentHeadings).some((one) => part.startsWith(one))
  const briefly = textOf([...partsIn(0).filter((part) => !isDissent(part)), whereDissent])
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
  if (decision.state === 'draft' && !tally.overall.settled)
    return 'The record now holds the majority’s answers, as a proposal.'
  const review = decision.reviewAt ? ` It is looked at again on ${day(decision.reviewAt)}.` : ''
  return `The record now holds the majority’s answers.${review}`
}

/** The parts of a result, each under its heading; none that is empty. For the thread, and for the record itself. */
export function resultParts(data: ResultData, room: number): string[] {
  const { framework, tally } = data
  const budget = { left: room }
  return [
    headText(data),
    ...unsettledPart(data),
    ...raisedPart(data, budget),
    ...tiedPart(framework, tally),
    ...dividedPart(framework, tally),
    listed(
      'Verdicts of the people, each by their own answers',
      tally.groups.map(({ kind, voters }) => `${nameOfKind(framework, kind)}: ${voters.length}`),
    ),
    ...dissentPart(data, budget),
    ...givenPart(data, budget),
    ...agreedPart(framework, tally),
  ]
}

/** What it comes to. The sentence of a verdict may say that nothing rules it out: not beside somebody who sees what does. */
function headText({ framework, tally }: ResultData): string {
  const { raised, voters, rows, overall } = tally
  const { kind, isUnanimous, hangsOnTies } = overall
  const { name } = framework.verdicts[kind]
  const isRuledOut = rows.some((one) => one.knockOut && one.majority === 'yes')
  // Where some see what rules it out, "none of the questions speaks for it" would not be why.
  const why = isRuledOut ? framework.ruled_out.sentence : framework.verdicts[kind].sentence
  const meaning = raised.length > 0 && !isRuledOut ? 'Not everybody for the same reason; see below.' : escape(why)
  if (isUnanimous && voters > 1) return `*Everybody comes to the same verdict: ${escape(name)}*\n${meaning}`
  if (raised.length > 0 && kind === 'not-clear') {
    const seeing = new Set(raised.flatMap((one) => one.voters)).size
    const what = named(raised.map(({ id }) => shortOf(framework, id)))
    return `*${capital(escape(name))}, because ${seeing} of ${voters} see something that would rule it out: ${what}*\nIf it is true, it decides alone, whatever was answered otherwise and by how many.`
  }
  if (hangsOnTies && raised.length === 0) return `*Tied. With what is tied as not sure: ${escape(name)}*\n${meaning}`
  return `*By the majority’s answer to each question: ${escape(name)}*\n${meaning}`
}

/** Only while the record is the proposal that the ballot left: whoever saves it anew has settled it. */
function unsettledPart({ decision, framework, tally }: ResultData): string[] {
  const { rows, raised, overall } = tally
  if (overall.settled || decision.state !== 'draft') return []
  const shorts = (ids: readonly { readonly id: string }[]): string => named(ids.map(({ id }) => shortOf(framework, id)))
  const tied = rows.filter((one) => overall.hangsOnTies && one.isTied && !raised.some(({ id }) => id === one.id))
  const what = [
    ...(raised.length > 0 ? [`whether it is ruled out (${shorts(raised)})`] : []),
    ...(tied.length > 0 ? [`what is tied (${shorts(tied)})`] : []),
  ]
  // Everybody comes to one verdict and most answers to another.
  const open = what.length > 0 ? what.join(', and ') : 'on which answers the verdict rests'
  return [
    `*Not settled*: ${open}. The record stays a proposal until <@${decision.owner}> settles it: answer it together, then save.`,
  ]
}

/** Nobody is outvoted in a tie. */
function tiedPart(framework: Framework, { rows }: Tally): string[] {
  const tied = rows.filter((one) => one.isTied)
  return tied.length > 0
    ? [
        listed(
          'Tied',
          tied.map((one) => rowText(framework, one)),
        ),
      ]
    : []
}

function dividedPart(framework: Framework, { divided }: Tally): string[] {
  const untied = divided.filter((one) => !one.isTied)
  if (untied.length > 0)
    return [
      listed(
        'Where people differ',
        untied.map((one) => rowText(framework, one)),
      ),
    ]
  return divided.length > 0 ? [] : ['*Where people differ*\nNowhere: no question got both a yes and a no.']
}

/** A knock-out that few see decides alone if they are right: it is told first, and holds the verdict down. */
function raisedPart({ framework, tally, nameOf }: ResultData, budget: Budget): string[] {
  if (tally.raised.length === 0) return []
  return [
    listed(
      'Seen by some, and it would rule it out if it is true',
      tally.raised.map(
        ({ id, voters, reasons }) =>
          `${shortOf(framework, id)}: ${voters.length} of ${tally.voters} say yes${namesIn(voters, nameOf, budget)}.${reasonsIn(reasons, nameOf, budget)}`,
      ),
    ),
  ]
}

const dissentHeadings = {
  settled: '*Those who come to another verdict, and why*',
  // Without a majority's verdict there is none to come away from.
  open: '*Who comes to another verdict than most answers do, and why*',
}
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
  return [[dissentHeadings[tally.overall.settled ? 'settled' : 'open'], ...lines].join('\n')]
}

/** Why people answered as most did, or otherwise without coming to another verdict. Each with its answer: both stand in one line. */
function givenPart({ framework, tally, nameOf }: ResultData, budget: Budget): string[] {
  if (tally.given.length === 0) return []
  const lines: string[] = []
  let left = 0
  for (const { id, reasons } of tally.given) {
    const shown = shownReasons(reasons, nameOf, budget, ({ choice }) => `${choiceWords[choice]}, `)
    const more = reasons.length - shown.length
    if (shown.length === 0) left += more
    else
      lines.push(
        `${shortOf(framework, id)}: ${[...shown, ...(more > 0 ? [`and ${moreReasons(more)}, left out here`] : [])].join('; ')}`,
      )
  }
  const others = lines.length > 0 ? ' on other questions' : ''
  const all = left === 1 ? '1 reason' : `${left} reasons`
  return [listed('Reasons given', [...lines, ...(left > 0 ? [`${all}${others}, left out here`] : [])])]
}

/** The other rows, so that the counts are all there. */
function agreedPart(framework: Framework, { rows, divided }: Tally): string[] {
  const rest = rows.filter((one) => !one.isTied && !divided.some(({ id }) => id === one.id))
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
  const shown = shownReasons(reasons, nameOf, budget)
  const more = reasons.length - shown.length
  const rest = more > 0 ? [`${shown.length > 0 ? 'and ' : ''}${moreReasons(more)}, in the export`] : []
  return shown.length + rest.length > 0 ? ` Because: ${[...shown, ...rest].join('; ')}` : ''
}

function shownReasons(
  reasons: readonly Reason[],
  nameOf: ResultData['nameOf'],
  budget: Budget,
  lead: (reason: Reason) => string = () => '',
): string[] {
  const shown: string[] = []
  for (const reason of reasons) {
    const text = `${lead(reason)}“${defuse(reason.because)}”${nameOf ? ` (${nameOf(reason.voter)})` : ''}`
    if (text.length + 2 > budget.left) break
    budget.left -= text.length + 2
    shown.push(text)
  }
  return shown
}

const moreReasons = (count: number): string => `${count} more ${count === 1 ? 'reason' : 'reasons'}`

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

const mostShorts = 4

function named(shorts: readonly string[]): string {
  const more = shorts.length - mostShorts
  return `${shorts.slice(0, mostShorts).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`

const listed = (heading: string, items: readonly string[]): string =>
  [`*${heading}*`, ...items.map((item) => `• ${item}`)].join('\n')

export const peopleText = (count: number): string => `${count} ${count === 1 ? 'person' : 'people'}`

const nameOfKind = ({ verdicts }: Framework, kind: VerdictKind): string => escape(verdicts[kind].name)

function shortOf({ questions, knock_outs }: Framework, id: string): string {
  return escape([...questions, ...knock_outs].find((one) => one.id === id)?.short ?? id)
}
