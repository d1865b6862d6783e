import { z } from 'zod'
import type { Answer, Open } from '#answer/answer.ts'
import { longest } from './steps.ts'
import { lineOf } from './line.ts'

/** What is known already when the walkthrough begins. */
export type Begin = {
  readonly project?: string
  readonly domain?: string
  /** Id of a decision whose place the new one is to take; its answers stand in the fields. */
  readonly again?: string
}

const beginSchema = z.strictObject({
  v: z.literal(2),
  project: z.string().max(longest.project).exactOptional(),
  domain: z.string().max(100).exactOptional(),
  again: z.string().max(64).exactOptional(),
})

/** For the value of a button. Nothing in it is to be trusted. */
export function packBegin({ project, domain, again }: Begin): string {
  // JSON can do without the sign that begins every mention.
  return JSON.stringify({
    v: 2,
    ...(project ? { project: projectLine(project) } : {}),
    ...(domain ? { domain } : {}),
    ...(again ? { again } : {}),
  }).replaceAll('<', '\\u003c')
}

/** undefined for anything that this version did not write itself. */
export function unpackBegin(value: string): Begin | undefined {
  const read = beginSchema.safeParse(parsed(value))
  if (!read.success) return undefined
  const { v: _version, project: packed = '', ...begin } = read.data
  // A button may be older than the cleaning, or somebody else's.
  const project = projectLine(packed)
  return { ...(project ? { project } : {}), ...begin }
}

/** "decide Payments gateway": what stands behind the first word, as it was typed. */
export const beginOf = (answer: Open): Begin =>
  answer.argument === '' ? {} : { project: projectLine(answer.question.text.replace(/^\S+\s*/, '')) }

/** What an answer about a fit knows of the project: what was typed behind the sub-command, and the domain it was about. */
export function beginFrom(answer: Answer, domains: ReadonlyMap<string, string>): Begin {
  const { question } = answer
  const project = question.intentFrom === 'command' ? projectLine(question.text.replace(/^\S+\s*/, '')) : ''
  const domain = answer.kind === 'found' ? answer.entries.find((id) => domains.has(id)) : undefined
  return { ...(project ? { project } : {}), ...(domain ? { domain } : {}) }
}

/** Any text as the name of a project: one line, no longer than the field takes, and ending in "…" where it was. */
export const projectLine = (text: string): string => lineOf(text, longest.project)

function parsed(value: string): unknown {
  try {
    return JSON.parse(value)
  } catch {
    return undefined
  }
}
