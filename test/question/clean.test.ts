import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { askingPart, cleanText, longestEcho } from '#question/clean.ts'

describe('cleanText undoes what Slack did to a text, once', () => {
  test.each([
    ['a person', '<@U999> who uses it', 'who uses it'],
    ['a person with a name', '<@U999|ada> hi', 'hi'],
    ['a broadcast', '<!channel> who uses it', 'who uses it'],
    ['a user group', '<!subteam^S1|@devs> hi', 'hi'],
    ['a channel keeps its name', 'ask in <#C1|payments>', 'ask in payments'],
    ['a link with words of its own goes', 'see <https://evil.example|click> now', 'see now'],
    ['a bare domain that Slack linked stays', 'is <http://go.dev|go.dev> up', 'is go.dev up'],
    ['entities', 'a &lt; b &amp;&amp; c &gt; d', 'a < b && c > d'],
    ['an escaped entity is undone once only', '&amp;lt;!channel&amp;gt;', '&lt;!channel&gt;'],
    ['markup around words', '*WHO* _USES_ ~IT~ FOR `REALTIME`???', 'WHO USES IT FOR REALTIME ???'],
    ['underscores inside a word stay', 'snake_case name', 'snake_case name'],
    ['curly quotes and wide letters', '‘ｗｈｏ’ “uses”', '\'who\' "uses"'],
    ['zero width, bidi and control characters', 'wh​o‮ u\u0000ses', 'who uses'],
    ['odd white space', 'who        uses\n\n\nit　now', 'who uses it now'],
  ])('%s', (_, raw, clean) => {
    expect(cleanText(raw)).toBe(clean)
  })

  test('no control, direction or surrogate character survives, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (raw) => {
        expect(cleanText(raw)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u)
      }),
    )
  })
})

describe('askingPart keeps the question of a long story', () => {
  const story = `We are six people and have run the same monolith for nine years without much trouble at all. ${'It grew and grew. '.repeat(12)}`

  test('the sentence with the question mark', () => {
    expect(askingPart(`${story}Which queue should we take for the webhooks of our shop? Thanks a lot.`)).toBe(
      'Which queue should we take for the webhooks of our shop?',
    )
  })

  test('with the sentence before, where the question alone says nothing', () => {
    expect(askingPart(`${story}Somebody said Kiln. Is that right?`)).toBe('Somebody said Kiln. Is that right?')
  })

  test('never more than the longest echo', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 5000 }), (text) => {
        expect(askingPart(text).length).toBeLessThanOrEqual(longestEcho)
      }),
    )
  })
})
