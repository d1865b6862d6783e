import type { Choice, Choices, Proposal } from '#decision/types.ts'
import type { Framework } from '#knowledge/framework.ts'
import type { Fields } from '../delivery.ts'
import { actions, blockOf, blocks } from '../ids.ts'
import { lineOf } from './line.ts'
import { type Asked, longest, type Step } from './steps.ts'

/** Answers on their way: a reason may stand there before its answer does. `Choices` fit in as they are. */
export type Typed = Readonly<Record<string, { readonly choice?: Choice; readonly because?: string }>>

/** What stands in the fields of a step, or is to stand there. */
export type Filled = {
  readonly proposal?: Partial<Proposal>
  /** The domain with its title, which the field shows. */
  readonly domain?: { readonly id: string; readonly title: string }
  readonly choices: Typed
}

/** What a step says, whole or not, and what is missing: a sentence for each block. */
export type ReadStep = {
  /** Present for the step that asks for it. */
  readonly proposal?: Proposal
  /** The answers of this step alone; one that was taken back is there and empty. */
  readonly choices: Typed
  readonly errors: Readonly<Record<string, string>>
}

/** Reads the fields of a step. What was not chosen is left out, so that going back keeps what is there. */
export function readStep(framework: Framework, step: Step, fields: Fields): ReadStep {
  if (step.kind === 'about') return readAbout(framework, fields)
  const read = step.asked.map((one) => [one.id, readAnswer(one, fields)] as const)
  const missing = read.filter(([, answer]) => !answer.choice)
  return {
    choices: Object.fromEntries(read),
    errors: Object.fromEntries(
      missing.map(([id]) => [blockOf(blocks.choice, id), 'Choose yes, no or not sure.'] as const),
    ),
  }
}

/** Whether these are the fields of that step: after an edit of the framework a window may hold other questions. */
export function fitsStep(step: Step, fields: Fields): boolean {
  if (step.kind === 'about') return Object.hasOwn(fields, blocks.project)
  return step.asked.every((one) => Object.hasOwn(fields, blockOf(blocks.choice, one.id)))
}

/** The answers that were given, without reasons that stand alone. */
export function choicesOf(typed: Typed): Choices {
  return Object.fromEntries(
    Object.entries(typed).flatMap(([id, { choice, because }]) =>
      choice ? [[id, { choice, ...(because ? { because } : {}) }]] : [],
    ),
  )
}

function readAbout(framework: Framework, fields: Fields): ReadStep {
  const project = lineOf(textIn(fields, blocks.project, actions.project), longest.project)
  const domain = textIn(fields, blocks.domain, actions.domain)
  const own = lineOf(textIn(fields, blocks.ownOption, actions.ownOption), longest.project)
  const named = textIn(fields, blocks.alternatives, actions.alternatives).split('\n')
  const priority = textIn(fields, blocks.priority, actions.priority)
  return {
    proposal: {
      project,
      alternatives: [
        ...framework.alternatives.map((one) => one.id).filter((id) => named.includes(id)),
        ...(own ? [own] : []),
      ],
      ...(domain ? { domain } : {}),
      ...(framework.priorities.some((one) => one.id === priority) ? { priority } : {}),
    },
    choices: {},
    errors: project ? {} : { [blocks.project]: 'Say in a few words what the project is.' },
  }
}

function readAnswer({ id }: Asked, fields: Fields): { choice?: Choice; because?: string } {
  const chosen = textIn(fields, blockOf(blocks.choice, id), actions.choice)
  const choice = (['yes', 'no', 'unsure'] as const).find((one) => one === chosen)
  const because = lineOf(textIn(fields, blockOf(blocks.because, id), actions.because), longest.because)
  return { ...(choice ? { choice } : {}), ...(because ? { because } : {}) }
}

/** Own keys only, since the names of the fields come with the payload. */
function textIn(fields: Fields, block: string, action: string): string {
  const found = Object.hasOwn(fields, block) ? fields[block] : undefined
  return (found && Object.hasOwn(found, action) ? found[action] : undefined)?.trim() ?? ''
}
