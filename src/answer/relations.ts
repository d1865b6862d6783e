import { type Catalog, entriesOf, entryOf } from '#knowledge/catalog.ts'
import type { Domain, Entry, Organisation, Tool, Topic } from '#knowledge/entry.ts'
import { inOrder } from '#knowledge/order.ts'
import { finished, type Steps } from '#knowledge/search/slices.ts'
import { citationsOf, gradeOf, gradeRank } from './evidence.ts'

/** The catalog's relations turned round, worked out once: who works in a domain, what serves a need, what belongs to a group. */
export type Relations = {
  /** Organisations that use the subject, by domain, best evidence first. */
  readonly users: (domains: readonly string[]) => readonly Organisation[]
  /** Organisations that are named there wrongly, or no longer: disputed, past, unclear. */
  readonly wronglyNamed: (domains: readonly string[]) => readonly Organisation[]
  readonly usersOfTool: (tool: string) => readonly Organisation[]
  readonly movedFrom: (language: string) => readonly Organisation[]
  readonly movedTo: (language: string) => readonly Organisation[]
  readonly caseStudies: readonly Organisation[]
  readonly toolsFor: (need: string) => readonly Tool[]
  readonly toolsIn: (domains: readonly string[]) => readonly Tool[]
  readonly sameShelf: (tool: Tool) => readonly Tool[]
  readonly group: (topic: Topic['topic']) => readonly Topic[]
  readonly lead: (topic: Topic['topic']) => Topic | undefined
  /** Topics that name a tool, an organisation or a domain: what else is answered about it. */
  readonly topicsNaming: (id: string) => readonly Topic[]
  /** A domain and everything that is part of it. */
  readonly within: (domain: string) => readonly string[]
}

const stateRank: Readonly<Record<Tool['state']['is'], number>> = {
  active: 0,
  moved: 1,
  quiet: 2,
  maintenance: 3,
  dormant: 4,
  unmaintained: 5,
}

/** Works the relations of a catalog out. `needKey` folds a need as questions do. */
export function relate(catalog: Catalog, needKey: (need: string) => string): Relations {
  return finished(relating(catalog, needKey))
}

/** The same in small steps. */
export function* relating(catalog: Catalog, needKey: (need: string) => string): Steps<Relations> {
  const organisations = yield* byEvidence(catalog, entriesOf(catalog, 'organisations'))
  const using = organisations.filter((one) => one.use === 'uses' || one.use === 'partly')
  const wrongly = organisations.filter((one) => one.use === 'not' || one.use === 'past' || one.use === 'unclear')
  yield
  const tools = entriesOf(catalog, 'tools').toSorted(byState(catalog))
  yield
  const topics = entriesOf(catalog, 'topics')
  const domains = entriesOf(catalog, 'domains')
  const byNeed = new Map<string, Tool[]>()
  for (const tool of tools) {
    for (const need of new Set(tool.needs.map(needKey))) {
      const others = byNeed.get(need)
      if (others) others.push(tool)
      else byNeed.set(need, [tool])
    }
    yield
  }
  const within = (id: string): string[] => [
    id,
    ...domains.filter((domain: Domain) => domain.part_of.includes(id)).map((domain) => domain.id),
  ]
  const inDomains = <E extends { id: string; domains: string[] }>(list: readonly E[]): InDomains<E> => {
    const places = new Map(list.map((one, at) => [one.id, at]))
    const byDomain = grouped(list, (one) => one.domains)
    return (ids) => {
      const wide = [...new Set(ids.flatMap(within))]
      const found = new Set(wide.flatMap((id) => byDomain.get(id) ?? []))
      return [...found].toSorted((one, other) => (places.get(one.id) ?? 0) - (places.get(other.id) ?? 0))
    }
  }
  const usersIn = inDomains(using)
  yield
  const wronglyIn = inDomains(wrongly)
  yield
  const toolsIn = inDomains(tools)
  yield
  const users = grouped(using, (one) => one.tools)
  const from = grouped(
    organisations.filter((one) => one.use !== 'illustration'),
    (one) => one.moved_from,
  )
  yield
  const to = grouped(organisations, (one) => one.moved_to)
  yield
  const groups = grouped(
    topics.toSorted((one, other) => Number(other.leads) - Number(one.leads)),
    (one) => [one.topic],
  )
  yield
  const naming = grouped(topics, (one) => [...one.tools, ...one.organisations, ...one.domains, ...one.related])
  yield
  const places = new Map(tools.map((tool, at) => [tool.id, at]))
  const shelves = new Map<string, Set<Tool>>()
  const stand = (id: string, other: Tool | undefined): void => {
    if (other && other.id !== id) shelves.set(id, (shelves.get(id) ?? new Set()).add(other))
  }
  for (const tool of tools) {
    for (const id of tool.alternatives) {
      stand(tool.id, entryOf(catalog, 'tools', id))
      stand(id, tool)
    }
    yield
  }
  return {
    users: usersIn,
    wronglyNamed: wronglyIn,
    usersOfTool: (tool) => users.get(tool) ?? [],
    movedFrom: (language) => from.get(language) ?? [],
    movedTo: (language) => to.get(language) ?? [],
    caseStudies: organisations.filter((one) => one.case_study),
    toolsFor: (need) => byNeed.get(need) ?? [],
    toolsIn: (ids) => {
      const named = new Set(ids.flatMap((id) => entryOf(catalog, 'domains', id)?.tools ?? []))
      const first = [...named]
        .flatMap((id) => entryOf(catalog, 'tools', id) ?? [])
        .toSorted((one, other) => (places.get(one.id) ?? 0) - (places.get(other.id) ?? 0))
      return [...new Set([...first, ...toolsIn(ids)])]
    },
    sameShelf: (tool) =>
      [...(shelves.get(tool.id) ?? [])].toSorted(
        (one, other) => (places.get(one.id) ?? 0) - (places.get(other.id) ?? 0),
      ),
    group: (topic) => groups.get(topic) ?? [],
    topicsNaming: (id) => naming.get(id) ?? [],
    lead: (topic) => groups.get(topic)?.find((one) => one.leads),
    within,
  }
}

type InDomains<E> = (domains: readonly string[]) => E[]

/** Each key to the ones that have it, in their order, each once: looked up for every question, so never searched for. */
function grouped<E>(list: readonly E[], keysOf: (one: E) => readonly string[]): ReadonlyMap<string, readonly E[]> {
  const groups = new Map<string, E[]>()
  for (const one of list) {
    for (const key of new Set(keysOf(one))) {
      const group = groups.get(key)
      if (group) group.push(one)
      else groups.set(key, [one])
    }
  }
  return groups
}

/** Best evidence first; between equals the newer number, then the name. */
function* byEvidence(catalog: Catalog, organisations: readonly Organisation[]): Steps<Organisation[]> {
  const keys = new Map<string, { readonly strength: number; readonly year: number }>()
  for (const one of organisations) {
    keys.set(one.id, { strength: strength(catalog, one), year: newestFigure(one) })
    yield
  }
  return organisations.toSorted((one, other) => {
    const left = keys.get(one.id)
    const right = keys.get(other.id)
    return (
      (right?.strength ?? 0) - (left?.strength ?? 0) ||
      (right?.year ?? 0) - (left?.year ?? 0) ||
      inOrder(one.title, other.title)
    )
  })
}

/**
 * How much a record shows, in points: first the grade that its line in a list will carry, then use without reserve, a dated number, a
 * case study, and being somebody who runs it (a project's repository says what it is written in, not who relies on it).
 */
function strength(catalog: Catalog, one: Organisation): number {
  return (
    10 * (3 - gradeRank[gradeOf(citationsOf(catalog, one, one.sources))]) +
    2 * Number(one.use === 'uses') +
    2 * Number(one.type !== 'project') +
    Number(newestFigure(one) > 0) +
    Number(one.case_study !== undefined)
  )
}

function newestFigure(one: Organisation): number {
  return Math.max(0, ...one.figures.map((figure) => figure.year ?? 0))
}

/** The ones that live first, those of the subject's own world before guests, then by name. */
function byState(catalog: Catalog): (one: Tool, other: Tool) => number {
  const guest = (tool: Tool): number => Number(tool.written_in !== catalog.subject.language)
  return (one, other) =>
    stateRank[one.state.is] - stateRank[other.state.is] || guest(one) - guest(other) || inOrder(one.title, other.title)
}

/** Every id that an entry leads to next. */
export function relatedTo(catalog: Catalog, entry: Entry): Entry[] {
  return entry.related.flatMap((id) => catalog.entries.get(id) ?? [])
}
