import { createAnswerer } from '#answer/answerer.ts'
import { confidenceOf, middlingAt } from '#answer/confidence.ts'
import type { Bands } from '#answer/tuning.ts'
import type { Catalog } from '#knowledge/catalog.ts'
import type { QuestionLine } from '../questions.ts'
import { type Scored, scoreQuestions } from '../score.ts'
import { calibrationError, saidOf } from './calibration.ts'
import { examplesOf, saidBy, type Seen } from './examples.ts'
import { fitOf } from './fit.ts'
import { type Summary, summaryOf } from './summary.ts'
import { percent, table } from './table.ts'

/** One way to come by a confidence, measured on every fold. */
export type Crossed = { readonly name: string; readonly folds: readonly Summary[]; readonly pooled: Summary }

/**
 * Fits the confidence and the strong band on all folds but one and measures on that one, in turn. Beside it, on the same folds,
 * the confidence in service, which was fitted on questions that may be among them.
 */
export function crossValidate(
  catalog: Catalog,
  lines: readonly QuestionLine[],
  count: number,
  seed: number,
): Crossed[] {
  const folds = foldsOf(lines, count, seed)
  const seen = examplesOf(catalog, lines)
  const inService = createAnswerer(catalog)
  const fitted = folds.map((fold) => {
    const inFold = new Set(fold)
    const others = seen.filter((one) => !inFold.has(one.line))
    const fit = fitOf(others)
    const bands = bandsOf(
      others,
      lines.filter((line) => !inFold.has(line)),
      saidBy(others, fit),
    )
    const confidence: typeof confidenceOf = (features, lead) => confidenceOf(features, lead, fit)
    return scoreQuestions(createAnswerer(catalog, { confidence, bands }), fold)
  })
  return [
    crossed(
      'in service',
      folds.map((fold) => scoreQuestions(inService, fold)),
    ),
    crossed('fitted on the other folds', fitted),
  ]
}

const crossed = (name: string, folds: readonly Scored[][]): Crossed => ({
  name,
  folds: folds.map(summaryOf),
  pooled: summaryOf(folds.flat()),
})

/** At most so many of the unanswerable may be answered with confidence in training. */
const mostFalse = 0.02
/** Where the strong band may begin: below, an answer would be as likely wrong as right; above, hardly anything is answered. */
const strongest = { from: 0.5, to: 0.95, step: 0.01 }

/** The least strong band that keeps false confidence within its bound on the training questions. */
function bandsOf(
  seen: readonly Seen[],
  lines: readonly QuestionLine[],
  said: readonly { readonly confidence: number }[],
): Bands {
  const all = lines.filter((line) => line.expects === null).length
  const theirs = seen.flatMap((one, at) => (one.line.expects === null ? (said[at]?.confidence ?? 0) : []))
  let strong = strongest.from
  while (strong < strongest.to && theirs.filter((one) => one >= strong).length > mostFalse * all)
    strong += strongest.step
  return { strong, middling: Math.min(middlingAt, strong) }
}

/** Deals the questions out, each kind evenly, in an order that the seed decides. */
export function foldsOf(lines: readonly QuestionLine[], count: number, seed: number): QuestionLine[][] {
  const random = randomFrom(seed)
  const kinds = [...new Set(lines.map((line) => line.kind))].toSorted()
  const dealt = kinds.flatMap((kind) =>
    shuffled(
      lines.filter((line) => line.kind === kind),
      random,
    ),
  )
  return Array.from({ length: count }, (_, fold) => dealt.filter((__, at) => at % count === fold))
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map((one) => ({ one, key: random() }))
    .toSorted((left, right) => left.key - right.key)
    .map(({ one }) => one)
}

/** Numbers between 0 and 1 that a seed decides (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Mean and spread (standard deviation over the folds) of each figure, and the error over all folds together. */
export function foldTable(rows: readonly Crossed[]): string[] {
  return table(
    ['', 'answerable right', 'false confidence', 'calibration error a fold', 'calibration error, folds together'],
    rows.map(({ name, folds, pooled }) => [
      name,
      spread(
        folds.map((one) => one.rightShare),
        percent,
      ),
      spread(
        folds.map((one) => one.falseConfidence),
        percent,
      ),
      spread(
        folds.map((one) => one.calibrationError),
        (value) => value.toFixed(3),
      ),
      pooled.calibrationError.toFixed(3),
    ]),
  )
}

function spread(values: readonly number[], show: (value: number) => string): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1)
  return `${show(mean)} ± ${show(Math.sqrt(variance))}`
}

/** The error that an engine with perfect confidence would show by chance on so few questions: errors have to be read beside it. */
export function chanceText(scored: readonly Scored[], seed = 1, rounds = 200): string {
  const random = randomFrom(seed)
  let sum = 0
  for (let round = 0; round < rounds; round++)
    sum += calibrationError(
      scored.map((one) => {
        const { confidence } = saidOf(one)
        return { confidence, right: random() < confidence }
      }),
    )
  return `With perfect confidence the error on so many questions would be ${(sum / rounds).toFixed(3)} by chance.`
}
