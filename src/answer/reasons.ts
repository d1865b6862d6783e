import { ceilingOf, type Features } from './confidence.ts'
import type { Plan } from './plans/plan.ts'
import { formSuffices, type Ranked } from './rank.ts'

/**
 * What "Why this answer?" says of a plan: the figures that ranked it, and what held its confidence down. Confidence is rounded
 * down, so that it never reads as enough where it was not.
 * @param strong from which confidence on there is an answer
 */
export function reasonsOf({ plan, features, confidence }: Ranked, strong: number, subject: string): string[] {
  const { phrase, text, likeness, outside, stranger } = features
  const ceiling = ceilingOf(features)
  return [
    plan.why,
    [
      explained(plan, features),
      `${percent(phrase)} of 100 like one of its phrasings`,
      // By its form alone such a plan counts as the best text, whatever its text is.
      ...((plan.floor ?? 0) < formSuffices ? [`${percent(text)} of 100 of the best text score`] : []),
      `${percent(likeness)} of 100 alike letter by letter.`,
    ].join('; '),
    ...(outside > 0
      ? [`Something in the question says that it is not about ${subject}: that lowers the confidence.`]
      : []),
    ...(stranger > 0
      ? ['The question leans on the one before, and this is about something else: that lowers it.']
      : []),
    ...(ceiling < 1 && confidence >= ceiling - rounding
      ? [`At most ${percent(ceiling)} of 100, since too little in the question says that this is what was meant.`]
      : []),
    `Confidence ${Math.floor(confidence * 100 + rounding)} of 100; an answer needs ${percent(strong)}.`,
  ]
}

function explained({ floor = 0 }: Plan, { coverage, named }: Features): string {
  return coverage > 0 && coverage <= floor
    ? `${percent(coverage)} of 100 of what the question says is counted as explained, by how it is put or by what was asked before`
    : `${percent(coverage)} of 100 of what the question says is explained by it${named > 0 ? '' : ', by its words alone'}`
}

/** Sums of binary fractions miss a whole number by less than this. */
const rounding = 1e-9
const percent = (share: number): number => Math.round(share * 100)
