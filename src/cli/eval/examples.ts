import { createAnswerer } from '#answer/answerer.ts'
import { subjectOf } from '#answer/answer.ts'
import { confidenceOf, type Features, type Fit, fitted, signsOf } from '#answer/confidence.ts'
import type { Ranked } from '#answer/rank.ts'
import { plainText } from '#answer/text.ts'
import type { Catalog } from '#knowledge/catalog.ts'
import type { QuestionLine } from '../questions.ts'
import { holds } from '../score.ts'
import type { Example } from './fit.ts'

/** An example, with what a confidence is made from. */
export type Seen = Example & { readonly line: QuestionLine; readonly features: Features; readonly lead: number }

/**
 * Asks every question and lets the likeliest plan answer whatever its confidence. Questions that are never ranked (the bot itself,
 * a sub-command, plainly not ours) teach nothing about confidence and are left out.
 */
export function examplesOf(catalog: Catalog, lines: readonly QuestionLine[]): Seen[] {
  const inService = createAnswerer(catalog)
  let plans: readonly Ranked[] = []
  const forced = createAnswerer(catalog, {
    bands: { strong: 0, middling: 0 },
    observe: (ranked) => {
      plans = ranked
    },
  })
  return lines.flatMap((line) => {
    const previous = line.prev === undefined ? undefined : subjectOf(inService.answer(line.prev))
    plans = []
    const answer = forced.answer(line.q, previous)
    const [first] = plans
    if (!first) return []
    const { lead } = first
    const right = line.expects !== null && answer.kind === 'found' && holds(plainText(answer), line.expects)
    return [{ line, features: first.features, lead, signs: signsOf(first.features, lead), right }]
  })
}

/** What a fit would say of them. */
export function saidBy(seen: readonly Seen[], fit: Fit = fitted): { confidence: number; right: boolean }[] {
  return seen.map(({ features, lead, right }) => ({ confidence: confidenceOf(features, lead, fit), right }))
}
