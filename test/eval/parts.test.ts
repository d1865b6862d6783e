import { describe, expect, test } from 'vitest'
import type { Answer } from '#answer/answer.ts'
import { subjectOf } from '#answer/answer.ts'
import { createAnswerer } from '#answer/answerer.ts'
import type { Ranked } from '#answer/rank.ts'
import type { Part } from '#answer/tuning.ts'
import { stem } from '#knowledge/search/words.ts'
import { kiln } from '../support/catalogs.ts'

const catalog = kiln()

/** What an answerer without a part makes of a question, and what it ranked. */
function without(
  part: Part | undefined,
  question: string,
  before?: string,
): { answer: Answer; plans: readonly Ranked[] } {
  let plans: readonly Ranked[] = []
  const answerer = createAnswerer(catalog, {
    ...(part ? { without: new Set([part]) } : {}),
    observe: (ranked) => {
      plans = ranked
    },
  })
  const previous = before === undefined ? undefined : subjectOf(createAnswerer(catalog).answer(before))
  return { answer: answerer.answer(question, previous), plans }
}

describe('a part that is left out takes no part', () => {
  test('intent', () => {
    expect(without(undefined, 'who uses kiln in banking').answer.question.intent).toBe('who-uses')
    expect(without('intent', 'who uses kiln in banking').answer.question).toMatchObject({
      intent: 'ask',
      intentFrom: 'none',
    })
  })

  test('mentions', () => {
    expect(without(undefined, 'kiln at acme').answer.question.mentions).not.toEqual([])
    expect(without('mentions', 'kiln at acme').answer.question.mentions).toEqual([])
  })

  test('synonyms', () => {
    const [[word, variants] = ['', []]] = Object.entries(catalog.synonyms)
    const variant = variants[0] ?? ''
    const read = (part?: Part): readonly string[] => without(part, `kiln ${variant}`).answer.question.tokens
    expect(read().join(' ')).toContain(word)
    expect(read('synonyms').join(' ')).toContain(variant)
  })

  test('spelling', () => {
    expect(without(undefined, 'kiln colector pauses').answer.question.terms).toContain('collector')
    expect(without('spelling', 'kiln colector pauses').answer.question.terms).toContain('colector')
  })

  test('stemming, and only inside the answerer that does without', () => {
    const coverage = (part?: Part): number => without(part, 'kiln collectors pausing').plans[0]?.features.coverage ?? 0
    expect(coverage()).toBeGreaterThan(coverage('stemming'))
    expect(stem('collectors')).not.toBe('collectors')
  })

  test('structure', () => {
    const keys = (part?: Part): string[] => without(part, 'who uses kiln in banking').plans.map((one) => one.plan.why)
    expect(keys().some((why) => why.includes('domain'))).toBe(true)
    expect(keys('structure').every((why) => why.startsWith('Its texts hold'))).toBe(true)
  })

  test('the subject of a thread', () => {
    const main = (part?: Part): string | undefined =>
      without(part, 'and in gaming?', 'who uses kiln in banking').answer.question.text
    const plans = (part?: Part): number => without(part, 'and it?', 'kiln at acme').plans.length
    expect(main()).toBe('and in gaming?')
    expect(plans()).toBeGreaterThan(plans('follow-ups'))
  })

  test.each([
    ['judge', 'likeness'],
    ['phrasing', 'phrase'],
  ] as const)('%s', (part, feature) => {
    const most = (left?: Part): number =>
      Math.max(...without(left, 'kiln collector pauses').plans.map((one) => one.features[feature]))
    expect(most()).toBeGreaterThan(0)
    expect(most(part)).toBe(0)
  })

  test('re-ranking: the text score alone orders', () => {
    const texts = without('re-ranking', 'who uses kiln in banking').plans.map((one) => one.features.text)
    expect(texts).toEqual(texts.toSorted((one, other) => other - one))
  })

  test('signs that a question is not ours', () => {
    const outside = (part?: Part): unknown => without(part, 'please order a pizza').answer.question.outside
    expect(outside()).toMatchObject({ because: 'action' })
    expect(outside('outside')).toBeUndefined()
  })

  test('ceilings, the fit, and the bands', () => {
    const confidence = (part?: Part): number => without(part, 'queue').plans[0]?.confidence ?? 0
    expect(confidence('caution')).toBeGreaterThanOrEqual(confidence())
    expect(confidence('calibration')).not.toBe(confidence())
    expect(without(undefined, 'queue nobody ever heard of').answer.band).not.toBe('strong')
    expect(without('thresholds', 'queue nobody ever heard of').answer.band).toBe('strong')
  })
})
