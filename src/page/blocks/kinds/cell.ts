import type { VNode } from 'preact'
import { html } from '../../html.ts'
import type { Json } from '../../protocol.ts'
import type { Talk } from '../../talk.ts'
import { number, string, typeOf } from '../read.ts'
import { richWords } from '../text/rich-words.ts'
import { RichText } from '../text/rich.ts'

/** What stands in a cell of a table. */
export const cellView = (cell: Json | undefined, talk: Talk): VNode | string =>
  cell && typeOf(cell) === 'rich_text' ? html`<${RichText} of=${cell} talk=${talk} />` : cellWords(cell)

export function cellWords(cell: Json | undefined): string {
  if (typeOf(cell) === 'rich_text') return richWords(cell)
  const value = number(cell, 'value')
  return string(cell, 'text') ?? (value === undefined ? '' : value.toLocaleString('en-US'))
}

/** Numbers by their size, words by the alphabet. */
export function compareCells(one: Json | undefined, other: Json | undefined): number {
  const [left, right] = [number(one, 'value'), number(other, 'value')]
  if (left !== undefined && right !== undefined) return left - right
  return cellWords(one).localeCompare(cellWords(other), 'en', { numeric: true })
}

export const isNumber = (cell: Json | undefined): boolean => typeOf(cell) === 'raw_number'
