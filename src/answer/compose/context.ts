import type { Catalog } from '#knowledge/catalog.ts'
import type { Entry } from '#knowledge/entry.ts'
import type { Line, Suggestion } from '../answer.ts'
import { suggestion } from '../body.ts'
import { lineOf, summaryOf } from '../evidence.ts'
import { type Relations, relatedTo } from '../relations.ts'

/** What every composer works from. */
export type Context = { readonly catalog: Catalog; readonly relations: Relations; readonly subject: string }

/** What is often said of an entry and is not so: shown before everything else, since the question may rest on it. */
export function correctionOf(context: Context, entry: Entry): { correction?: Line } {
  const { dispute } = entry
  if (!dispute) return {}
  return {
    correction: {
      ...lineOf(context.catalog, entry, { text: dispute.finding, sources: dispute.sources }),
      title: `Often said: ${dispute.claim}`,
      label: 'disputed',
    },
  }
}

/** The details and the limits of an entry. */
export function pointsOf(context: Context, entry: Entry): Line[] {
  return entry.points.map((point) => lineOf(context.catalog, entry, point))
}

export function otherSideOf(context: Context, entry: Entry): Line[] {
  return entry.other_side.map((point) => lineOf(context.catalog, entry, point))
}

/** What else is answered about an entry: the topics that name it, in one line each. */
export function moreOn(context: Context, id: string, most = 6): Line[] {
  return context.relations
    .topicsNaming(id)
    .slice(0, most)
    .map((topic) => summaryOf(context.catalog, topic))
}

/** Buttons to the entries that a curator linked. */
export function relatedNext(context: Context, entry: Entry): Suggestion[] {
  return relatedTo(context.catalog, entry).map((other) => toward(context, other))
}

/** The button that asks for an entry. */
export function toward(context: Context, entry: Entry): Suggestion {
  switch (entry.kind) {
    case 'organisations':
      return suggestion(entry.title, `${context.subject} at ${entry.title}`)
    case 'tools':
      return suggestion(entry.title, `${entry.title} state`)
    case 'domains':
      return suggestion(`Who uses ${context.subject}: ${entry.title}`, `who-uses ${entry.title}`)
    case 'comparisons':
      return suggestion(
        entry.title,
        `compare ${entry.languages.map((id) => context.catalog.languages[id]?.name ?? id).join(' ')}`,
      )
    case 'topics':
    case 'criteria':
    case 'series':
    case 'listings':
      return suggestion(entry.title, entry.title)
    default:
      return entry satisfies never
  }
}
