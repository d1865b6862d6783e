import { describe, expect, test } from 'vitest'
import { list } from './answers.ts'
import { startLocal, type Local } from './local.ts'
import { buttonOf, wordsOf } from './reading.ts'
import { direct, general } from './town.ts'

// Everything a person can do, once for each way in which Slack may reach the program.

type Row = readonly [what: string, act: (local: Local) => Promise<void>, sees: string]

const rows: readonly Row[] = [
  ['a command', ({ slack }) => slack.type('who builds'), 'Bridges: who builds'],
  ['a mention', async ({ slack }) => void (await slack.say('who builds', general)), 'Bridges: who builds'],
  ['a direct message', async ({ slack }) => void (await slack.say('who builds', direct)), 'Bridges: who builds'],
  [
    'a button',
    async ({ slack, message }) => {
      await slack.type('builders')
      await slack.press(buttonOf(message(), 'Next'), message())
    },
    'Lines 7-12 of 20',
  ],
  [
    'a form',
    async ({ slack, view }) => {
      await slack.type('')
      await slack.submit(view().view, { gofer_question: 'who builds' })
    },
    'Bridges: who builds',
  ],
  [
    'a choice among what a typeahead offers',
    async ({ slack, view }) => {
      await slack.type('')
      const offered = await slack.suggest(view().view, 'gofer_topic', 'Ca')
      if (offered.kind !== 'options') throw new Error('nothing offered')
      await slack.submit(view().view, { gofer_topic: offered.groups.flatMap(({ options }) => options) })
    },
    'Bridges: tell me of cables',
  ],
  ['a shortcut', ({ slack }) => slack.shortcut('gofer_open'), 'shown in this window'],
  ['the Home', ({ slack }) => slack.openTab('home'), 'Ask a question'],
]

describe.each(['http', 'socket'] as const)('over %s', (over) => {
  test.each(rows)('%s is answered', async (_what, act, sees) => {
    const local = await startLocal({ over, answers: { builders: list('builders', 20) } })
    await act(local)
    const last = local.shown.at(-1)
    expect(last && wordsOf(last)).toContain(sees)
    expect(local.problems()).toEqual([])
  })
})
