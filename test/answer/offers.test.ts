import { describe, expect, test } from 'vitest'
import { createAnswerer } from '#answer/answerer.ts'
import { mostOffered } from '#answer/offers.ts'
import { catalogOf } from '../support/catalogs.ts'

const { answer } = createAnswerer(catalogOf('knowledge'))

describe('what is offered instead of an answer', () => {
  test.each([
    'what does the canteen serve today',
    'will it rain tomorrow',
    'recipe for pancakes',
    'who approves my holiday request',
  ])('a question that is not ours gets no topic that only shares a word with it: %s', (text) => {
    const miss = answer(text)
    expect(miss.kind).toBe('unknown')
    const ids = miss.kind === 'unknown' ? miss.nearest.map(({ id }) => id) : []
    expect(ids).toEqual(['what-go-is-used-for', 'when-to-choose-go', 'go-tradeoffs'])
  })

  test('and still the record of somebody whom it names', () => {
    const miss = answer('stock price of Cloudflare today')
    expect(miss.kind === 'unknown' ? miss.nearest.map(({ id }) => id) : miss.kind).toEqual(['cloudflare'])
  })

  test('what shares a name is told apart', () => {
    const near = answer('what about kubernetes networking')
    const titles = near.kind === 'choose' ? near.candidates.map(({ title }) => title) : []
    expect(titles).toEqual(expect.arrayContaining(['Kubernetes state', 'Go at Kubernetes']))
    expect(new Set(titles).size).toBe(titles.length)
  })

  test('at most five, none twice', () => {
    const near = answer('should we move our python batch jobs to go?')
    const ids = near.kind === 'choose' ? near.candidates.map(({ id }) => id) : near.kind === 'found' ? near.entries : []
    expect(new Set(ids).size).toBe(ids.length)
    expect(near.kind === 'choose' ? ids.length : mostOffered).toBeLessThanOrEqual(mostOffered)
  })
})
