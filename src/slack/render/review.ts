import type { Since } from '#decision/since.ts'
import type { Decision } from '#decision/types.ts'
import { type AnyBlock, button, header, type Message, row, sections } from '../blocks/blocks.ts'
import { cut, defuse, escape } from '../blocks/text.ts'
import { actions, blocks } from '../ids.ts'

export type Review = {
  readonly decision: Decision
  /** What it leaned on and says something else today. */
  readonly changes: readonly Since[]
  /** Before its day, because of the changes. */
  readonly isEarly: boolean
  /** It may have been told before, by somebody who did not live to say so. */
  readonly isAgain: boolean
  readonly command: string
}

/** A reader takes in so many changes; the record names all of them. */
const most = 10

/** A decision that comes back to its owner. */
export function reviewMessage({ decision, changes, isEarly, isAgain, command }: Review): Message {
  const { project } = decision.proposal
  const lines = [
    `You decided on ${decision.updatedAt.slice(0, 10)}: ${decision.verdict.replace('-', ' ')}.${isAgain ? ' (You may have read this before.)' : ''}`,
    isEarly
      ? 'Something that this decision leaned on has changed since, so it comes back before its day.'
      : 'The day that was set for looking at it again has come.',
  ]
  const changed = changes.slice(0, most).map(({ title, is }) => `${title}: ${words[is]}.`)
  const more = changes.length > most ? [`and ${changes.length - most} more; the record names them.`] : []
  const ask = `Is it still right? The record is under ${command} decisions.`
  return {
    text: escape([`Review: ${project}`, ...lines, ...changed, ...more, ask].join('\n')),
    blocks: [
      header(`Review: ${cut(project, 120)}`),
      ...lines.flatMap((line) => sections(escape(line))),
      ...(changed.length > 0 ? sections([...changed, ...more].map((line) => `• ${defuse(line)}`).join('\n')) : []),
      ...sections(escape(ask)),
      ...reviewRow(decision.id),
    ],
  }
}

const words: Readonly<Record<Since['is'], string>> = {
  gone: 'taken out of the knowledge base',
  disputed: 'disputed',
  obsolete: 'no longer in use or no longer maintained',
  corrected: 'corrected',
}

const reviewRow = (decision: string): AnyBlock[] =>
  row(blocks.review, [
    button({ action: actions.stillRight, label: 'Still right', value: decision }),
    button({ action: actions.reopen, label: 'Reopen', value: decision }),
    button({ action: actions.later, label: 'Ask me in a month', value: decision }),
  ])
