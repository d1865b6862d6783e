import { expect, test } from 'vitest'
import { domainSearch } from '#decision/domains.ts'
import { kilnWorld, realWorld } from './worlds.ts'

const { catalog } = realWorld()
const search = domainSearch(catalog)
const found = (typed: string, limit = 100): string[] => search(typed, limit).map((one) => one.id)
const all = [...catalog.entries.values()].filter((one) => one.kind === 'domains')

test('nothing typed gives all, signs alone give none', () => {
  expect(found('')).toHaveLength(all.length)
  expect(found('  ')).toHaveLength(all.length)
  expect(found('--')).toEqual([])
  expect(found('', 3)).toHaveLength(3)
})

test.each(all.map((one) => one.id))('the id %s finds its domain first, however it is written', (id) => {
  expect(found(id)[0]).toBe(id)
  expect(found(` ${id.toUpperCase().replaceAll('-', ' ')} `)[0]).toBe(id)
})

test('few letters find no middle of a word, more do', () => {
  // "biotech" is another name of health care.
  expect(found('iot')).not.toContain('healthcare')
  expect(found('iotec')).toContain('healthcare')
})

test.each([
  ['gaming', 'gaming'],
  ['finance', 'fintech-blockchain'],
  ['blockchain', 'fintech-blockchain'],
  ['health', 'healthcare'],
  ['networking', 'edge-networking'],
  ['vending', undefined],
])('%s finds %s', (typed, expected) => {
  expect(found(typed)[0]).toBe(expected)
})

test('accents and case do not tell names apart', () => {
  expect(domainSearch(kilnWorld().catalog)('BÄNK', 5)).toEqual([{ id: 'banking', title: 'Banking' }])
})
