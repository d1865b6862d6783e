import type { Catalog } from '../catalog.ts'
import type { Framework, Statement } from '../framework.ts'
import { referencesOf } from '../references.ts'
import { fileOf, type Rule } from './rule.ts'

/** What is wrong, and where in the framework's file. */
type Flaw = { readonly field: string; readonly wish: string }

/** A framework is held together by ids of its own, and rests on entries that have been checked. */
export const frameworks: Rule = {
  name: 'frameworks',
  description:
    "A framework's own ids stand once and lead somewhere, its statements rest on sources of the entry they name, its pilot has steps.",
  check: (catalog) =>
    [...catalog.frameworks.values()].flatMap((framework) =>
      [
        ...twice(framework),
        ...lost(framework),
        ...statementsOf(framework).flatMap(([field, statement]) => unbacked(catalog, field, statement)),
        ...withoutSteps(catalog, framework),
      ].map((flaw) => ({ rule: 'frameworks', file: fileOf(framework), ...flaw })),
    ),
}

function twice({ questions, knock_outs, alternatives, priorities, risks }: Framework): Flaw[] {
  const spaces = [
    // One space for both: an answer is kept under the id of what was asked.
    [...named('questions', questions), ...named('knock_outs', knock_outs)],
    named('alternatives', alternatives),
    named('priorities', priorities),
    named('risks', risks),
  ]
  return spaces.flatMap((space) =>
    space
      .filter(({ id }, at) => space.findIndex((other) => other.id === id) < at)
      .map(({ field, id }) => ({ field, wish: `an id of its own; "${id}" stands before` })),
  )
}

function named(list: string, items: readonly { readonly id: string }[]): { field: string; id: string }[] {
  return items.map(({ id }, at) => ({ field: `${list}.${at}.id`, id }))
}

/** Ids that lead to nothing within the framework. */
function lost(framework: Framework): Flaw[] {
  const { questions, knock_outs, alternatives, priorities, risks } = framework
  const missing = (field: string, ids: readonly string[], among: readonly { id: string }[], what: string): Flaw[] =>
    ids.flatMap((id, at) =>
      among.some((one) => one.id === id)
        ? []
        : [{ field: `${field}.${at}`, wish: `the id of ${what} of this file; "${id}" is none` }],
    )
  return [
    ...knock_outs.flatMap((one, at) =>
      missing(`knock_outs.${at}.leads_to`, one.leads_to, alternatives, 'an alternative'),
    ),
    ...priorities.flatMap((one, at) => [
      ...missing(`priorities.${at}.questions`, one.questions, questions, 'a question'),
      ...missing(`priorities.${at}.risks`, one.risks, risks, 'a risk'),
    ]),
    ...risks.flatMap(({ when }, at) =>
      when ? missing(`risks.${at}.when.answer`, [when.answer], [...questions, ...knock_outs], 'a question') : [],
    ),
  ]
}

/** Every statement of a framework with the field it stands in. */
function statementsOf(framework: Framework): (readonly [string, Statement])[] {
  const { about, rule, questions, knock_outs, alternatives, risks } = framework
  return [
    ['about', about],
    ['rule', rule],
    ...questions.flatMap((one, at) => [
      [`questions.${at}.speaks_for`, one.speaks_for] as const,
      [`questions.${at}.speaks_against`, one.speaks_against] as const,
    ]),
    ...knock_outs.map((one, at) => [`knock_outs.${at}.reason`, one.reason] as const),
    ...alternatives.map((one, at) => [`alternatives.${at}.when`, one.when] as const),
    ...risks.map((one, at) => [`risks.${at}`, one] as const),
  ]
}

/** A framework says nothing that no entry says: its sources are those of the entry it names. */
function unbacked(catalog: Catalog, field: string, { entry: id, sources }: Statement): Flaw[] {
  const entry = catalog.entries.get(id)
  // That it does not exist is told by the rule on references.
  if (!entry) return []
  const backing = new Set(referencesOf(entry).flatMap((one) => (one.to === 'source' ? [one.id] : [])))
  return sources.flatMap((source, at) =>
    backing.has(source)
      ? []
      : [{ field: `${field}.sources.${at}`, wish: `a source that ${id} itself names; "${source}" is not among them` }],
  )
}

function withoutSteps(catalog: Catalog, { pilot }: Framework): Flaw[] {
  const plan = catalog.entries.get(pilot.plan)
  return plan?.kind === 'topics' && plan.steps.length === 0
    ? [{ field: 'pilot.plan', wish: `a topic with steps; ${plan.id} has none` }]
    : []
}
