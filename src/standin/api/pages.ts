import type { Json } from '../json.ts'
import { textOf } from './call.ts'

export type Page<T> = { readonly items: readonly T[]; readonly response_metadata: { readonly next_cursor: string } }
export type PageError = 'invalid_cursor' | 'invalid_limit'

/**
 * A part of a list, as Slack's cursors go through it: base64 that means something to Slack only, and an empty
 * `next_cursor` at the end (https://docs.slack.dev/apis/web-api/pagination).
 */
export function pageOf<T>(
  all: readonly T[],
  args: Json,
  { usual, most, idOf }: { readonly usual: number; readonly most: number; readonly idOf: (item: T) => string },
): Page<T> | PageError {
  const limit = limitIn(args, usual)
  if (limit === undefined) return 'invalid_limit'
  const start = startOf(all, textOf(args, 'cursor'), idOf)
  if (start < 0) return 'invalid_cursor'
  const end = start + Math.min(limit, most)
  const next = all[end]
  return {
    items: all.slice(start, end),
    response_metadata: { next_cursor: next === undefined ? '' : btoa(`next:${idOf(next)}`) },
  }
}

/** A form sends numbers as text. 0 means the usual number. */
function limitIn(args: Json, usual: number): number | undefined {
  const given = args['limit']
  if (given === undefined || given === '') return usual
  const limit = Number(given)
  if (!Number.isInteger(limit) || limit < 0) return undefined
  return limit === 0 ? usual : limit
}

/** The place of the item a cursor names; -1: there is none, or no longer. */
function startOf<T>(all: readonly T[], cursor: string, idOf: (item: T) => string): number {
  if (cursor === '') return 0
  const named = decode(cursor)
  return all.findIndex((item) => `next:${idOf(item)}` === named)
}

function decode(cursor: string): string | undefined {
  try {
    return atob(cursor)
  } catch {
    return undefined
  }
}
