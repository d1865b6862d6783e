import { describe, expect, test } from 'vitest'
import { choose, found, unknown } from './answers.ts'
import { startLocal, type Local } from './local.ts'
import { buttonOf, wordsOf } from './reading.ts'
import { general, town, you } from './town.ts'

// Whatever somebody types comes back as words: it calls nobody, links nowhere, and formats nothing.

const payloads = [
  '<!channel>',
  '<!here|here>',
  '<!everyone> who builds',
  '<!subteam^S1|@team>',
  '<@U1ANA>',
  '<#C1GENERAL|general>',
  '<https://evil.example|go.dev>',
  '[go](javascript:alert(1))',
  '&lt;!channel&gt;',
  '*bold* _it_ ~no~ `code`',
  '> quote\n<!channel>',
  '"}]},{"type":"section","text":{"type":"mrkdwn","text":"<!channel>"}}',
]

/** Slack's own window would escape some of it; whoever speaks to Slack with a program of their own is not held to that. */
const as = { team: town, user: you.id }
const typeRaw = (local: Local, text: string): Promise<void> =>
  local.slack.deliver(local.world.payloads.slashCommand(text, as))

/** Everything that left, with what people would see of it. */
const leaving = (local: Local): string =>
  JSON.stringify([local.calls().map(({ args }) => args), local.acks, local.shown])

const calling = /<!|<#|<@(?!U1YOU>|U1GOFER>)/g
/** In formatted words even a link is somebody's doing. */
const linking = /"mrkdwn","text":"[^"]*<https?:\/\/evil/g

/** What of it would do harm. Only what matched: the whole would drown it. */
const harm = (local: Local): string[] => [
  ...[...leaving(local).matchAll(calling), ...leaving(local).matchAll(linking)].map(String),
  ...local.problems(),
]

describe.each(payloads)('%j', (text) => {
  test('as an answer that quotes it everywhere it can', async () => {
    const line = {
      text,
      title: text,
      value: text,
      label: text,
      grade: 'C' as const,
      year: null,
      citations: [{ id: 'x', title: text, url: 'https://example.com/', year: null, grade: 'C' as const, read: false }],
    }
    const quoting = found(text, {
      title: text,
      statement: line,
      correction: line,
      sections: [
        { kind: 'lines', heading: text, lines: [line] },
        { kind: 'steps', heading: text, steps: [{ when: text, text, outcome: text }] },
        { kind: 'table', heading: text, columns: ['', text], rows: [{ name: text, cells: [text], reasons: [text] }] },
        {
          kind: 'chart',
          heading: text,
          unit: text,
          series: [
            {
              name: text,
              points: [
                { label: '2024', value: 1 },
                { label: '2025', value: 2 },
              ],
            },
          ],
        },
        { kind: 'code', text },
      ],
      otherSide: [line],
      next: [{ label: text.slice(0, 70), question: text }],
    })
    const local = await startLocal({ answers: { [text.trim()]: quoting } })
    await typeRaw(local, text)
    const [answer] = local.shown
    if (answer?.kind !== 'message') throw new Error('no answer')
    await local.slack.press(buttonOf(answer, 'Why this answer?'), answer)
    await local.slack.press(buttonOf(answer, 'Share to #general'), answer)
    await local.slack.press(buttonOf(answer, 'Helpful'), answer)
    expect(harm(local)).toEqual([])
  })

  test('as a question that is asked back, missed, and kept', async () => {
    const local = await startLocal({ answers: { [text.trim()]: choose(text) } })
    await typeRaw(local, text)
    await local.slack.press(buttonOf(local.message(), 'None of these'), local.message())
    await local.slack.deliver(local.world.payloads.directMessage(text, as))
    expect(harm(local)).toEqual([])
  })

  test('as a miss whose reason quotes it', async () => {
    const miss = unknown(text, { reason: `"${text}" is not about bridges.`, nearest: [] })
    const local = await startLocal({ answers: { [text.trim()]: miss } })
    await typeRaw(local, text)
    await local.slack.deliver(local.world.payloads.appMention(text, { ...as, channel: general.id }))
    expect(harm(local)).toEqual([])
    // Words somebody typed are never formatted.
    expect(
      wordsOf({ blocks: local.message().blocks.filter((block) => JSON.stringify(block).includes('mrkdwn')) }),
    ).not.toContain(text)
  })

  test('as a message somebody wants asked about, and as a reason', async () => {
    const local = await startLocal()
    await local.slack.shortcut('gofer_ask_about', { text, ts: '1.1', place: general })
    // The field gives back what stood in the message, as a field does; nothing else may.
    const fields = local.shown.flatMap((shown) => (shown.kind === 'view' ? [shown.view] : []))
    expect(JSON.stringify(fields).split('initial_value').length).toBe(2)
    await local.slack.type('who builds')
    await local.slack.press(buttonOf(local.message(), 'Not helpful'), local.message())
    await local.slack.submit(local.view().view, {
      gofer_reason: text,
    })
    expect(wordsOf(local.view())).not.toContain(text)
  })
})

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  'https://user:pass@example.com/',
  'not a url',
  'ftp://example.com/x',
  'https://example.com/a|b>c',
])('an address that is not a plain web address is no link: %s', async (url) => {
  const citation = { id: 'x', title: 'A source', url, year: 2024, grade: 'B' as const, read: true }
  const local = await startLocal({
    answers: {
      q: found('q', { statement: { text: 'Words.', grade: 'B', citations: [citation] }, citations: [citation] }),
    },
  })
  await local.slack.type('q')
  const links = wordsOf(local.message()).match(/<[^>]*\|A source>/g) ?? []
  expect(links.filter((link) => !link.startsWith('<https://example.com/a%7Cb%3Ec|'))).toEqual([])
})
