import { entryOf } from '#knowledge/catalog.ts'
import type { Topic } from '#knowledge/entry.ts'
import type { Line, Section } from '../answer.ts'
import { type Body, distinct, linesUnder } from '../body.ts'
import { lineOf, summaryOf } from '../evidence.ts'
import { type Context, correctionOf, otherSideOf, pointsOf, relatedNext, toward } from './context.ts'
import { toolLine } from './tool.ts'

/** One answer to one question: points, steps, a sample, the tools and organisations that belong to it. */
export function topicBody(context: Context, topic: Topic): Body {
  const { catalog, relations } = context
  const tools = topic.tools.flatMap((id) => entryOf(catalog, 'tools', id) ?? [])
  const organisations = topic.organisations.flatMap((id) => entryOf(catalog, 'organisations', id) ?? [])
  const others = relations.group(topic.topic).filter((other) => other.id !== topic.id)
  const steps: Section[] =
    topic.steps.length > 0
      ? [
          {
            kind: 'steps',
            heading: 'Step by step',
            steps: topic.steps.map(({ when, text, outcome }) => ({ when, text, ...(outcome ? { outcome } : {}) })),
          },
        ]
      : []
  return {
    title: topic.title,
    statement: summaryOf(catalog, topic),
    ...correctionOf(context, topic),
    sections: [
      ...linesUnder('In detail', pointsOf(context, topic)),
      ...steps,
      ...(topic.code ? [{ kind: 'code', text: topic.code } as const] : []),
      ...linesUnder('When not to', notWhen(context, topic)),
      ...linesUnder(
        'With what',
        tools.map((tool) => toolLine(context, tool)),
      ),
      ...linesUnder(
        'Who shows it',
        organisations.map((one) => summaryOf(catalog, one)),
      ),
      ...(topic.leads
        ? linesUnder(
            'One by one',
            others.map((other) => summaryOf(catalog, other)),
          )
        : []),
    ],
    otherSide: otherSideOf(context, topic),
    entries: [topic.id, ...topic.tools, ...topic.organisations],
    next: distinct([...relatedNext(context, topic), ...others.slice(0, 3).map((other) => toward(context, other))]),
  }
}

function notWhen(context: Context, topic: Topic): Line[] {
  return topic.not_when ? [lineOf(context.catalog, topic, { text: topic.not_when, sources: topic.sources })] : []
}
