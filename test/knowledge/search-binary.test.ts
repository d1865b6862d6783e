import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deserialize, serialize } from '#knowledge/search/binary.ts'
import { buildIndex, withOverlay } from '#knowledge/search/index.ts'
import { stem } from '#knowledge/search/words.ts'
import { documents, ids, seen, terms } from './made-up.ts'

const bytes = serialize(buildIndex([{ id: 'river', name: 'The River', asks: 'für wen', body: 'water' }]), 'v1')

describe('an index as bytes', () => {
  test('reads back as it was, layers made one', () => {
    fc.assert(
      fc.property(documents(12), documents(6), ids, terms, (shared, own, removed, asked) => {
        const index = withOverlay(buildIndex(shared), own, removed)
        const restored = deserialize(serialize(index, 'v1'), 'v1')
        if (restored.kind === 'refused') throw new Error(restored.because)
        expect(seen(restored.index, asked)).toEqual(seen(index, asked))
      }),
    )
  })

  test('can be edited once read back', () => {
    const restored = deserialize(bytes, 'v1')
    if (restored.kind === 'refused') throw new Error(restored.because)
    const index = withOverlay(restored.index, [{ id: 'river', name: 'Dry', asks: '', body: '' }])
    expect([index.size, index.has(stem('water')), index.has(stem('dry'))]).toEqual([1, false, true])
  })

  test('may begin anywhere in a larger piece of memory', () => {
    const larger = new Uint8Array(bytes.length + 3)
    larger.set(bytes, 3)
    expect(deserialize(larger.subarray(3), 'v1').kind).toBe('restored')
  })

  test.each([
    ['nothing', new Uint8Array(0), 'v1', 'no index'],
    ['another file', new Uint8Array(400).fill(7), 'v1', 'no index'],
    ['an index of other content', bytes, 'v2', 'other content'],
    ['an index of another program', changed(4), 'v1', 'another format'],
    ['a length that is wrong', changed(12), 'v1', 'damaged'],
    ['a byte that is wrong', changed(bytes.length - 20), 'v1', 'damaged'],
    ['a part of an index', bytes.slice(0, -8), 'v1', 'damaged'],
  ])('refuses %s', (_, given, content, because) => {
    expect(deserialize(given, content)).toEqual({ kind: 'refused', because })
  })
})

function changed(at: number): Uint8Array {
  const copy = bytes.slice()
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}
