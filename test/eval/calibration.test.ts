import { describe, expect, test } from 'vitest'
import { fitted, signNames, type Signs } from '#answer/confidence.ts'
import { binsOf, calibrationError } from '#cli/eval/calibration.ts'
import { type Example, fitOf, surprise } from '#cli/eval/fit.ts'
import { foldsOf } from '#cli/eval/folds.ts'
import { line } from './lines.ts'

const said = (confidence: number, right: boolean, times = 1): { confidence: number; right: boolean }[] =>
  Array.from({ length: times }, () => ({ confidence, right }))

describe('calibration', () => {
  test('is perfect when three of four are right at 0.75', () => {
    expect(calibrationError([...said(0.75, true, 3), ...said(0.75, false)])).toBeCloseTo(0)
  })

  test('is the distance between confidence and the share right, weighed by questions', () => {
    // Four at 0.9 of which half are right: off by 0.4. One at 0.2 that is wrong: off by 0.2.
    const questions = [...said(0.9, true, 2), ...said(0.9, false, 2), ...said(0.2, false)]
    expect(calibrationError(questions)).toBeCloseTo((4 * 0.4 + 0.2) / 5)
  })

  test('puts a confidence of 1 into the last bin, and one on a border into the upper', () => {
    const bins = binsOf([...said(1, true), ...said(0.9, true), ...said(0.8, false)])
    expect(bins.at(-1)).toMatchObject({ from: 0.9, questions: 2, right: 1 })
    expect(bins.at(-2)).toMatchObject({ questions: 1, right: 0 })
  })

  test('nothing is off by nothing', () => {
    expect(calibrationError([])).toBe(0)
  })
})

/** Signs that are all nothing but one. */
const only = (name: keyof Signs, value: number): Signs => ({
  ...(Object.fromEntries(signNames.map((one) => [one, 0])) as Signs),
  [name]: value,
})

describe('a fit', () => {
  const examples: Example[] = Array.from({ length: 40 }, (_, at) => ({
    signs: only('coverage', at / 40),
    right: at >= 20 || at % 5 === 0,
  }))
  const fit = fitOf(examples)

  test('gives weight to the sign that tells, and none to those that say nothing', () => {
    expect(fit.weights.coverage).toBeGreaterThan(1)
    expect(fit.weights.phrase).toBe(0)
    expect(fit.weights.outside).toBe(0)
  })

  test('is the same for the same examples', () => {
    expect(fitOf(examples)).toEqual(fit)
  })

  test('surprises less than saying the same of all, and what is certain and wrong surprises most', () => {
    const by = (confidence: (one: Example) => number): number =>
      surprise(examples.map((one) => ({ confidence: confidence(one), right: one.right })))
    const fitting = by(({ signs }) => 1 / (1 + Math.exp(-(fit.bias + fit.weights.coverage * signs.coverage))))
    expect(fitting).toBeLessThan(by(() => 0.6))
    expect(by(() => 1)).toBeGreaterThan(by(() => 0.6))
  })

  test('has a weight for every sign, as the fit in service has', () => {
    expect(Object.keys(fit.weights)).toEqual(Object.keys(fitted.weights))
  })
})

describe('folds', () => {
  const lines = Array.from({ length: 53 }, (_, at) => line(`q${at}`, at % 3 === 0 ? null : [['x']], `kind ${at % 3}`))

  test('hold every question once, each kind evenly', () => {
    const folds = foldsOf(lines, 5, 7)
    expect(
      folds
        .flat()
        .map((one) => one.q)
        .toSorted(),
    ).toEqual(lines.map((one) => one.q).toSorted())
    for (const fold of folds) {
      const none = fold.filter((one) => one.expects === null).length
      expect(none).toBeGreaterThanOrEqual(3)
      expect(none).toBeLessThanOrEqual(4)
    }
  })

  test('are the same for a seed and others for another', () => {
    expect(foldsOf(lines, 5, 7)).toEqual(foldsOf(lines, 5, 7))
    expect(foldsOf(lines, 5, 7)).not.toEqual(foldsOf(lines, 5, 8))
  })
})
