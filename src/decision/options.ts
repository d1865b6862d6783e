import type { Framework } from '#knowledge/framework.ts'
import type { Grounds } from './grounds.ts'
import type { Proposal } from './types.ts'
import type { Option } from './verdict.ts'

/** What could be chosen: the candidate, what a knock-out leads to, and what the asker put on the table, each once. */
export function optionsOf(
  framework: Framework,
  grounds: Grounds,
  proposal: Proposal,
  knockedOut: readonly string[],
): Option[] {
  const leading = framework.knock_outs.filter((one) => knockedOut.includes(one.id))
  const ids = new Set(leading.flatMap((one) => one.leads_to))
  const own: string[] = []
  for (const words of proposal.alternatives) {
    const known = framework.alternatives.find((one) => same(one.id, words) || same(one.name, words))
    if (known) ids.add(known.id)
    else if (!same(words, framework.candidate) && !own.some((other) => same(other, words))) own.push(words)
  }
  return [
    { name: framework.candidate, kind: 'candidate', ledToBy: [] },
    ...[...ids].flatMap((id) => optionOf(framework, grounds, id, leading)),
    ...own.map((name) => ({ name, kind: 'own' as const, ledToBy: [] })),
  ]
}

function optionOf(framework: Framework, grounds: Grounds, id: string, leading: Framework['knock_outs']): Option[] {
  const alternative = framework.alternatives.find((one) => one.id === id)
  if (!alternative) return []
  const when = grounds.alternatives.get(id)?.when
  return [
    {
      id,
      name: alternative.name,
      kind: 'alternative',
      ...(when ? { when } : {}),
      ledToBy: leading.filter((one) => one.leads_to.includes(id)).map((one) => one.id),
    },
  ]
}

const same = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase()
