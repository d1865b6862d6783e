/** The database cannot be used, and trying again will not help: one line that names the setting and the wish. */
export class StorageRefused extends Error {
  override readonly name = 'StorageRefused'
}
