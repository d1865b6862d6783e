import type { Catalog } from '#knowledge/catalog.ts'
import type { Claim } from '#knowledge/claim.ts'
import type { Domain, Entry, Organisation, Tool } from '#knowledge/entry.ts'
import type { Framework, Statement } from '#knowledge/framework.ts'
import { byFirmness, byGrade } from './rank.ts'
import type { Alternative, Grade, Ground, LeftOut, Pilot, Risk, Source, StackTool } from './verdict.ts'

/** Gives a claim of an entry its grade, year and sources. The caller's, so that a claim weighs here what it weighs in an answer. */
export type Weigh = (
  entry: Entry,
  claim: Claim,
) => {
  readonly text: string
  readonly grade: Grade
  readonly year?: number | null
  readonly citations: readonly Source[]
}

/** What speaks for the candidate and what against it, each by grade. */
export type Sides = { readonly for: readonly Ground[]; readonly against: readonly Ground[] }

/** What a verdict within one domain can rest on, as plain data: all that `decide` knows of the knowledge base. */
export type Grounds = {
  readonly domain?: { readonly id: string; readonly title: string }
  /** for: organisations there that use it. against: who left, then the domain's other side, then what limits the tales of old. */
  readonly domainSides: Sides
  /** What is known of organisations there that are named as users and are none. */
  readonly misnamed: readonly Ground[]
  /** By id of the question or knock-out: what its evidence says on either side. */
  readonly sides: ReadonlyMap<string, Sides>
  /** By id of the question or knock-out: what a yes and what a no means. A knock-out's no means nothing. */
  readonly meanings: ReadonlyMap<string, { readonly yes?: Ground; readonly no?: Ground }>
  readonly alternatives: ReadonlyMap<string, Alternative>
  /** By id of the priority. */
  readonly priorities: ReadonlyMap<string, readonly Ground[]>
  readonly risks: readonly Risk[]
  /** Active tools: the domain's, those of each question, those of every start. */
  readonly tools: {
    readonly domain: readonly Candidate[]
    readonly answers: ReadonlyMap<string, readonly Candidate[]>
    readonly always: readonly Candidate[]
  }
  readonly leftOut: readonly LeftOut[]
  readonly pilot?: Pilot
}

/** A tool for the stack, before those that do the same job are put together. */
export type Candidate = { readonly tool: Omit<StackTool, 'or'>; readonly alternatives: readonly string[] }

/**
 * Looks up what a framework can rest on within a domain. Costs a walk over the organisations, so keep it for as long as the catalog lives.
 * What is not there is left out: that ids lead somewhere is the lint's business, and a curator's edit must not break a running verdict.
 * @param domain id of a domain; absent or unknown: only what holds everywhere
 */
export function groundsOf(catalog: Catalog, framework: Framework, domain: string | undefined, weigh: Weigh): Grounds {
  const { questions, knock_outs, alternatives, priorities, risks, stack } = framework
  const look = lookup(catalog, weigh)
  const record = domainOf(catalog, domain)
  const named = look.tools(record?.tools ?? [])
  return {
    ...(record ? { domain: { id: record.id, title: record.title } } : {}),
    ...(record ? domainGrounds(catalog, record, look) : { domainSides: { for: [], against: [] }, misnamed: [] }),
    sides: new Map([
      ...questions.map(({ id, evidence }) => [id, look.sides(evidence)] as const),
      // What a knock-out rests on speaks against the candidate, and the other side of that for it.
      ...knock_outs.map(({ id, evidence }) => [id, turned(look.sides(evidence))] as const),
    ]),
    meanings: new Map([
      ...questions.map((one) => [one.id, both(look.state(one.speaks_for), look.state(one.speaks_against))] as const),
      ...knock_outs.map((one) => [one.id, both(look.state(one.reason), undefined)] as const),
    ]),
    alternatives: new Map(
      alternatives.flatMap(({ id, name, when }) => look.state(when).map((ground) => [id, { id, name, when: ground }])),
    ),
    priorities: new Map(priorities.map(({ id, evidence }) => [id, byGrade(look.sides(evidence).for)])),
    risks: risks.flatMap((one) => look.state(one).map((ground) => ({ ...ground, id: one.id, remedy: one.remedy }))),
    tools: {
      domain: candidates(named.length > 0 ? named : look.toolsOf(record?.id), weigh, catalog),
      answers: new Map(questions.map((one) => [one.id, candidates(look.tools(one.stack), weigh, catalog)])),
      always: candidates(look.tools(stack), weigh, catalog),
    },
    leftOut: named
      .filter((tool) => tool.state.is !== 'active')
      .map((tool) => ({ entry: tool.id, title: tool.title, state: tool.state.is })),
    ...pilotOf(catalog, framework, look),
  }
}

type Lookup = ReturnType<typeof lookup>

/** The ways in which ids and claims become grounds. A missing entry is an empty list throughout. */
function lookup(catalog: Catalog, weigh: Weigh) {
  const found = (ids: readonly string[]): Entry[] => ids.flatMap((id) => catalog.entries.get(id) ?? [])
  const claim = (entry: Entry, one: Claim): Ground => groundOf(catalog, weigh, entry, one)
  const answer = (entry: Entry): Ground => claim(entry, { text: entry.answer, sources: entry.sources })
  const tools = [...catalog.entries.values()].filter((entry) => entry.kind === 'tools')
  return {
    claim,
    answer,
    state: (statement: Statement): Ground[] =>
      found([statement.entry]).map((entry) => claim(entry, claimOf(statement))),
    sides: (ids: readonly string[]): Sides => ({
      for: byGrade(found(ids).map(answer)),
      against: byGrade(found(ids).flatMap((entry) => entry.other_side.map((one) => claim(entry, one)))),
    }),
    tools: (ids: readonly string[]): Tool[] => found(ids).filter((entry) => entry.kind === 'tools'),
    toolsOf: (domain: string | undefined): Tool[] =>
      tools.filter((tool) => domain !== undefined && tool.domains.includes(domain)),
  }
}

function groundOf(catalog: Catalog, weigh: Weigh, entry: Entry, one: Claim): Ground {
  const { text, grade, year, citations } = weigh(entry, one)
  return {
    entry: entry.id,
    title: entry.title,
    text,
    grade,
    ...(year === undefined ? {} : { year }),
    sources: citations,
    version: catalog.versions.get(entry.id) ?? '',
  }
}

/** The claim alone: a statement carries more than the weighing should see. */
function claimOf({ text, year, sources }: Statement): Claim {
  return { text, sources, ...(year === undefined ? {} : { year }) }
}

function domainOf(catalog: Catalog, id: string | undefined): Domain | undefined {
  const entry = catalog.entries.get(id ?? '')
  return entry?.kind === 'domains' ? entry : undefined
}

function domainGrounds(catalog: Catalog, domain: Domain, look: Lookup): Pick<Grounds, 'domainSides' | 'misnamed'> {
  const entries = [...catalog.entries.values()]
  const parts = entries.filter((entry) => entry.kind === 'domains' && entry.part_of.includes(domain.id))
  const within = new Set([domain.id, ...parts.map((entry) => entry.id)])
  const there = entries
    .filter((entry) => entry.kind === 'organisations')
    .filter((one) => one.domains.some((id) => within.has(id)))
    .toSorted((one, other) => strength(other) - strength(one))
  const being = (...uses: Organisation['use'][]): Organisation[] => there.filter((one) => uses.includes(one.use))
  const limits = (entry: Entry): Ground[] => entry.other_side.map((one) => look.claim(entry, one))
  return {
    domainSides: {
      for: byFirmness(being('uses', 'partly').map(look.answer)),
      against: [
        ...byGrade(being('past').flatMap((one) => leaving(one).map((claim) => look.claim(one, claim)))),
        ...byGrade(limits(domain)),
        // The answer of one that only used it once praises it, so what limits that answer is all that speaks against.
        ...byGrade(being('past').flatMap((one) => (leaving(one).length > 0 ? [] : limits(one)))),
      ],
    },
    misnamed: byGrade(being('not', 'unclear').map((one) => look.claim(one, said(one)))),
  }
}

/**
 * How much a record shows between two of one grade, as `src/answer/relations.ts` weighs it: use without reserve, somebody who runs it
 * (a project's repository says what it is written in, not who relies on it), a dated number, a case study. The year of the newest
 * number, far below one point, decides the rest.
 */
function strength(one: Organisation): number {
  const newest = Math.max(0, ...one.figures.map((figure) => figure.year ?? 0))
  return (
    2 * Number(one.use === 'uses') +
    2 * Number(one.type !== 'project') +
    Number(newest > 0) +
    Number(one.case_study !== undefined) +
    newest / 10_000
  )
}

/**
 * What a record of the past says against the candidate: where it went elsewhere, its answer tells that and why, and its other side speaks
 * for the candidate; else what is said of it and is not so. Nothing, where it was merely a user once.
 */
function leaving(one: Organisation): Claim[] {
  return one.moved_to.length > 0 ? [{ text: one.answer, sources: one.sources }] : one.dispute ? [said(one)] : []
}

/** What is known of an organisation that is named wrongly. */
function said(one: Organisation): Claim {
  return one.dispute
    ? { text: one.dispute.finding, sources: one.dispute.sources }
    : { text: one.answer, sources: one.sources }
}

/** The active ones, in the order given: a stack to start with holds nothing that has stopped, moved or gone quiet. */
function candidates(tools: readonly Tool[], weigh: Weigh, catalog: Catalog): Candidate[] {
  return tools
    .filter((tool) => tool.state.is === 'active')
    .map((tool) => ({
      tool: {
        ...groundOf(catalog, weigh, tool, { text: tool.state.text, sources: tool.state.sources }),
        forWhat: tool.when,
        seen: tool.state.seen,
      },
      alternatives: tool.alternatives,
    }))
}

function pilotOf(catalog: Catalog, { pilot }: Framework, look: Lookup): { pilot?: Pilot } {
  const plan = catalog.entries.get(pilot.plan)
  const [measures, exit] = [catalog.entries.get(pilot.measures), catalog.entries.get(pilot.exit)]
  if (plan?.kind !== 'topics' || !measures || !exit) return {}
  const points = (entry: Entry): Ground[] => entry.points.map((one) => look.claim(entry, one))
  return {
    pilot: {
      weeks: pilot.weeks,
      days: plan.steps.map(({ when, text, outcome }) => ({ when, text, ...(outcome ? { outcome } : {}) })),
      measures: points(measures),
      exit: [look.answer(exit), ...points(exit)],
      entry: plan.id,
    },
  }
}

function both(yes: readonly Ground[], no: readonly Ground[] | undefined): { yes?: Ground; no?: Ground } {
  return { ...(yes[0] ? { yes: yes[0] } : {}), ...(no?.[0] ? { no: no[0] } : {}) }
}

const turned = (sides: Sides): Sides => ({ for: sides.against, against: sides.for })
