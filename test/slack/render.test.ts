import { describe, expect, test } from 'vitest'
import type { Found, Section } from '#answer/answer.ts'
import { renderAnswer } from '#slack/render/answer.ts'
import { withoutRich } from '#slack/render/rich.ts'
import { shareTargetOf, type Setting } from '#slack/render/setting.ts'
import { sliceOf } from '#slack/render/slice.ts'
import { answerView } from '#slack/render/view.ts'
import { errorsOf, validateMessage, validateView } from '#slack/validate.ts'
import { textLength } from '#slack/validate/json.ts'
import { citation, found, line, list } from './answers.ts'
import { buttonsOf, wordsOf, type Json } from './reading.ts'

const setting = (page = 1, more: Partial<Setting> = {}): Setting => ({
  surface: 'message',
  press: { trail: ['who builds'], answer: 'answer-1', page },
  today: '2026-11-21',
  command: '/golang',
  ...more,
})
const blocksOf = (answer: Found, page = 1): Json[] => renderAnswer(answer, setting(page)).blocks as unknown as Json[]
const typesOf = (answer: Found, page = 1): unknown[] => blocksOf(answer, page).map((block) => block['type'])
const withSections = (...sections: Section[]): Found => found('q', { sections, otherSide: [] })

const rows = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    name: `Criterion ${at}`,
    cells: [`stone ${at}`, `steel ${at}`],
    reasons: [`Stone: because ${at}.`],
  }))
const table = (count: number): Section => ({
  kind: 'table',
  heading: 'By criterion',
  columns: ['Criterion', 'Stone', 'Steel'],
  rows: rows(count),
})
const chart = (name: string, labels: readonly string[]): Section => ({
  kind: 'chart',
  heading: name,
  unit: '% of bridges',
  series: [{ name, points: labels.map((label, at) => ({ label, value: at + 1 })) }],
})

describe('pages', () => {
  test.each([1, 5, 8, 9, 13, 43, 200])('hold every one of %i lines once, five to eight at a time', (count) => {
    const answer = list('builders', count)
    const { pages } = sliceOf(answer, 1)
    const shown = Array.from({ length: pages }, (_, at) => sliceOf(answer, at + 1))
    const lines = shown.flatMap(({ answer: { sections } }) =>
      sections.flatMap((section) => (section.kind === 'lines' ? section.lines : [])),
    )
    expect(lines.map(({ title }) => title)).toEqual(Array.from({ length: count }, (_, at) => `Builder ${at + 1}`))
    expect(shown.at(-1)).toMatchObject({ to: count, of: count })
    expect(Math.max(...shown.map(({ from, to }) => to - from + 1))).toBeLessThanOrEqual(8)
  })

  test('carry only the sources they use', () => {
    const lines = Array.from({ length: 12 }, (_, at) => line(`Line ${at}.`, { citations: [citation(`source-${at}`)] }))
    const answer = withSections({ kind: 'lines', lines })
    const ids = sliceOf(answer, 2).answer.citations.map(({ id }) => id)
    expect(ids).toEqual(['survey', 'source-6', 'source-7', 'source-8', 'source-9', 'source-10', 'source-11'])
  })

  test('say where a section goes on', () => {
    const words = wordsOf({ blocks: blocksOf(list('builders', 12), 2) })
    expect(words).toContain('*Builders, continued*')
    expect(words).toContain('Lines 7-12 of 12 (page 2 of 2)')
  })

  test('beyond the last are the last', () => {
    expect(sliceOf(list('builders', 12), 99).page).toBe(2)
    expect(sliceOf(list('builders', 12), -3).page).toBe(1)
  })

  test('have the other side each, as far as it is short; the rest follows', () => {
    const otherSide = Array.from({ length: 20 }, (_, at) => line(`Against ${at}: ${'word '.repeat(40)}`))
    const answer = { ...list('builders', 6), otherSide }
    const all = Array.from({ length: sliceOf(answer, 1).pages }, (_, at) =>
      wordsOf({ blocks: blocksOf(answer, at + 1) }),
    ).join('\n')
    for (let at = 0; at < 20; at += 1) expect(all).toContain(`Against ${at}:`)
    expect(wordsOf({ blocks: blocksOf(answer, 2) })).toContain('Against 0:')
  })

  test.each([1, 2, 3])('stay inside every limit with the longest that the schemas allow (page %i)', (page) => {
    const long = (size: number): string => 'Wörter & <mehr> '.repeat(size).slice(0, size)
    const full = line(long(420), {
      title: long(90),
      value: long(60),
      citations: Array.from({ length: 6 }, (_, at) =>
        citation(`s${at}`, { title: long(90), url: `https://example.com/${'p'.repeat(200)}/${at}`, read: false }),
      ),
    })
    const answer = found('q', {
      title: long(200),
      correction: full,
      statement: full,
      sections: [
        { kind: 'lines', heading: long(90), lines: Array.from({ length: 30 }, () => full) },
        { kind: 'code', text: long(1600) },
      ],
      otherSide: [full, full, full],
      next: Array.from({ length: 9 }, (_, at) => ({ label: long(75), question: `${at}${long(190)}` })),
    })
    const message = renderAnswer(answer, setting(page, { share: shareTargetOf('a'.repeat(80)) }))
    expect(
      errorsOf(validateMessage({ ...message, unfurl_links: false, unfurl_media: false }, 'chat.postMessage')),
    ).toEqual([])
    expect(message.blocks.length).toBeLessThan(50)
    const view = answerView(renderAnswer(answer, setting(page, { surface: 'modal' })), '')
    expect(errorsOf(validateView(view, 'modal'))).toEqual([])
  })
})

describe('a comparison', () => {
  test('is one table with all its rows, and in words with its reasons', () => {
    const answer = withSections(table(18))
    const block = blocksOf(answer).find(({ type }) => type === 'table')
    expect(block?.['rows']).toHaveLength(19)
    const { text } = renderAnswer(answer, setting())
    for (const { cells } of rows(18)) for (const cell of cells) expect(text).toContain(cell)
    expect(wordsOf({ blocks: blocksOf(answer) })).toContain(
      '*Criterion 0*: Stone: stone 0; Steel: steel 0\nStone: because 0.',
    )
    const pages = Array.from({ length: sliceOf(answer, 1).pages }, (_, at) =>
      wordsOf({ blocks: blocksOf(answer, at + 1) }),
    ).join('\n')
    for (const { reasons } of rows(18)) expect(pages).toContain(reasons[0])
  })

  test('never has two tables in a message', () => {
    const answer = withSections(table(2), table(3))
    expect(typesOf(answer).filter((type) => type === 'table')).toHaveLength(1)
    expect(typesOf(answer, 2).filter((type) => type === 'table')).toHaveLength(1)
  })

  test('is words alone where there are too many columns, and in a modal', () => {
    const columns = Array.from({ length: 21 }, (_, at) => `c${at}`)
    expect(
      typesOf(
        withSections({
          kind: 'table',
          heading: 'Wide',
          columns,
          rows: [{ name: 'r', cells: columns.slice(1), reasons: [] }],
        }),
      ),
    ).not.toContain('table')
    expect(withoutRich(renderAnswer(withSections(table(2)), setting())).blocks.map(({ type }) => type)).not.toContain(
      'table',
    )
  })
})

describe('a chart', () => {
  test('is drawn, and every value stands in words', () => {
    const answer = withSections(chart('Bridges standing', ['2020', '2021', '2022']))
    const block = blocksOf(answer).find(({ type }) => type === 'data_visualization')
    expect(block).toMatchInlineSnapshot(`
      {
        "chart": {
          "axis_config": {
            "categories": [
              "2020",
              "2021",
              "2022",
            ],
            "y_label": "% of bridges",
          },
          "series": [
            {
              "data": [
                {
                  "label": "2020",
                  "value": 1,
                },
                {
                  "label": "2021",
                  "value": 2,
                },
                {
                  "label": "2022",
                  "value": 3,
                },
              ],
              "name": "Bridges standing",
            },
          ],
          "type": "line",
        },
        "title": "Bridges standing",
        "type": "data_visualization",
      }
    `)
    expect(wordsOf({ blocks: blocksOf(answer) })).toContain(
      '*Bridges standing* (% of bridges)\n2020: 1, 2021: 2, 2022: 3',
    )
    expect(renderAnswer(answer, setting()).text).toContain('2021: 2')
  })

  test('draws only the moments that all series share', () => {
    const series = [
      ['2020', '2021', '2022'],
      ['2021', '2022', '2023'],
    ].map((labels, at) => ({
      name: `A series with a very long name ${at}`,
      points: labels.map((label) => ({ label, value: 1 })),
    }))
    const answer = withSections({ kind: 'chart', heading: 'Both', unit: 'bridges', series })
    const block = blocksOf(answer).find(({ type }) => type === 'data_visualization')
    const drawn = block?.['chart'] as { axis_config: { categories: string[] }; series: { name: string }[] }
    expect(drawn.axis_config.categories).toEqual(['2021', '2022'])
    expect(new Set(drawn.series.map(({ name }) => name)).size).toBe(2)
    expect(errorsOf(validateMessage(renderAnswer(answer, setting())))).toEqual([])
  })

  test('of a single moment is words alone', () => {
    expect(typesOf(withSections(chart('One', ['2020'])))).not.toContain('data_visualization')
  })

  test('shares a message with one other at most', () => {
    const answer = withSections(...[1, 2, 3].map((at) => chart(`Chart ${at}`, ['2020', '2021'])))
    expect(typesOf(answer).filter((type) => type === 'data_visualization')).toHaveLength(2)
    expect(typesOf(answer, 2).filter((type) => type === 'data_visualization')).toHaveLength(1)
  })
})

describe('every claim', () => {
  test.each([
    [
      line('x', { grade: 'A', year: 2024 }),
      'Grade A: first-party, 2024. <https://example.com/survey|Record of survey>',
    ],
    [
      line('x', { grade: 'B', year: null }),
      'Grade B: independent, undated. <https://example.com/survey|Record of survey>',
    ],
    [
      line('x', { grade: 'C', year: null, citations: [] }),
      'Grade C: listed or told without a link, undated. No source',
    ],
    [{ text: 'x', grade: 'advice' as const, citations: [] }, "Curators' advice"],
  ])('says its grade in words, its year, its source', (one, meta) => {
    expect(wordsOf({ blocks: blocksOf(withSections({ kind: 'lines', lines: [one] })) })).toContain(`x\n${meta}`)
  })

  test('that rests on a false premise is put right first', () => {
    const answer = found('q', { correction: line('No bridge is made of cheese.') })
    expect(wordsOf({ blocks: blocksOf(answer) })).toMatch(/^Bridges: q\n\*Not so:\* No bridge is made of cheese\./)
  })

  test('that nobody read says so', () => {
    const answer = found('q', { statement: line('x', { citations: [citation('letter', { read: false })] }) })
    expect(wordsOf({ blocks: blocksOf(answer) })).toContain('(grade A, 2024, known from a text that cites it)')
  })
})

test('no message points at a place or means something by a sign alone', () => {
  const words = [
    wordsOf({ blocks: blocksOf(list('builders', 43), 2) }),
    ...buttonsOf({ blocks: blocksOf(list('builders', 43), 2) }).keys(),
  ].join('\n')
  expect(words).not.toMatch(/\b(above|below|left|right)\b|[\u{1F300}-\u{1FAFF}✓✗→←]|:[a-z_]+:/iu)
})

test('a whole message of a long list stays below eight thousand characters', () => {
  expect(textLength(renderAnswer(list('builders', 200), setting(7)).blocks)).toBeLessThan(8_000)
})
