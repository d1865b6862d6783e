import { html } from '../../html.ts'
import type { Json } from '../../protocol.ts'
import { isJson, isTrue, string } from '../read.ts'
import { cellView, cellWords, isNumber } from './cell.ts'
import type { Kind } from './kind.ts'

/** Rows and columns; the first row is the heading, the first column names the row. */
export const Table: Kind = ({ block, scene }) => {
  const [head = [], ...rows] = rowsOf(block)
  const settings = Array.isArray(block['column_settings']) ? (block['column_settings'] as readonly unknown[]) : []
  const looks = (at: number, cell: Json | undefined): string => {
    const setting = isJson(settings[at]) ? settings[at] : undefined
    const align = string(setting, 'align') ?? (isNumber(cell) ? 'right' : 'left')
    return `bk-${align} ${isTrue(setting, 'is_wrapped') ? 'bk-wrap' : 'bk-no-wrap'}`
  }
  const name = `Table: ${head
    .map(cellWords)
    .filter((words) => words.trim() !== '')
    .join(', ')}`
  return html`<div class="bk-scroll" role="region" aria-label=${name} tabindex="0">
    <table class="bk-table">
      <thead>
        <tr>
          ${head.map((cell, at) => html`<th scope="col" class=${looks(at, cell)}>${cellView(cell, scene.talk)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell, at) =>
                at === 0
                  ? html`<th scope="row" class=${looks(at, cell)}>${cellView(cell, scene.talk)}</th>`
                  : html`<td class=${looks(at, cell)}>${cellView(cell, scene.talk)}</td>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}

export function rowsOf(block: Json): readonly (readonly Json[])[] {
  const rows = block['rows']
  if (!Array.isArray(rows)) return []
  return rows.map((row: unknown) => (Array.isArray(row) ? row.filter(isJson) : []))
}
