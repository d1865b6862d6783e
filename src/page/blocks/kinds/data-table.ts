import { useState } from 'preact/hooks'
import { html } from '../../html.ts'
import { number, string } from '../read.ts'
import { cellView, compareCells, isNumber } from './cell.ts'
import type { Kind } from './kind.ts'
import { rowsOf } from './table.ts'
import { useUnique } from '../form/unique.ts'

type Order = { readonly column: number; readonly isUp: boolean }

/** A table with a caption that can be sorted and is read in pages. */
export const DataTable: Kind = ({ block, scene }) => {
  const id = useUnique()
  const [order, setOrder] = useState<Order>()
  const [page, setPage] = useState(0)
  const [head = [], ...rows] = rowsOf(block)
  const size = Math.max(1, number(block, 'page_size') ?? 5)
  const pages = Math.max(1, Math.ceil(rows.length / size))
  const at = Math.min(page, pages - 1)
  const named = number(block, 'row_header_column_index') ?? 0
  const sorted = order
    ? rows.toSorted((one, other) => compareCells(one[order.column], other[order.column]) * (order.isUp ? 1 : -1))
    : rows
  const sort = (column: number): void => setOrder({ column, isUp: order?.column === column ? !order.isUp : true })
  const sortOf = (column: number): string =>
    order?.column !== column ? 'none' : order.isUp ? 'ascending' : 'descending'
  const looks = (column: number): string => (rows.every((row) => isNumber(row[column])) ? 'bk-right' : 'bk-left')
  return html`<div class="bk-data">
    <div class="bk-scroll" role="region" aria-labelledby=${id} tabindex="0">
      <table class="bk-table">
        <caption id=${id}>
          ${string(block, 'caption') ?? 'Table'}
        </caption>
        <thead>
          <tr>
            ${head.map(
              (cell, column) =>
                html`<th scope="col" class=${looks(column)} aria-sort=${sortOf(column)}>
                  <button type="button" class="bk-sort" onClick=${() => sort(column)}>
                    ${cellView(cell, scene.talk)}
                    <span class="bk-sort-sign" aria-hidden="true">${arrows[sortOf(column)]}</span>
                  </button>
                </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${sorted.slice(at * size, (at + 1) * size).map(
            (row) =>
              html`<tr>
                ${row.map((cell, column) =>
                  column === named
                    ? html`<th scope="row" class=${looks(column)}>${cellView(cell, scene.talk)}</th>`
                    : html`<td class=${looks(column)}>${cellView(cell, scene.talk)}</td>`,
                )}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${
      pages > 1
        ? html`<nav class="bk-pages" aria-label="Pages of the table">
            <button
              type="button"
              class="bk-button bk-tight"
              aria-disabled=${at === 0 ? 'true' : undefined}
              onClick=${() => setPage(Math.max(0, at - 1))}
            >
              Previous rows
            </button>
            <span role="status">Rows ${at * size + 1}–${Math.min(rows.length, (at + 1) * size)} of ${rows.length}</span>
            <button
              type="button"
              class="bk-button bk-tight"
              aria-disabled=${at === pages - 1 ? 'true' : undefined}
              onClick=${() => setPage(Math.min(pages - 1, at + 1))}
            >
              Next rows
            </button>
          </nav>`
        : ''
    }
  </div>`
}

const arrows: Readonly<Record<string, string>> = { none: '↕', ascending: '↑', descending: '↓' }
