import type { Catalog } from '#knowledge/catalog.ts'
import type { Claim } from '#knowledge/claim.ts'
import type { Entry } from '#knowledge/entry.ts'
import type { Document } from '#knowledge/search/index.ts'
import type { Candidate } from '#knowledge/search/likeness.ts'

/** What the index holds of an entry: its names, how it is asked for, and everything it says. */
export function documentOf(catalog: Catalog, entry: Entry): Document {
  const texts = [...entry.points, ...entry.other_side].map((claim: Claim) => claim.text)
  return {
    id: entry.id,
    name: [entry.title, ...entry.aliases, ...(entry.kind === 'tools' ? entry.needs : [])].join('\n'),
    asks: [...entry.asks, entry.answer].join('\n'),
    body: [
      ...texts,
      entry.dispute ? `${entry.dispute.claim} ${entry.dispute.finding}` : '',
      ...bodyOf(catalog, entry),
    ].join('\n'),
  }
}

/** Ids of the entries whose titles an entry's document holds. */
export function namedBy(entry: Entry): readonly string[] {
  switch (entry.kind) {
    case 'organisations':
      return [...entry.domains, ...entry.tools]
    case 'tools':
      return entry.alternatives
    case 'topics':
      return [...entry.tools, ...entry.organisations]
    case 'domains':
      return entry.tools
    case 'criteria':
    case 'comparisons':
    case 'series':
    case 'listings':
      return []
    default:
      return entry satisfies never
  }
}

/** So many candidates are kept, since what the judge makes of one is kept with it; more would cost memory for what is asked once a year. */
const mostKept = 4_096
let candidates = new WeakMap<Entry, Candidate>()
let kept = 0

/** What is judged letter by letter: names and phrasings. The same object for the same entry, while it is asked for. */
export function candidateOf(entry: Entry): Candidate {
  const known = candidates.get(entry)
  if (known) return known
  const needs = entry.kind === 'tools' ? entry.needs : []
  const candidate = { id: entry.id, names: [entry.title, ...entry.aliases, ...needs], asks: entry.asks }
  if (kept++ >= mostKept) [candidates, kept] = [new WeakMap(), 1]
  candidates.set(entry, candidate)
  return candidate
}

function bodyOf(catalog: Catalog, entry: Entry): string[] {
  const languages = (ids: readonly string[]): string[] => ids.map((id) => catalog.languages[id]?.name ?? id)
  const titles = namedBy(entry).map((id) => catalog.entries.get(id)?.title ?? '')
  switch (entry.kind) {
    case 'organisations': {
      const study = entry.case_study
      const figures = entry.figures.map((figure) => `${figure.value} ${figure.text} ${figure.year ?? ''}`)
      return [
        ...figures,
        ...(study ? [study.problem, study.built, study.result, study.caveat] : []),
        ...titles,
        ...languages([...entry.moved_from, ...entry.moved_to]),
      ]
    }
    case 'tools':
      return [
        entry.state.text,
        entry.state.is,
        entry.when,
        entry.not_when,
        entry.successor ? `${entry.successor.names.join(' ')} ${entry.successor.text}` : '',
        entry.category,
        ...titles,
      ]
    case 'topics':
      return [
        ...entry.steps.map((step) => `${step.when} ${step.text} ${step.outcome ?? ''}`),
        entry.not_when ?? '',
        entry.code ?? '',
        ...titles,
        ...languages(entry.languages),
      ]
    case 'criteria':
      return Object.entries(entry.cells).map(
        ([id, cell]) => `${catalog.languages[id]?.name ?? id} ${cell.value} ${cell.reason}`,
      )
    case 'comparisons':
      return [...entry.picks.map((pick) => pick.when), ...languages(entry.languages)]
    case 'series':
      return [entry.unit, ...entry.data.map((point) => `${point.when} ${point.value} ${point.note ?? ''}`)]
    case 'domains':
      return titles
    case 'listings':
      return []
    default:
      return entry satisfies never
  }
}
