/** Errors of other rooms that say it themselves. */
const telling: ReadonlySet<string> = new Set(['StorageDown', 'TokenUnreadable'])

/** What a database that did not do it says to a person, or a token that does not open: that nothing was done, and what to do. undefined for any other error. */
export function toldOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !telling.has(error.name) || !('told' in error)) return undefined
  return typeof error.told === 'string' ? error.told : undefined
}

/** The same where somebody only wanted to read: nothing was to be saved. */
export function toldOfReading(error: unknown, what: string): string | undefined {
  return toldOf(error)?.replace(/^Nothing was saved:/, `${what} cannot be read at this moment:`)
}
