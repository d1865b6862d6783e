import type { Tool } from '#knowledge/entry.ts'
import type { Line } from '../answer.ts'
import { type Body, distinct, linesUnder, suggestion } from '../body.ts'
import { lineOf, summaryOf } from '../evidence.ts'
import { type Context, correctionOf, moreOn, otherSideOf, pointsOf, relatedNext, toward } from './context.ts'

/** One tool: what for, its state with the day it was seen, what to take instead, when to take which. */
export function toolBody(context: Context, tool: Tool): Body {
  const { catalog } = context
  const others = context.relations.sameShelf(tool)
  const users = context.relations.usersOfTool(tool.id)
  return {
    title: `${tool.title}: what for, and its state`,
    statement: summaryOf(catalog, tool, { label: stateWord(tool) }),
    ...correctionOf(context, tool),
    sections: [
      ...linesUnder('State', [stateLine(context, tool), ...successor(context, tool)]),
      ...linesUnder('When to take it', whenLines(context, tool)),
      ...linesUnder('What is known', [...pointsOf(context, tool), ...writtenIn(context, tool)]),
      ...linesUnder(
        'Known to use it',
        users.map((one) => summaryOf(catalog, one)),
      ),
      ...linesUnder('Answered about it', moreOn(context, tool.id)),
      ...linesUnder(
        'Alternatives',
        others.map((other) => toolLine(context, other)),
      ),
    ],
    otherSide: otherSideOf(context, tool),
    entries: [tool.id, ...others.map((other) => other.id)],
    next: distinct([
      ...(others[0]
        ? [suggestion(`${tool.title} or ${others[0].title}?`, `compare ${tool.title} vs ${others[0].title}`)]
        : []),
      ...(tool.needs[0] ? [suggestion(`All for: ${tool.needs[0]}`, `tools ${tool.needs[0]}`)] : []),
      ...relatedNext(context, tool),
      ...others.slice(1, 3).map((other) => toward(context, other)),
    ]),
  }
}

/** A tool in one line of a list: what for, and its state. */
export function toolLine(context: Context, tool: Tool): Line {
  const summary = summaryOf(context.catalog, tool, { label: stateWord(tool) })
  const next = tool.successor ? ` Take ${tool.successor.names.join(' or ')} instead.` : ''
  return { ...summary, text: `${summary.text} ${tool.state.text}${next}` }
}

/** "active", "moved", "unmaintained". */
export function stateWord(tool: Tool): string {
  return tool.state.is === 'quiet'
    ? 'active, quiet'
    : tool.state.is === 'maintenance'
      ? 'maintenance only'
      : tool.state.is
}

/** When to take a tool and when not, as advice of its curators. */
export function whenLines(context: Context, tool: Tool): Line[] {
  const advice = (title: string, text: string): Line => {
    const { year: _, ...line } = lineOf(context.catalog, tool, { text, sources: tool.sources })
    return { ...line, grade: 'advice', citations: [], title }
  }
  return [advice('Take it', tool.when), advice('Take another', tool.not_when)]
}

function stateLine(context: Context, tool: Tool): Line {
  const { state } = tool
  const details = [
    state.release ? `newest release ${state.release}` : '',
    state.changed ? `last change ${state.changed}` : '',
    `seen ${state.seen}`,
  ].filter(Boolean)
  return {
    ...lineOf(context.catalog, tool, {
      text: `${state.text} (${details.join('; ')})`,
      year: Number(state.seen.slice(0, 4)),
      sources: state.sources,
    }),
    label: stateWord(tool),
  }
}

function successor(context: Context, tool: Tool): Line[] {
  if (!tool.successor) return []
  return [
    lineOf(
      context.catalog,
      tool,
      { text: tool.successor.text, sources: tool.state.sources },
      { title: `Instead: ${tool.successor.names.join(' or ')}` },
    ),
  ]
}

function writtenIn(context: Context, tool: Tool): Line[] {
  if (tool.written_in === context.catalog.subject.language) return []
  const language = context.catalog.languages[tool.written_in]?.name ?? tool.written_in
  return [
    {
      ...summaryOf(context.catalog, tool),
      title: 'Language',
      text: `${tool.title} itself is written in ${language}, not in ${context.subject}.`,
    },
  ]
}
