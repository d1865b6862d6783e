import type { Choices, Decision } from '#decision/types.ts'
import type { Reason, Row, Tally } from '#decision/tally.ts'
import type { Verdict } from '#decision/verdict.ts'
import type { Framework, VerdictKind } from '#knowledge/framework.ts'
import type { Ballot, NamesVisibleTo } from '#storage/ports/ballots.ts'
import { type AnyBlock, button, confirmation, context, header, type Message, row, sections } from '../blocks/blocks.ts'
import { day, moment } from '../blocks/date.ts'
import { defuse, escape } from '../blocks/text.ts'
import { actions, blocks as ids } from '../ids.ts'
import { closedWords } from './record.ts'

/** What a ballot's message is drawn from. It shows how many have answered, and nothing of what. */
export type BallotData = {
  readonly ballot: Ballot
  readonly decision: Decision
  readonly framework: Framework
  readonly domain?: string
  readonly count: number
  /** The asker's own, unescaped. */
  readonly words?: string
}

export function ballotMessage(data: BallotData): Message {
  const { ballot, decision, count } = data
  const asks = `<@${ballot.owner}> asks the team:`
  const rules = ballot.closed ? [] : rulesOf(data)
  const standing = standingText(ballot, count)
  const about = aboutText(data)
  const words = data.words ? [`“${defuse(data.words)}”`] : []
  return {
    text: [asks, escape(decision.proposal.project), about, ...words, ...rules, standing].join('\n'),
    blocks: [
      context(asks),
      header(decision.proposal.project),
      ...sections(about),
      ...words.flatMap(sections),
      ...(rules.length > 0 ? sections(rules.map((one) => `• ${one}`).join('\n')) : []),
      ...sections(standing),
      ...(ballot.closed ? [] : buttonsOf(ballot)),
    ],
  }
}

function aboutText({ framework, domain }: BallotData): string {
  const many = framework.questions.length + framework.knock_outs.length
  return escape(
    `${framework.title}${domain ? ` Domain: ${domain}.` : ''} ${many} questions, to be answered by yes, no or not sure, each person alone.`,
  )
}

function rulesOf({ ballot }: BallotData): string[] {
  const { closesAt, quorum, owner } = ballot
  const until = closesAt ? `It closes on ${moment(closesAt)}` : 'It is open until it is closed'
  const or = quorum ? `, or as soon as ${quorum} people have answered` : ''
  return [
    `${until}${or}; <@${owner}> may close it before.`,
    'What anybody answered is shown to nobody until then, not even to who asks, and can be changed until then.',
    namesText(ballot.namesVisibleTo, owner),
  ]
}

/** What is promised about names: the same words to those who vote and in the record. */
export function namesText(names: NamesVisibleTo, owner: string): string {
  const words: Readonly<Record<NamesVisibleTo, string>> = {
    everyone:
      'Names: when it closes, everybody sees who holds another view than the majority, and whose reasons are whose.',
    owner: `Names: when it closes, only <@${owner}> sees who holds which view; everybody else sees counts, and reasons without names.`,
    nobody:
      'Names: nobody is ever shown them. Reasons are shown without names, so write none that gives you away; my database knows who voted, so that each votes once.',
  }
  return words[names]
}

function standingText({ closed }: Ballot, count: number): string {
  const answers = `${count} ${count === 1 ? 'answer' : 'answers'}`
  return closed
    ? `*Closed* on ${day(closed.at)}, ${closedWords[closed.by]}, with ${answers}. The result is in the thread.`
    : `*${answers} so far.*`
}

function buttonsOf({ id }: Ballot): AnyBlock[] {
  return row(ids.ballot, [
    {
      ...button({ action: actions.vote, label: 'Vote', value: id, accessibility: 'Vote, or change your vote' }),
      style: 'primary',
    },
    closeButton(id),
  ])
}

export const closeButton = (ballot: string) =>
  button({
    action: actions.closeBallot,
    label: 'Close now',
    value: ballot,
    confirm: confirmation(
      'Close this ballot?',
      'Nobody can answer any more, and the result is posted in its thread. Only who asked and admins can close it.',
      'Close it',
      'Leave it open',
    ),
  })

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

/** Characters for all reasons and names together: with the rest a message stays far below what Slack refuses. */
const roomForReasons = 3_200

/** In the thread: the majority's verdict, where people differ, what was outvoted, and who holds another view. */
export function resultMessage(data: ResultData): Message {
  const { decision, ballot, tally } = data
  const closed = ballot.closed ? ` ${closedWords[ballot.closed.by]}` : ''
  const head = `The ballot on ${defuse(decision.proposal.project)} is closed${closed}. ${peopleText(tally.voters)} answered.`
  const parts = tally.voters === 0 ? [] : resultParts(data, roomForReasons)
  const after = afterText(data)
  return {
    text: [head, ...parts.map((part) => part.replaceAll('*', '')), after].join('\n'),
    blocks: [
      ...sections(head),
      ...parts.flatMap(sections),
      context(after),
      ...row(ids.shared, [button({ action: actions.openDecision, label: 'See the whole record', value: decision.id })]),
    ],
  }
}

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
    `*The majority’s verdict: ${escape(verdict.name)}*\n${escape(verdict.sentence)}`,
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

function dissentPart({ framework, tally, nameOf }: ResultData, budget: Budget): string[] {
  if (tally.dissent.length === 0) return []
  const lines = tally.dissent.flatMap(({ kind, voters, differences }) => [
    `_${nameOfKind(framework, kind)}_ (${peopleText(voters.length)}${namesIn(voters, nameOf, budget)}):`,
    ...differences.map(
      ({ id, voters: count, reasons }) =>
        `• ${shortOf(framework, id)}: ${count} of ${voters.length} answered otherwise.${reasonsIn(reasons, nameOf, budget)}`,
    ),
  ])
  return [['*Those who come to another verdict, and why*', ...lines].join('\n')]
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
