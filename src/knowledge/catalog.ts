import type { Entry, Kind } from './entry.ts'
import type { Framework } from './framework.ts'
import type { Source } from './source.ts'
import type { Exceptions, Languages, Subject, Synonyms } from './vocabulary.ts'

/** Everything that was curated, checked and joined: what answers are made from. It never changes; an edit makes a new one. */
export type Catalog = {
  readonly subject: Subject
  readonly languages: Languages
  readonly synonyms: Synonyms
  readonly entries: ReadonlyMap<string, Entry>
  readonly sources: ReadonlyMap<string, Source>
  /** Ways to decide, by id. */
  readonly frameworks: ReadonlyMap<string, Framework>
  /** Entry id to a short digest of what the entry says: another one means that something in it was corrected, added or withdrawn. */
  readonly versions: ReadonlyMap<string, string>
  /** Ids of entries that only one workspace has; none in what all share. */
  readonly own: ReadonlySet<string>
  /** Titles of such entries that no shared entry has: wherever one stands, something is told that is the workspace's own. */
  readonly ownTitles: ReadonlySet<string>
  /** Lint findings that are right to stay. */
  readonly exceptions: Exceptions
  /** A short digest of all files: the same for the same content, wherever it stands. */
  readonly version: string
}

/** The entries of one kind, in the order of their ids. */
export function entriesOf<K extends Kind>(catalog: Catalog, kind: K): Extract<Entry, { kind: K }>[] {
  const found: Extract<Entry, { kind: K }>[] = []
  for (const entry of catalog.entries.values()) if (isKind(entry, kind)) found.push(entry)
  return found
}

/** The entry with that id if it is of that kind. */
export function entryOf<K extends Kind>(
  catalog: Catalog,
  kind: K,
  id: string,
): Extract<Entry, { kind: K }> | undefined {
  const entry = catalog.entries.get(id)
  return entry && isKind(entry, kind) ? entry : undefined
}

function isKind<K extends Kind>(entry: Entry, kind: K): entry is Extract<Entry, { kind: K }> {
  return entry.kind === kind
}
