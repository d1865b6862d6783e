import type { HomeView } from '@slack/types'
import type { About, Suggestion } from '#answer/answer.ts'
import { type AnyBlock, button, context, header, row, sections } from '../blocks/blocks.ts'
import { escape } from '../blocks/text.ts'
import { actions, blocks, packPress, type Press } from '../ids.ts'
import { decideButton, suggestionRow } from '../render/controls.ts'

/** What the Home is made of. The same for every viewer, so it may hold nothing that only some may see. */
export type Home = {
  readonly command: string
  readonly greeting: About | undefined
  readonly help: About | undefined
  readonly sources: About | undefined
  readonly privacy: About | undefined
  /** What can be decided step by step: the question of the framework. */
  readonly decision: string | undefined
}

/** A part of the Home; none where it has nothing to show. */
type Part = (home: Home) => AnyBlock[]

/** The Home from top to bottom, what matters most first. A further part is one more function here. */
const parts: readonly Part[] = [welcome, ask, decide, examples, origins, about]

export const homeView = (home: Home): HomeView => ({ type: 'home', blocks: parts.flatMap((part) => part(home)) })

function welcome({ greeting }: Home): AnyBlock[] {
  return [header(greeting?.title ?? 'Gofer'), ...linesOf(greeting)]
}

function ask({ command }: Home): AnyBlock[] {
  const open = button({
    action: actions.browse,
    label: 'Ask a question',
    value: packPress({ ...press, trail: ['browse'] }),
  })
  return [
    ...row(blocks.ask, [{ ...open, style: 'primary' }]),
    context(
      escape(
        `Only you see what you ask here. Elsewhere, type ${command} and a question, mention me in a channel, or write to me in the Messages tab.`,
      ),
    ),
  ]
}

function decide({ decision }: Home): AnyBlock[] {
  if (!decision) return []
  return [
    header(decision),
    ...sections('A few questions lead to a verdict with its reasons. A draft that you have is offered first.'),
    ...row(blocks.decide, [decideButton('Walk through the decision', {})]),
  ]
}

function examples({ help }: Home): AnyBlock[] {
  if (!help || help.examples.length === 0) return []
  return [
    header(help.title),
    ...sections('Examples, to run at a press:'),
    ...suggestionRow(blocks.examples, help.examples, press),
  ]
}

/** How much there is, and who stands behind it; the rest of that page is a press away. */
function origins({ sources }: Home): AnyBlock[] {
  return sources ? [header(sources.title), ...linesOf(sources, 1)] : []
}

function about({ privacy }: Home): AnyBlock[] {
  return [
    { type: 'divider' },
    ...(privacy?.lines[0] ? [context(escape(privacy.lines[0]))] : []),
    ...suggestionRow(blocks.about, pages, press),
  ]
}

const pages: readonly Suggestion[] = [
  { label: 'What can I ask?', question: 'help' },
  { label: 'Sources and grades', question: 'sources' },
  { label: 'Privacy: what is kept', question: 'privacy' },
]

/** The Home is no answer: its buttons begin a trail, and an id of their own answer is made at the press. */
const press: Press = { trail: [], answer: 'home', page: 1 }

const linesOf = (page: About | undefined, most = Infinity): AnyBlock[] =>
  (page?.lines ?? []).slice(0, most).flatMap((line) => sections(escape(line)))
