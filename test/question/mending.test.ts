import { describe, expect, test } from 'vitest'
import { buildSpelling } from '#knowledge/search/spelling.ts'
import { buildMending } from '#question/mending.ts'

const names = new Set(['gorm', 'wire', 'cloudflare', 'stripe'])
const everyday = new Set(['when', 'your'])
const known = new Set([...names, ...everyday, 'grow', 'harvest', 'bunch'])
const spelling = buildSpelling(new Map([...known].map((word) => [word, 1])))
const mend = buildMending(spelling, names, everyday, (word) => known.has(word))

describe('a word is mended as a hand slips', () => {
  test.each([
    ['grom', 'gorm', 'letters that changed places make a name before a near word does'],
    ['wrie', 'wire', 'of four letters as well'],
    ['cloudglare', 'cloudflare', 'a key beside the right one'],
    ['whne', 'when', 'a word of every question'],
    ['harvset', 'harvest', 'what remains is for the spelling table'],
    ['bunch', 'bunch', 'a known word stays'],
    ['grog', 'grog', 'of four letters any other word is a letter away from too many'],
    ['qux', 'qux', 'three letters are never mended'],
  ])('%s is %s: %s', (typed, meant) => {
    expect(mend(typed, false).word).toBe(meant)
  })

  test('somebody typed with a capital is mended into a name or not at all', () => {
    expect(mend('harvset', true).word).toBe('harvset')
    expect(mend('stirpe', true).word).toBe('stripe')
  })
})
