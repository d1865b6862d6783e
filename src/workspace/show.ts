import { bot, you } from './bodies.ts'
import type { Shown, ShownMessage } from './slack.ts'

type Json = Readonly<Record<string, unknown>>

/** A button that is shown: pressed by its number. */
export type Control = {
  readonly label: string
  readonly element: Record<string, unknown>
  readonly confirm?: string
  readonly on: Shown
}

export type Drawn = { readonly lines: readonly string[]; readonly controls: readonly Control[] }

const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {})
const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.map(object) : [])
const rawText = (value: unknown): string => {
  const { text } = object(value) as { text?: unknown }
  return typeof text === 'string' ? text : ''
}
const textOf = (value: unknown): string =>
  object(value)['type'] === 'mrkdwn' ? unmark(rawText(value)) : rawText(value)

/** What a person would see of a message or view, as lines, and the buttons on it. `from` is the first number that is free. */
export function draw(shown: Shown, from: number): Drawn {
  const blocks = shown.kind === 'message' ? shown.blocks : list(shown.view['blocks'])
  const lines: string[] = [headOf(shown)]
  const controls: Control[] = []
  for (const block of blocks.map(object)) {
    lines.push(...linesOf(block))
    const buttons = list(block['elements']).filter((element) => element['type'] === 'button')
    const numbered = buttons.map((element, at) => {
      controls.push(controlOf(element, block, shown))
      return `[${from + controls.length - 1}] ${textOf(element['text'])}${at === buttons.length - 1 ? '' : '  '}`
    })
    if (numbered.length > 0) lines.push(numbered.join(''))
  }
  // A message of words alone has nothing in its blocks.
  if (blocks.length === 0 && shown.kind === 'message') lines.push(unmark(shown.text))
  return { lines, controls }
}

function headOf(shown: Shown): string {
  if (shown.kind === 'view') return `── window: ${textOf(shown.view['title'])} ──`
  return `── ${whereOf(shown)}${shown.replaced ? ', in place of the message before' : ''} ──`
}

function whereOf({ place, thread, ephemeral }: ShownMessage): string {
  const conversation =
    place.name === 'directmessage' ? 'direct message' : `#${place.name}${thread ? ', in the thread' : ''}`
  return ephemeral ? `${conversation}, only you see this` : conversation
}

/** Kind of block to its lines. A kind that is not here is shown by name: the workspace hides nothing. */
const drawers: Readonly<Record<string, (block: Json) => string[]>> = {
  header: (block) => [textOf(block['text']).toUpperCase()],
  section: (block) => [...textOf(block['text']).split('\n'), ''],
  context: (block) => list(block['elements']).map((element) => `  ${textOf(element)}`),
  actions: () => [],
  divider: () => ['────'],
  input: (block) => [`${textOf(block['label'])}:`],
  table: (block) => tableLines(block['rows']),
  data_visualization: (block) => [`(chart: ${String(block['title'])}; its numbers follow)`],
  rich_text: (block) =>
    richText(block)
      .split('\n')
      .map((line) => `    ${line}`),
}

function linesOf(block: Json): string[] {
  const type = String(block['type'])
  return drawers[type]?.(block) ?? [`(a block of type ${type})`]
}

function tableLines(rows: unknown): string[] {
  const cells = (Array.isArray(rows) ? rows : []).map((row) => list(row).map((cell) => rawText(cell)))
  const widths = (cells[0] ?? []).map((_cell, column) =>
    Math.min(38, Math.max(...cells.map((row) => row[column]?.length ?? 0))),
  )
  return [
    ...cells.map((row) =>
      row
        .map((cell, column) => (cell.length > 38 ? `${cell.slice(0, 37)}…` : cell).padEnd(widths[column] ?? 0))
        .join(' | ')
        .trimEnd(),
    ),
    '',
  ]
}

function richText(value: Json): string {
  if (typeof value['text'] === 'string') return value['text']
  return list(value['elements']).map(richText).join('')
}

function controlOf(element: Json, block: Json, on: Shown): Control {
  const { title, text } = {
    title: textOf(object(element['confirm'])['title']),
    text: textOf(object(element['confirm'])['text']),
  }
  return {
    label: textOf(element['text']),
    element: { ...element, block_id: block['block_id'] },
    on,
    ...(title === '' ? {} : { confirm: `${title} ${text}` }),
  }
}

const names: Readonly<Record<string, string>> = { [bot.id]: bot.name, [you.id]: you.name }

/** Slack's markup as a terminal can show it: links with their address, people by name, entities as signs. */
export function unmark(text: string): string {
  return text
    .replace(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, (_all, id: string) => `@${names[id] ?? id}`)
    .replace(/<(https?:[^|>]+)\|([^>]*)>/g, '$2 ($1)')
    .replace(/<(https?:[^>]+)>/g, '$1')
    .replace(/\*([^*\n]+)\*/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
