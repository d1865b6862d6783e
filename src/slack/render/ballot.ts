import type { Decision } from '#decision/types.ts'
import type { Framework } from '#knowledge/framework.ts'
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
    text: [asks, defuse(decision.proposal.project), about, ...words, ...rules, standing.replaceAll('*', '')].join('\n'),
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
