import { describe, expect, test } from 'vitest'
import { parseMarkdown, type Span } from '#page/blocks/text/markdown-parse.ts'

const spans = (text: string): readonly Span[] => {
  const [first] = parseMarkdown(text)
  return first?.kind === 'paragraph' ? first.spans : []
}
const text = (words: string): Span => ({ kind: 'text', text: words })

describe('markdown', () => {
  test('knows the parts of a text', () => {
    const parts = parseMarkdown(
      '# Head\nwords\nmore\n\n- one\n- two\n\n1. first\n\n> said\n\n```go\nx := 1\n```\n\n---\n',
    )
    expect(parts.map(({ kind }) => kind)).toEqual(['heading', 'paragraph', 'list', 'list', 'quote', 'code', 'rule'])
  })

  test('nests lists and ticks tasks', () => {
    expect(parseMarkdown('- one\n  - deep\n- [x] done\n- [ ] open')).toEqual([
      {
        kind: 'list',
        items: [
          {
            parts: [
              { kind: 'paragraph', spans: [text('one')] },
              { kind: 'list', items: [{ parts: [{ kind: 'paragraph', spans: [text('deep')] }] }] },
            ],
          },
          { checked: true, parts: [{ kind: 'paragraph', spans: [text('done')] }] },
          { checked: false, parts: [{ kind: 'paragraph', spans: [text('open')] }] },
        ],
      },
    ])
  })

  test('reads tables, with and without outer bars', () => {
    const expected = [
      {
        kind: 'table',
        rows: [
          [[text('a')], [text('b')]],
          [[text('1')], [{ kind: 'bold', children: [text('2')] }]],
        ],
      },
    ]
    expect(parseMarkdown('| a | b |\n|---|:-:|\n| 1 | **2** |')).toEqual(expected)
    expect(parseMarkdown('a | b\n--- | ---\n1 | **2**')).toEqual(expected)
  })

  test('formats words, and leaves HTML as words', () => {
    expect(spans('**b** *i* ~~s~~ `c*d*` <script>')).toEqual([
      { kind: 'bold', children: [text('b')] },
      text(' '),
      { kind: 'italic', children: [text('i')] },
      text(' '),
      { kind: 'strike', children: [text('s')] },
      text(' '),
      { kind: 'code', text: 'c*d*' },
      text(' <script>'),
    ])
  })

  test('links only to addresses that are safe', () => {
    expect(spans('[go](https://example.com) [no](javascript:x)')).toEqual([
      { kind: 'link', url: 'https://example.com', children: [text('go')] },
      text(' '),
      text('[no](javascript:x)'),
    ])
  })

  test('comes to an end on anything', () => {
    for (const words of ['', '\n', '-', '- ', '#', '```', '>', '|', '|-', '1.', '***', '  - x\n- y', '- a\n1. b'])
      expect(Array.isArray(parseMarkdown(words))).toBe(true)
  })
})
