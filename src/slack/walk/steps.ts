import type { Framework } from '#knowledge/framework.ts'

/** What a person may write into a field. */
export const longest = { project: 150, because: 300 }

/** A question or a knock-out, as far as asking it goes. */
export type Asked = Pick<Framework['knock_outs'][number], 'id' | 'short' | 'ask' | 'examples'>

/** What one window of the walkthrough or of a vote asks. */
export type Step =
  /** The project itself. A vote has no such step: there the project stands already. */
  | { readonly kind: 'about' }
  /** Each with a field for the reason, so two of them are four fields. */
  | { readonly kind: 'questions'; readonly asked: readonly Asked[]; readonly from: number; readonly of: number }
  | { readonly kind: 'knockOuts'; readonly asked: readonly Asked[]; readonly from: number; readonly of: number }

/** A window with more than about six fields is closed rather than filled in. */
const most = { questions: 2, knockOuts: 6 }

/** The windows of a framework in their order. */
export function stepsOf(framework: Framework, { about }: { readonly about: boolean }): readonly Step[] {
  return [
    ...(about ? [{ kind: 'about' as const }] : []),
    ...paged(framework.questions, most.questions).map((page) => ({ kind: 'questions' as const, ...page })),
    ...paged(framework.knock_outs, most.knockOuts).map((page) => ({ kind: 'knockOuts' as const, ...page })),
  ]
}

/** What a step is about, in a few words. */
export function titleOf(step: Step): string {
  if (step.kind === 'about') return 'What is it?'
  const { asked, from, of } = step
  if (step.kind === 'knockOuts' && asked.length === of) return 'What would rule it out?'
  const what = step.kind === 'questions' ? 'Question' : 'What would rule it out'
  const [plural, to] = [step.kind === 'questions' ? 's' : ',', from + asked.length - 1]
  if (asked.length === 1) return `${what} ${from} of ${of}`
  return `${what}${plural} ${from} ${asked.length === 2 ? 'and' : 'to'} ${to} of ${of}`
}

function paged(asked: readonly Asked[], size: number) {
  const starts = asked.map((_one, at) => at).filter((at) => at % size === 0)
  return starts.map((at) => ({ asked: asked.slice(at, at + size), from: at + 1, of: asked.length }))
}
