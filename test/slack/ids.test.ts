import { array, assert, integer, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  actions,
  blocks,
  callbacks,
  numbered,
  packOrigin,
  packPress,
  routeOf,
  shortcuts,
  unpackOrigin,
  unpackPress,
} from '#slack/ids.ts'

describe('what a button carries', () => {
  test('comes back as it went, whatever was asked', () => {
    const question = string({ minLength: 1, maxLength: 200, unit: 'grapheme' }).filter((text) => text.length <= 200)
    assert(
      property(array(question, { minLength: 1, maxLength: 4 }), integer({ min: 1, max: 999 }), (trail, page) => {
        const press = { trail, answer: 'x3k_-9', page }
        expect(unpackPress(packPress(press))).toEqual(press)
      }),
    )
  })

  test('fits into a button and calls nobody, however long the conversation was', () => {
    const trail = Array.from({ length: 9 }, () => '<!channel>\\"'.repeat(60))
    const value = packPress({ trail, answer: 'a'.repeat(22), page: 999 })
    expect(value.length).toBeLessThanOrEqual(2_000)
    expect(value).not.toContain('<')
    expect(unpackPress(value)?.trail).toHaveLength(4)
  })

  test('of where the picker was opened comes back as well', () => {
    const origin = { responseUrl: 'https://hooks.slack.com/1', channel: 'C1', channelName: 'general', thread: '1.1' }
    expect(unpackOrigin(packOrigin(origin))).toEqual(origin)
    expect(unpackOrigin(packOrigin({}))).toEqual({})
    expect(unpackOrigin('')).toBeUndefined()
    expect(unpackOrigin('{"v":1,"url":1}')).toBeUndefined()
  })
})

test('every id is one of its own, and routes by what stands before its number', () => {
  const all = [actions, callbacks, shortcuts, blocks].flatMap((group) => Object.values<string>(group))
  expect(new Set(all).size).toBe(all.length)
  expect(all.filter((id) => id.includes(':'))).toEqual([])
  expect(routeOf(numbered(actions.ask, 3))).toBe(actions.ask)
  expect(routeOf(actions.none)).toBe(actions.none)
})
