import type { InputBlock, ModalView, PlainTextOption } from '@slack/types'
import type { NamesVisibleTo } from '#storage/ports/ballots.ts'
import { context, sections } from '../blocks/blocks.ts'
import { defuse, escape, plain } from '../blocks/text.ts'
import type { Fields } from '../delivery.ts'
import type { Kept } from '../decisions/record.ts'
import { actions, blocks, callbacks } from '../ids.ts'

const dayMs = 86_400_000
/** How long a ballot runs unless something else is chosen, and at most. */
const days = { usual: 7, most: 90 }
const most = { quorum: 10_000, words: 500 }

/** The form that asks how to ask. */
export function askView({ decision, framework }: Kept, now: number): ModalView {
  const many = framework.questions.length + framework.knock_outs.length
  return {
    type: 'modal',
    callback_id: callbacks.askTeam,
    private_metadata: decision.id,
    title: plain('Ask the team'),
    submit: plain('Post the ballot'),
    close: plain('Cancel'),
    blocks: [
      ...sections(
        `Everybody in the channel answers the ${many} questions on *${defuse(decision.proposal.project)}* alone. Your own answers are not shown; vote like everybody else.`,
      ),
      channelBlock(),
      {
        type: 'input',
        block_id: blocks.until,
        label: plain('Until when?'),
        hint: plain('It closes at the end of that day, in UTC. You can close it before.'),
        element: { type: 'datepicker', action_id: actions.until, initial_date: dayIn(now, days.usual) },
      },
      {
        type: 'input',
        block_id: blocks.quorum,
        optional: true,
        label: plain('Close it as soon as so many people have answered'),
        hint: plain('Leave it empty to wait for the day.'),
        element: {
          type: 'number_input',
          action_id: actions.quorum,
          is_decimal_allowed: false,
          min_value: '2',
          max_value: String(most.quorum),
        },
      },
      namesBlock(),
      {
        type: 'input',
        block_id: blocks.words,
        optional: true,
        label: plain('What else should they know?'),
        element: { type: 'plain_text_input', action_id: actions.words, multiline: true, max_length: most.words },
      },
      context(
        escape(
          'When it closes, the majority’s answers take the place of those in the record. Where somebody sees what would rule it out, or a tie decides, it stays a proposal until you settle it.',
        ),
      ),
    ],
  }
}

/** Without an address to answer at: what is posted that way could not be kept up to date, and a ballot has to be. */
function channelBlock(): InputBlock {
  return {
    type: 'input',
    block_id: blocks.channel,
    label: plain('In which channel?'),
    hint: plain(
      'I must be a member there: /invite @gofer. Everybody in that channel sees the question and, when it closes, the result.',
    ),
    element: {
      type: 'conversations_select',
      action_id: actions.channel,
      default_to_current_conversation: true,
      filter: { include: ['public', 'private'], exclude_bot_users: true },
      placeholder: plain('Choose a channel'),
    },
  }
}

function namesBlock(): InputBlock {
  return {
    type: 'input',
    block_id: blocks.names,
    label: plain('Who sees names?'),
    hint: plain('Voters are told before they vote. While it is open nobody sees anything but the count, you included.'),
    element: {
      type: 'radio_buttons',
      action_id: actions.names,
      options: nameOptions.map(([value, text, description]) => option(value, text, description)),
    },
  }
}

const nameOptions: readonly (readonly [NamesVisibleTo, string, string])[] = [
  ['everyone', 'Everybody, in the result', 'Names beside other views and reasons. People may hold back.'],
  ['owner', 'Only you', 'Others see counts, and reasons without names. Voters know that you see.'],
  ['nobody', 'Nobody', 'Not even you. In a small team a reason may still give somebody away.'],
]

const option = (value: string, text: string, description: string): PlainTextOption => ({
  value,
  text: plain(text),
  description: plain(description),
})

/** How a ballot is wanted. */
export type Asked = {
  readonly channel: string
  readonly closesAt: string
  readonly quorum?: number
  readonly names: NamesVisibleTo
  readonly words?: string
}

/** Reads the form. @returns what is wrong with it by field, where something is */
export function readAsk(
  values: Fields,
  now: number,
): { readonly asked: Asked } | { readonly errors: Readonly<Record<string, string>> } {
  const text = (block: string, action: string): string => values[block]?.[action]?.trim() ?? ''
  const channel = text(blocks.channel, actions.channel)
  const closesAt = endOf(text(blocks.until, actions.until))
  const wanted = text(blocks.quorum, actions.quorum)
  const names = nameOptions.find(([value]) => value === text(blocks.names, actions.names))?.[0]
  const words = text(blocks.words, actions.words).slice(0, most.words)
  const quorum = /^\d{1,6}$/.test(wanted) ? Number(wanted) : undefined
  const errors = {
    ...(channel === '' ? { [blocks.channel]: 'Choose the channel to ask in.' } : {}),
    ...untilError(closesAt, now),
    ...(wanted !== '' && (quorum === undefined || quorum < 2 || quorum > most.quorum)
      ? { [blocks.quorum]: `A whole number from 2 to ${most.quorum}, or nothing.` }
      : {}),
    ...(names ? {} : { [blocks.names]: 'Choose who sees names.' }),
  }
  if (Object.keys(errors).length > 0 || !closesAt || !names) return { errors }
  return {
    asked: { channel, closesAt, names, ...(quorum === undefined ? {} : { quorum }), ...(words ? { words } : {}) },
  }
}

function untilError(closesAt: string | undefined, now: number): Readonly<Record<string, string>> {
  const at = Date.parse(closesAt ?? '')
  if (Number.isNaN(at)) return { [blocks.until]: 'Choose a day.' }
  if (at <= now) return { [blocks.until]: 'That day is over. Choose today or a later one.' }
  return at > now + (days.most + 1) * dayMs
    ? { [blocks.until]: `At most ${days.most} days from now: a ballot that runs longer is forgotten.` }
    : {}
}

/** The last moment of a day in UTC; the app does not ask Slack for anybody's time zone. */
function endOf(day: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined
  const at = new Date(`${day}T23:59:59.000Z`)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}

const dayIn = (now: number, count: number): string => new Date(now + count * dayMs).toISOString().slice(0, 10)
