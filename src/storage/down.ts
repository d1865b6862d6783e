import { z } from 'zod'
import { StorageRefused } from './refused.ts'

/**
 * locked: somebody else holds it, or it is overloaded; soon over. full, readonly: no room, or no right to write; reading works.
 * gone: it cannot be reached, or its file was taken away. other: anything else that a database says.
 */
export type DownReason = 'locked' | 'full' | 'readonly' | 'gone' | 'other'

/** The database did not do it: nothing of what was asked for was kept. The only error that a store throws. */
export class StorageDown extends Error {
  override readonly name = 'StorageDown'
  readonly reason: DownReason
  /** One or two sentences for the person who waits: nothing was saved, and what to do. */
  readonly told: string

  constructor(reason: DownReason, cause: unknown) {
    super(`the database ${happened[reason]}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    this.reason = reason
    this.told = `Nothing was saved: ${toPerson[reason]} Questions are still answered.`
  }
}

const happened: Readonly<Record<DownReason, string>> = {
  locked: 'is busy',
  full: 'is full',
  readonly: 'cannot be written to',
  gone: 'cannot be reached',
  other: 'refused',
}
const toPerson: Readonly<Record<DownReason, string>> = {
  locked: 'my database is busy. Please try again in a moment.',
  full: 'my database is full. Please tell whoever runs me; after that, try again.',
  readonly: 'I may not write to my database. Please tell whoever runs me; after that, try again.',
  gone: 'I cannot reach my database. Please try again in a minute; if it stays so, tell whoever runs me.',
  other: 'my database refused it. Please try again; if it stays so, tell whoever runs me.',
}

/** The same error as `StorageDown` where a database said it; our own mistakes stay what they are. */
export function asDown(error: unknown): unknown {
  if (error instanceof StorageDown || error instanceof StorageRefused || !(error instanceof Error)) return error
  // A row that no longer fits its shape was written by another version.
  if (error instanceof z.ZodError) return new StorageDown('other', error)
  if (isUntrusted(error))
    return new StorageRefused(
      `DATABASE_URL: a server whose certificate this machine trusts, or another sslmode; it says: ${error.message}`,
      { cause: error },
    )
  const reason = reasonOf(error)
  return reason ? new StorageDown(reason, error) : error
}

/** What a connection that must be safe says when it is not; waiting does not mend it. */
const isUntrusted = (error: Error): boolean =>
  /does not support SSL/i.test(error.message) ||
  ('code' in error && /^(DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(VERIFY|GET)_|CERT_|ERR_TLS_)/.test(String(error.code)))

function reasonOf(error: Error): DownReason | undefined {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  if (code === 'ERR_SQLITE_ERROR') return ofSqlite('errcode' in error ? Number(error.errcode) : 0)
  if (code && unreachable.has(code)) return 'gone'
  if (code && /^[0-9A-Z]{5}$/.test(code)) return ofPostgres(code)
  // Words of the client, which has no codes for its own errors.
  return words.test(error.message) ? 'gone' : undefined
}

const words = /timeout|terminated|not queryable|connection (was )?closed|discarded|destroyed|after calling end/i
/** Of the network, of a file that went away, and of a database that was closed. */
const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EPIPE',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'ERR_INVALID_STATE',
])

/** Result codes of SQLite (https://sqlite.org/rescode.html); the lowest byte is the primary one. */
function ofSqlite(extended: number): DownReason {
  switch (extended & 0xff) {
    case 5:
    case 6:
      return 'locked'
    case 13:
      return 'full'
    case 8:
      // READONLY_DBMOVED: the file is no longer the one that was opened.
      return extended === 1032 ? 'gone' : 'readonly'
    case 10:
    case 14:
      return 'gone'
    default:
      return 'other'
  }
}

/** SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
function ofPostgres(code: string): DownReason {
  if (code === '53100') return 'full'
  if (code === '25006') return 'readonly'
  // Lock not available, cancelled by the statement timeout, deadlock, serialisation, too many connections.
  if (['55P03', '57014', '40P01', '40001', '53300'].includes(code)) return 'locked'
  if (code.startsWith('08') || code.startsWith('57P') || code.startsWith('28') || code === '3D000') return 'gone'
  return 'other'
}
