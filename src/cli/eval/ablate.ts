import { createAnswerer } from '#answer/answerer.ts'
import type { Part } from '#answer/tuning.ts'
import type { Catalog } from '#knowledge/catalog.ts'
import type { QuestionLine } from '../questions.ts'
import { scoreQuestions } from '../score.ts'
import { type Summary, summaryOf } from './summary.ts'
import { percent, points, table } from './table.ts'

/** What each part does, and so what is missing without it. */
const parts: Readonly<Record<Part, string>> = {
  intent: 'intent recognition',
  mentions: 'entity recognition',
  synonyms: 'synonyms and abbreviations',
  stemming: 'stemming',
  spelling: 'spelling',
  structure: 'plans from names and intent',
  'follow-ups': 'the subject of a thread',
  judge: 'likeness letter by letter, as Fuse.js measures it',
  phrasing: 'likeness to phrasings',
  're-ranking': 're-ranking (text score alone orders)',
  outside: 'signs that a question is not ours',
  caution: 'ceilings of confidence',
  calibration: 'the fitted confidence (score alone)',
  thresholds: 'bands (everything is answered)',
}

/** What is measured without one part; `part` is missing in the row where nothing is left out. */
export type Ablation = { readonly part?: Part; readonly what: string; readonly summary: Summary }

/** Takes one part out after the other. Weights are not fitted anew: a row says what the engine as it is would lose. */
export function ablate(catalog: Catalog, lines: readonly QuestionLine[]): Ablation[] {
  const measure = (part?: Part): Summary =>
    summaryOf(scoreQuestions(createAnswerer(catalog, part ? { without: new Set([part]) } : {}), lines))
  return [
    { what: 'everything', summary: measure() },
    // Object.keys widens to string; the table's own keys are the parts.
    ...(Object.keys(parts) as Part[]).map((part) => ({
      part,
      what: `without ${parts[part]}`,
      summary: measure(part),
    })),
  ]
}

/** One row each, with the difference to everything in points. */
export function ablationTable(rows: readonly Ablation[]): string[] {
  const full = rows.find((row) => row.part === undefined)?.summary
  return table(
    ['', 'answerable right', 'points', 'false confidence', 'points', 'calibration error', 'difference'],
    rows.map(({ part, what, summary }) => [
      what,
      percent(summary.rightShare),
      full && part ? points(summary.rightShare - full.rightShare) : '',
      percent(summary.falseConfidence),
      full && part ? points(summary.falseConfidence - full.falseConfidence) : '',
      summary.calibrationError.toFixed(3),
      full && part ? signed(summary.calibrationError - full.calibrationError) : '',
    ]),
  )
}

const signed = (difference: number): string =>
  `${difference < -0.0005 ? '' : '+'}${difference.toFixed(3)}`.replace('+-', '-')
