import type { Catalog } from '#knowledge/catalog.ts'
import type { Cited } from './types.ts'

/** What became of an entry that a decision leans on. gone: taken out. disputed, obsolete, corrected: it says something else today, and this is the gravest of it. */
export type Since = {
  readonly entry: string
  readonly is: 'gone' | 'disputed' | 'obsolete' | 'corrected'
  /** The entry's id once it is gone. */
  readonly title: string
  /** Digest of what it says today; empty once it is gone. */
  readonly version: string
}

/** Cited entries that have changed since: the reason to look at a decision before its day. */
export function changedSince(cited: readonly Cited[], catalog: Catalog): Since[] {
  return cited.flatMap(({ entry: id, version }): Since[] => {
    const entry = catalog.entries.get(id)
    if (!entry) return [{ entry: id, is: 'gone', title: id, version: '' }]
    const today = catalog.versions.get(id) ?? ''
    if (today === version) return []
    const since = { entry: id, title: entry.title, version: today }
    if (entry.dispute) return [{ ...since, is: 'disputed' }]
    const ended =
      (entry.kind === 'tools' && entry.state.is !== 'active') ||
      (entry.kind === 'organisations' && entry.use !== 'uses' && entry.use !== 'partly')
    return [{ ...since, is: ended ? 'obsolete' : 'corrected' }]
  })
}
