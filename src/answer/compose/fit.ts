import { entryOf } from '#knowledge/catalog.ts'
import type { Topic } from '#knowledge/entry.ts'
import { type Body, distinct, linesUnder, suggestion } from '../body.ts'
import { summaryOf } from '../evidence.ts'
import { type Context, correctionOf, otherSideOf, pointsOf, relatedNext } from './context.ts'
import { organisationLine } from './organisation.ts'

/** Both sides of "should we build this with it?": why it fits, who did it, what argues against, what to take instead. */
export function fitBody(context: Context, domains: readonly string[], topic: Topic | undefined): Body | undefined {
  const { catalog, relations, subject } = context
  const record = entryOf(catalog, 'domains', domains[0] ?? '')
  const main = topic ?? record ?? relations.lead('when-to-choose')
  if (!main) return undefined
  const against = topic?.topic === 'when-not'
  const reasons = relations.group('when-to-choose').filter((one) => one.id !== main.id)
  const limits = relations.group('when-not').filter((one) => one.id !== main.id)
  const users = domains.length > 0 ? relations.users(domains) : []
  return {
    title: record ? `Does ${subject} fit? ${record.title}` : main.title,
    statement: summaryOf(catalog, main),
    ...correctionOf(context, main),
    sections: [
      ...linesUnder(against ? 'Why not' : 'Why it fits', [
        ...pointsOf(context, main),
        ...(topic && record && topic.id !== record.id ? [summaryOf(catalog, record)] : []),
      ]),
      ...linesUnder(
        'Who did it',
        users.slice(0, 6).map((one) => organisationLine(context, one)),
      ),
      ...linesUnder(
        'Reasons that decide',
        reasons.slice(0, 6).map((one) => summaryOf(catalog, one)),
      ),
      ...linesUnder(
        'What to take instead',
        limits.slice(0, 6).map((one) => summaryOf(catalog, one)),
      ),
    ],
    otherSide: [
      ...otherSideOf(context, main),
      ...(record && main.id !== record.id ? otherSideOf(context, record) : []),
    ].slice(0, 4),
    entries: [main.id, ...(record ? [record.id] : []), ...users.slice(0, 6).map((one) => one.id)],
    next: distinct([
      suggestion('The four questions', 'decision framework'),
      ...(record ? [suggestion(`Who uses ${subject} there`, `who-uses ${record.title}`)] : []),
      suggestion('A two-week pilot', 'pilot'),
      ...relatedNext(context, main),
    ]),
  }
}
