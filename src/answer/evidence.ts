import type { Catalog } from '#knowledge/catalog.ts'
import type { Claim, Figure } from '#knowledge/claim.ts'
import type { Entry } from '#knowledge/entry.ts'
import type { Source } from '#knowledge/source.ts'
import type { Citation, Grade, Line } from './answer.ts'

/** How firm a grade is; smaller is firmer. */
export const gradeRank: Readonly<Record<Grade, number>> = { A: 0, B: 1, C: 2, advice: 3 }

/** The publishers whose pages are first-party for an entry: those it names, or itself; for what is said about the subject's own nature also the subject's own. What others do with it (organisations, tools, domains, comparisons) the subject cannot vouch for. */
export function ownPublishers(catalog: Catalog, entry: Entry): ReadonlySet<string> {
  if (entry.publishers.length > 0) return new Set(entry.publishers)
  const ofSubject =
    entry.kind === 'topics' || entry.kind === 'criteria' || entry.kind === 'series' ? catalog.subject.publishers : []
  return new Set([entry.id, ...ofSubject])
}

/** The grade that one source gives to a claim of that entry. */
function gradeOfSource(source: Source, own: ReadonlySet<string>): Grade {
  if (source.kind === 'editorial') return 'advice'
  if (!source.url || source.kind === 'listing' || source.kind === 'brief') return 'C'
  return own.has(source.publisher) ? 'A' : 'B'
}

/** Sources as a reader sees them, firmest first; the order of the file decides between equals. */
export function citationsOf(catalog: Catalog, entry: Entry, ids: readonly string[]): Citation[] {
  const own = ownPublishers(catalog, entry)
  const citations = ids.flatMap((id): Citation[] => {
    const source = catalog.sources.get(id)
    if (!source) return []
    return [
      {
        id,
        title: source.title,
        year: source.year,
        read: source.read,
        grade: gradeOfSource(source, own),
        ...(source.url ? { url: source.url } : {}),
      },
    ]
  })
  return citations.toSorted((one, other) => gradeRank[one.grade] - gradeRank[other.grade])
}

/** The best grade of some citations; nothing at all counts as told without a link. */
export function gradeOf(citations: readonly Citation[]): Grade {
  return citations[0]?.grade ?? 'C'
}

/** A claim or figure as a line of an answer. */
export function lineOf(
  catalog: Catalog,
  entry: Entry,
  claim: Claim | Figure,
  more: Pick<Line, 'title' | 'label'> = {},
): Line {
  const citations = citationsOf(catalog, entry, claim.sources)
  const grade = gradeOf(citations)
  const stated = claim.year === undefined ? newest(citations) : claim.year
  return {
    text: claim.text,
    grade,
    citations,
    entry: entry.id,
    ...('value' in claim ? { value: claim.value } : {}),
    // Advice has no year: it is true or not whenever it is read.
    ...(grade === 'advice' && claim.year === undefined ? {} : { year: stated }),
    ...more,
  }
}

/** An entry in one line: its name and its answer. */
export function summaryOf(catalog: Catalog, entry: Entry, more: Pick<Line, 'label'> = {}): Line {
  return { ...lineOf(catalog, entry, { text: entry.answer, sources: entry.sources }), title: entry.title, ...more }
}

function newest(citations: readonly Citation[]): number | null {
  const years = citations.flatMap((citation) => (citation.year === null ? [] : [citation.year]))
  return years.length > 0 ? Math.max(...years) : null
}

/** Each source once, in the order in which the lines use them. */
export function collectCitations(lines: readonly Line[]): Citation[] {
  const seen = new Map<string, Citation>()
  for (const line of lines)
    for (const citation of line.citations) if (!seen.has(citation.id)) seen.set(citation.id, citation)
  return [...seen.values()]
}
