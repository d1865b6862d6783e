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

/** More pairs than these say nothing new; they are counted. */
const mostPairs = 4

/**
 * One sentence for each flip. Knock-outs that would all lead to the same place are told in one, and of many pairs the nearest: six times
 * the same sentence would hide the answers that can really turn out otherwise.
 */
function flipTexts(framework: Framework, { flips }: Verdict): string[] {
  if (flips.length === 0) return ['No other answer, and no two other answers, would change this.']
  const together = (['unsure', 'no'] as const)
    .map((from) => flips.filter((flip) => isKnockOutFrom(framework, flip, from)))
    .filter((group) => group.length > 2)
  const apart = flips.filter((flip) => !together.some((group) => group.includes(flip)))
  const pairs = apart.filter((flip) => flip.changes.length > 1)
  const hidden = pairs.slice(mostPairs)
  return [
    ...apart.filter((flip) => !hidden.includes(flip)).map((flip) => flipText(framework, flip)),
    ...morePairsText(hidden.length),
    ...together.flatMap((group) => groupText(framework, group)),
  ]
}

function morePairsText(count: number): string[] {
  if (count === 0) return []
  return [count === 1 ? 'One more pair of answers would change it.' : `${count} more pairs of answers would change it.`]
}

/** Knock-outs that are alike but for their names. */
function groupText(framework: Framework, group: readonly Flip[]): string[] {
  const names = group.flatMap(({ changes }) => changes.map(({ id }) => askedOf(framework, id)?.short ?? id)).join('; ')
  return group.slice(0, 1).map((flip) => {
    const open = flip.changes.some((change) => change.from === 'unsure')
    const [applied, note] = open ? ['applied', ' All of them are still open.'] : ['applied after all', '']
    return `If any of these ${applied}, this would become: ${nameOf(framework, flip)} (${names}).${note}`
  })
}

/** A knock-out alone that would apply, where so far it was answered like this. */
function isKnockOutFrom(framework: Framework, { changes }: Flip, from: 'no' | 'unsure'): boolean {
  const [change] = changes
  return (
    changes.length === 1 &&
    change?.from === from &&
    change.to === 'yes' &&
    framework.knock_outs.some((one) => one.id === change.id)
  )
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
