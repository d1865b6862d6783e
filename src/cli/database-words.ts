/** What a database did not do, in a line. Its own words may hold an address with a password; the kinds that are known name the setting instead. */
export function databaseWords(error: unknown): string {
  const isKnown = error instanceof Error && (error.name === 'StorageRefused' || error.name === 'StorageDown')
  return isKnown ? error.message : `the database: ${error instanceof Error ? error.name : 'an error'}`
}
