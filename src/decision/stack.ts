import type { Framework } from '#knowledge/framework.ts'
import type { Candidate, Grounds } from './grounds.ts'
import { choiceOf } from './rule.ts'
import type { Choices } from './types.ts'
import type { StackTool } from './verdict.ts'

/** More is no start but a catalogue. */
const mostTools = 10

/** The stack to start with: the domain's tools, those of each yes, those of every start. Of tools for one job the first is taken, and the others are named with it. */
export function stackOf(framework: Framework, { tools }: Grounds, choices: Choices): StackTool[] {
  const answered = framework.questions
    .filter((one) => choiceOf(choices, one.id) === 'yes')
    .flatMap((one) => tools.answers.get(one.id) ?? [])
  const taken: (Candidate & { readonly or: Candidate['tool'][] })[] = []
  for (const { tool, alternatives } of [...tools.domain, ...answered, ...tools.always]) {
    if (taken.some((one) => [one.tool, ...one.or].some((other) => other.entry === tool.entry))) continue
    const rival = taken.find((one) => one.alternatives.includes(tool.entry))
    if (rival) rival.or.push(tool)
    else taken.push({ tool, alternatives, or: [] })
  }
  return taken.slice(0, mostTools).map(({ tool, or }) => ({
    ...tool,
    or: or.map(({ entry, title }) => ({ entry, title })),
  }))
}
