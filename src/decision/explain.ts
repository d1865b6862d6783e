import type { Framework } from '#knowledge/framework.ts'
import type { Change, Flip, Verdict } from './verdict.ts'

/** A verdict in plain words. Curated text and ours only: what the asker wrote stays in the verdict, for the surface to escape. */
export type Explanation = {
  /** "3 of 4 answered yes, 1 not sure." */
  readonly score: string
  /** One sentence or two for each driver, in the verdict's order. */
  readonly drivers: readonly string[]
  /** One for each knock-out that applies: why, and what to take instead. */
  readonly knockOuts: readonly string[]
  /** "If simple deployment were not a priority, this would become: not clear." */
  readonly flips: readonly string[]
  /** What is still open, in one sentence; empty when nothing is. */
  readonly open: string
}

export function explain(framework: Framework, verdict: Verdict): Explanation {
  return {
    score: scoreText(verdict),
    drivers: verdict.drivers.map(({ short, choice, ground }) =>
      [`${capital(short)}: ${choiceWords[choice]}.`, ground?.text].filter(Boolean).join(' '),
    ),
    knockOuts: verdict.knockedOutBy.map(({ short, why, instead }) =>
      [`${capital(short)}: ${why.text}`, insteadText(instead.map((one) => one.name))].filter(Boolean).join(' '),
    ),
    flips: flipTexts(framework, verdict),
    open: openText(framework, verdict),
  }
}

const choiceWords = { yes: 'yes', no: 'no', unsure: 'not sure' } as const

function scoreText({ score: { yes, no, unsure, of } }: Verdict): string {
  const rest = [...(no > 0 ? [`${no} no`] : []), ...(unsure > 0 ? [`${unsure} not sure`] : [])]
  return `${[`${yes} of ${of} answered yes`, ...rest].join(', ')}.`
}

function insteadText(names: readonly string[]): string {
  return names.length > 0 ? `Take instead: ${names.join(', or ')}.` : ''
}

/**
 * One sentence for each flip. Knock-outs that would all lead to the same place are told in one: six times the same sentence would hide
 * the answers that can really turn out otherwise.
 */
function flipTexts(framework: Framework, { flips }: Verdict): string[] {
  if (flips.length === 0) return ['No other answer, and no two other answers, would change this.']
  const late = flips.filter((flip) => isLateKnockOut(framework, flip))
  if (late.length < 3) return flips.map((flip) => flipText(framework, flip))
  const names = late.flatMap(({ changes }) =>
    changes.map((change) => askedOf(framework, change.id)?.short ?? change.id),
  )
  const [first] = late
  return [
    ...flips.filter((flip) => !late.includes(flip)).map((flip) => flipText(framework, flip)),
    ...(first
      ? [`If any of these applied after all, this would become: ${nameOf(framework, first)} (${names.join('; ')}).`]
      : []),
  ]
}

/** A knock-out alone that was answered with no. */
function isLateKnockOut(framework: Framework, { changes }: Flip): boolean {
  const [change] = changes
  return changes.length === 1 && change?.from === 'no' && framework.knock_outs.some((one) => one.id === change.id)
}

function flipText(framework: Framework, flip: Flip): string {
  const conditions = flip.changes.map((change) => conditionOf(framework, change)).join(' and ')
  const open = flip.changes.filter((change) => change.from === 'unsure').length
  const note = open === 0 ? '' : flip.changes.length === 1 ? ' That is still open.' : ' One of these is still open.'
  return `If ${conditions}, this would become: ${nameOf(framework, flip)}.${open === 2 ? ' Both are still open.' : note}`
}

function conditionOf(framework: Framework, { id, to }: Change): string {
  const asked = askedOf(framework, id)
  if (!asked) return `"${id}" were ${to}`
  return to === 'yes' ? asked.if_yes : asked.if_no
}

function openText(framework: Framework, { open }: Verdict): string {
  if (open.length === 0) return ''
  const names = open.map((id) => askedOf(framework, id)?.short ?? id)
  return `Not sure, which counts neither way: ${names.join('; ')}.`
}

function askedOf({ questions, knock_outs }: Framework, id: string) {
  return [...questions, ...knock_outs].find((one) => one.id === id)
}

const nameOf = (framework: Framework, { becomes }: Flip): string => framework.verdicts[becomes].name
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
