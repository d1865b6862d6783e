import { describe, expect, test } from 'vitest'
import { readChart } from '#page/blocks/chart/read-chart.ts'
import { scaleOf, shortNumber, slicesOf, ticksOf } from '#page/blocks/chart/scale.ts'

describe('an axis', () => {
  test.each([
    [
      [7.2, 13.5],
      [0, 5, 10, 15],
    ],
    [
      [0.03, 0.12],
      [0, 0.025, 0.05, 0.075, 0.1, 0.125],
    ],
    [
      [-12, 120],
      [-50, 0, 50, 100, 150],
    ],
    [
      [1.1, 2.2],
      [0, 0.5, 1, 1.5, 2, 2.5],
    ],
    [[0.3], [0, 0.1, 0.2, 0.3]],
    [
      [-3, -1],
      [-3, -2, -1, 0],
    ],
  ])('for %j has the steps %j', (values, expected) => expect(ticksOf(values)).toEqual(expected))

  test.each([[[]], [[0]], [[1]], [[1e9]], [[1e-6]], [[0.1, 0.2, 0.7]], [[99.9]], [[-0.5, 0.5]]])(
    'for %j begins and ends outside the values, with zero in it',
    (values: readonly number[]) => {
      const ticks = ticksOf(values)
      expect(ticks.length).toBeGreaterThan(1)
      expect(ticks.length).toBeLessThan(9)
      expect(ticks).toContain(0)
      expect(Math.min(...ticks)).toBeLessThanOrEqual(Math.min(0, ...values))
      expect(Math.max(...ticks)).toBeGreaterThanOrEqual(Math.max(0, ...values))
    },
  )

  test('puts values where they belong', () => {
    const y = scaleOf([0, 50, 100], 200, 0)
    expect([y(0), y(50), y(100)]).toEqual([200, 100, 0])
  })

  test('writes large numbers short', () => {
    expect([999, 9_999, 12_000, 1_500_000, 0.125].map(shortNumber)).toEqual(['999', '9,999', '12K', '1.5M', '0.125'])
  })
})

test('a pie is cut into its shares, one after the other', () => {
  expect(slicesOf([1, 1, 2])).toEqual([
    { from: 0, to: 0.25, share: 0.25 },
    { from: 0.25, to: 0.5, share: 0.25 },
    { from: 0.5, to: 1, share: 0.5 },
  ])
  expect(slicesOf([0, 0]).map(({ share }) => share)).toEqual([0, 0])
})

describe('a chart block', () => {
  const point = (label: string, value: number) => ({ label, value })

  test('gives every series a value for each category, in their order', () => {
    const chart = {
      type: 'line',
      axis_config: { categories: ['a', 'b', 'c'], y_label: 'kg' },
      series: [{ name: 'One', data: [point('c', 3), point('a', 1)] }],
    }
    expect(readChart({ type: 'data_visualization', title: 'T', chart })).toEqual({
      type: 'line',
      title: 'T',
      categories: ['a', 'b', 'c'],
      series: [{ name: 'One', values: [1, 0, 3] }],
      xLabel: '',
      yLabel: 'kg',
    })
  })

  test('may be a pie, and is nothing when its type is unknown', () => {
    const pie = {
      type: 'data_visualization',
      title: 'T',
      chart: { type: 'pie', segments: [point('a', 1), point('b', 2)] },
    }
    expect(readChart(pie)).toMatchObject({ categories: ['a', 'b'], series: [{ values: [1, 2] }] })
    expect(readChart({ type: 'data_visualization', chart: { type: 'radar' } })).toBeUndefined()
  })
})
