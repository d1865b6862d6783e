import { lineOf } from '#answer/evidence.ts'
import { createDecider, type Decider } from '#decision/decider.ts'
import type { Weigh } from '#decision/grounds.ts'
import type { Choice, Choices, Proposal } from '#decision/types.ts'
import type { Catalog } from '#knowledge/catalog.ts'
import type { Framework } from '#knowledge/framework.ts'
import { catalogOf, kiln } from '../support/catalogs.ts'

/** A catalog with its decider, and the one framework that a test is about. */
export type World = { readonly catalog: Catalog; readonly decider: Decider; readonly framework: Framework }

/** The made-up subject. */
export const kilnWorld = (): World => worldOf(kiln(), 'kiln-fit')
/** The real folder. */
export const realWorld = (): World => worldOf(catalogOf('knowledge'), 'go-fit')

export function worldOf(catalog: Catalog, id: string): World {
  const framework = catalog.frameworks.get(id)
  if (!framework) throw new Error(`no framework ${id}`)
  return { catalog, framework, decider: createDecider(catalog, weighIn(catalog)) }
}

/** Claims weigh in a verdict what they weigh in an answer. */
export const weighIn =
  (catalog: Catalog): Weigh =>
  (entry, claim) =>
    lineOf(catalog, entry, claim)

export const proposal: Proposal = { project: 'a tea set', alternatives: [] }

/** `yes`, `no` and `?` by id; what is left out is left open. */
export function choices(answers: Readonly<Record<string, Choice>>): Choices {
  return Object.fromEntries(Object.entries(answers).map(([id, choice]) => [id, { choice }]))
}

/** All questions and knock-outs of a framework in order: "yyn?" and "nn". */
export function answering({ questions, knock_outs }: Framework, asked: string, ruled: string): Choices {
  const words = { y: 'yes', n: 'no' } as const
  const choice = (sign: string | undefined): Choice => (sign === 'y' || sign === 'n' ? words[sign] : 'unsure')
  return choices(
    Object.fromEntries([
      ...questions.map((one, at) => [one.id, choice(asked[at])] as const),
      ...knock_outs.map((one, at) => [one.id, choice(ruled[at])] as const),
    ]),
  )
}
