import type { Framework, VerdictKind } from '#knowledge/framework.ts'
import { type Answer, kindOf, rank } from './rule.ts'
import type { Change, Flip } from './verdict.ts'

/**
 * What would turn the verdict, found by trying: every single answer changed to a yes or a no. Where none of them turns it, every pair;
 * where they only lower it, the pairs that raise it too, or nobody would learn the way up. A pair is made of changes that turn nothing
 * alone, so no part of a flip is a flip itself. "Not sure" may become either, which is how it widens the list. Ten answers make at
 * most 20 singles and 180 pairs.
 */
export function flipsOf(framework: Framework, answers: readonly Answer[], kind: VerdictKind): Flip[] {
  const changes = changesOf(answers)
  const turned = (tries: readonly (readonly Change[])[]): Flip[] =>
    tries
      .map((tried) => ({ changes: tried, becomes: kindOf(framework, applied(answers, tried)) }))
      .filter((flip) => flip.becomes !== kind)
  const raises = (flip: Flip): boolean => rank[flip.becomes] > rank[kind]
  const single = turned(changes.map((change) => [change]))
  const idle = changes.filter((change) => !single.some((flip) => flip.changes.includes(change)))
  const pairs = single.some(raises) ? [] : turned(pairsOf(idle))
  const flips = [...single, ...(single.length > 0 ? pairs.filter(raises) : pairs)]
  return flips.toSorted((one, other) => distance(answers, one) - distance(answers, other))
}

function changesOf(answers: readonly Answer[]): Change[] {
  return answers.flatMap(({ id, choice: from }) =>
    (['yes', 'no'] as const).flatMap((to) => (to === from ? [] : [{ id, from, to }])),
  )
}

/** Every two changes of two different answers, each pair once. */
function pairsOf(changes: readonly Change[]): Change[][] {
  return changes.flatMap((one, at) =>
    changes.slice(at + 1).flatMap((other) => (other.id === one.id ? [] : [[one, other]])),
  )
}

function applied(answers: readonly Answer[], changes: readonly Change[]): Answer[] {
  return answers.map((answer) => {
    const change = changes.find((one) => one.id === answer.id)
    return change ? { ...answer, choice: change.to } : answer
  })
}

/** How far off a change is: what nobody is sure of may come any day, an answer is held, and that a knock-out applies after all is rarest. */
function distance(answers: readonly Answer[], { changes }: Flip): number {
  const far = changes.map(({ id, from }) => {
    if (from === 'unsure') return 0
    return answers.find((one) => one.id === id)?.knockOut ? 2 : 1
  })
  return far.reduce<number>((sum, one) => sum + one, 0)
}
