import { describe, expect, test } from 'vitest'
import { dateWords } from '#page/blocks/text/date.ts'
import { withEmoji } from '#page/blocks/text/emoji.ts'
import { type Inline, parseMrkdwn, wordsOf } from '#page/blocks/text/mrkdwn-parse.ts'

const line = (text: string, bare = true): readonly Inline[] => {
  const [first] = parseMrkdwn(text, { bare })
  return first && first.kind !== 'pre' ? first.children : []
}
const text = (words: string): Inline => ({ kind: 'text', text: words })

describe('mrkdwn', () => {
  test('knows bold, italic, struck and code, also inside each other', () => {
    expect(line('*bold* and _it *both*_ ~old~ `x*y*`')).toEqual([
      { kind: 'bold', children: [text('bold')] },
      text(' and '),
      { kind: 'italic', children: [text('it '), { kind: 'bold', children: [text('both')] }] },
      text(' '),
      { kind: 'strike', children: [text('old')] },
      text(' '),
      { kind: 'code', text: 'x*y*' },
    ])
  })

  test.each(['2*3*4', 'snake_case_name', '* not bold *', '*never closed', 'a ~ b ~ c', '**'])(
    'leaves %j as it was typed',
    (words) => expect(line(words)).toEqual([text(words)]),
  )

  test('puts signs back that were escaped, once', () => {
    expect(line('&lt;b&gt; &amp;amp; *&lt;x&gt;*')).toEqual([
      text('<b> &amp; '),
      { kind: 'bold', children: [text('<x>')] },
    ])
  })

  test('reads links, people, channels and broadcasts', () => {
    expect(
      line('<https://example.com/?a=1&amp;b=2|the *words*><@U1><@U2|ben><#C1|general><!here><!subteam^S1|@core>'),
    ).toEqual([
      { kind: 'link', url: 'https://example.com/?a=1&b=2', label: 'the *words*' },
      { kind: 'user', id: 'U1' },
      { kind: 'user', id: 'U2', label: 'ben' },
      { kind: 'channel', id: 'C1', label: 'general' },
      { kind: 'broadcast', label: '@here' },
      { kind: 'broadcast', label: '@core' },
    ])
  })

  test('makes no link of an address that could run something', () => {
    expect(line('<javascript:alert(1)|press>')).toEqual([text('<javascript:alert(1)|press>')])
  })

  test('finds bare addresses unless the text is verbatim', () => {
    expect(line('see https://example.com/a_b_c.')).toEqual([
      text('see '),
      { kind: 'link', url: 'https://example.com/a_b_c', label: 'https://example.com/a_b_c' },
      text('.'),
    ])
    expect(line('see https://example.com', false)).toEqual([text('see https://example.com')])
  })

  test('keeps a link whole inside bold words', () => {
    expect(line('*see <https://example.com/a*b|this> now*')).toEqual([
      {
        kind: 'bold',
        children: [text('see '), { kind: 'link', url: 'https://example.com/a*b', label: 'this' }, text(' now')],
      },
    ])
  })

  test('divides into quotes, code and paragraphs', () => {
    expect(
      parseMrkdwn('one\ntwo\n&gt; said\n>again\nthree\n```\nif a &lt; b {\n*x*\n```\nend').map(({ kind }) => kind),
    ).toEqual(['paragraph', 'quote', 'paragraph', 'pre', 'paragraph'])
    expect(parseMrkdwn('```a &lt; <https://example.com|b>```')).toEqual([{ kind: 'pre', text: 'a < b' }])
    expect(parseMrkdwn('>>>one\n\ntwo').map(({ kind }) => kind)).toEqual(['quote'])
  })

  test('reads dates', () => {
    expect(line('<!date^0^{date_num} {time}^https://example.com/^x|long ago>')).toEqual([
      { kind: 'date', timestamp: 0, format: '{date_num} {time}', url: 'https://example.com/', fallback: 'long ago' },
    ])
  })

  test('loses no words, whatever is typed', () => {
    for (const words of [
      '<',
      '<>',
      '<@',
      '`',
      '``',
      ':',
      ':x',
      '&',
      '&a;',
      'h',
      'https://',
      '_*~`',
      '>',
      '```',
      '*a_b*c_',
    ])
      expect(wordsOf(parseMrkdwn(`x${words}`))).toBe(`x${words}`)
  })
})

describe('emoji', () => {
  test('the common ones become signs, the others stay words', () => {
    expect(withEmoji('go :rocket: :+1: :our_own_one: 10:30:45 :constructor:')).toBe(
      'go 🚀 👍 :our_own_one: 10:30:45 :constructor:',
    )
  })
})

describe('dates', () => {
  const now = Date.UTC(2026, 10, 21, 12)
  const at = Date.UTC(2026, 10, 20, 15, 30) / 1000
  const words = (format: string): string | undefined => dateWords(at, format, { now, zone: 'UTC' })

  test.each([
    ['{date_num}', '2026-11-20'],
    ['{date}', 'November 20, 2026'],
    ['{date_short} at {time}', 'Nov 20, 2026 at 3:30 PM'],
    ['{date_long_pretty}', 'yesterday'],
    ['{ago}', '20 hours ago'],
    ['{nothing}', '{nothing}'],
  ])('%s', (format, expected) => expect(words(format)?.replaceAll(/\s/g, ' ')).toBe(expected))

  test('has no words for what is no time', () => expect(dateWords(Number.NaN, '{date}')).toBeUndefined())
})
