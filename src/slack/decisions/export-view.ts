import type { KnownBlock, ModalView } from '@slack/types'
import { button, confirmation, context, row, sections } from '../blocks/blocks.ts'
import { escape, harmless, plain } from '../blocks/text.ts'
import { actions, blockOf, blocks, callbacks, numbered } from '../ids.ts'
import type { Place } from '../upload.ts'
import type { RecordFile } from './markdown.ts'
import { piecesOf } from './pieces.ts'

/** What a field holds is 3,000 characters, and a window 250 kB in all: what is longer is turned over, never cut. */
const most = { piece: 2_900, onPage: 20 }

/** What the window shows besides the text. */
export type ExportSetting = {
  readonly decision: string
  readonly file: RecordFile
  readonly page: number
  /** Where it was shared or asked about. */
  readonly place: Place | undefined
  /** What came of sending it. */
  readonly note?: string
}

/**
 * The record to copy. In fields, because "select all" then stays inside the text and line ends come along as they are; nothing that is
 * changed in them is kept.
 */
export function exportView({ decision, file, page, place, note }: ExportSetting): ModalView {
  const pieces = piecesOf(harmless(file.content), most.piece)
  const pages = Math.max(1, Math.ceil(pieces.length / most.onPage))
  const at = Math.min(Math.max(page, 1), pages)
  const from = (at - 1) * most.onPage
  const parts =
    pieces.length === 1 ? '' : ` It comes in ${pieces.length} parts; one beneath the other they are the whole file.`
  return {
    type: 'modal',
    callback_id: callbacks.exportDecision,
    private_metadata: decision,
    title: plain('Export the decision'),
    submit: plain('Send me the file'),
    close: plain('Close'),
    blocks: [
      ...(note ? sections(note) : []),
      ...sections(
        escape(
          `Copy it into your repository as ${file.name}: select all in the field, then copy.${parts} “Send me the file” sends it as a direct message.`,
        ),
      ),
      ...row(blocks.file, [...placeButton(decision, place), ...turnButtons(decision, at, pages)]),
      ...(place ? [context(`It was shared in <#${place.channel}>.`)] : []),
      ...pieces.slice(from, from + most.onPage).map((piece, index) => field(piece, from + index, pieces.length)),
    ],
  }
}

function placeButton(decision: string, place: Place | undefined) {
  if (!place) return []
  return [
    button({
      action: actions.exportFile,
      label: 'Post the file where it was shared',
      value: decision,
      confirm: confirmation(
        'Post the file?',
        'It is posted beneath the message that shared this decision, where everybody there can read it.',
        'Post it',
        'Not now',
      ),
    }),
  ]
}

function turnButtons(decision: string, page: number, pages: number) {
  const to = (target: number, label: string, index: number) =>
    target < 1 || target > pages
      ? []
      : [
          button({
            action: numbered(actions.exportDecision, index),
            label,
            value: packExport({ decision, page: target }),
            accessibility: `${label}, page ${target} of ${pages}`,
          }),
        ]
  return [...to(page - 1, 'Previous parts', 1), ...to(page + 1, 'Next parts', 2)]
}

function field(piece: string, at: number, of: number): KnownBlock {
  return {
    type: 'input',
    block_id: blockOf(blocks.copy, String(at + 1)),
    label: plain(of === 1 ? 'The record as Markdown' : `The record as Markdown, part ${at + 1} of ${of}`),
    element: { type: 'plain_text_input', action_id: actions.copy, multiline: true, initial_value: piece },
  }
}

/** A decision, and which parts of its text; from a verdict or a record it is the id alone. */
export const packExport = ({ decision, page }: { readonly decision: string; readonly page: number }): string =>
  `${decision}|${page}`

export function unpackExport(value: string): { readonly decision: string; readonly page: number } {
  const [decision = '', page = ''] = value.split('|')
  return { decision, page: /^\d{1,3}$/.test(page) ? Number(page) : 1 }
}
