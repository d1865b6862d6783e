import { hash } from 'node:crypto'
import type { Catalog } from './catalog.ts'
import { type Kind, schemas } from './entry.ts'
import type { Finding } from './finding.ts'
import { danglingIn } from './lint/references.ts'
import { loadEntries, loadSources } from './load.ts'
import { type Files, type Reader, readerOf } from './reader.ts'
import type { Steps } from './search/slices.ts'
import type { Shelf } from './shelf.ts'
import { type Synonyms, synonymsSchema } from './vocabulary.ts'

/** What all share with what one workspace has of its own, or what is wrong with the latter: then nothing of it is taken. */
export type Joined =
  | { readonly kind: 'joined'; readonly catalog: Catalog; readonly files: Files }
  | { readonly kind: 'refused'; readonly findings: readonly Finding[]; readonly files: Files }

/** What a workspace may have of its own. More is a library, which belongs into the shared folder: it is read once, and by all. */
export const mostOwn = {
  files: 500,
  /** Characters of a file, and of all of them. */
  file: 64_000,
  all: 2_000_000,
  /** Words that stand for others, and others for each. YAML can repeat a list without writing it again. */
  synonyms: 500,
  others: 50,
} as const

/**
 * Lays a workspace's own files upon the shared knowledge, in small steps. They are laid out as the shared folder is: entries by kind,
 * `sources/` and `synonyms.yml`. An entry with the id of a shared one of its kind takes its place; languages, the subject and ways to
 * decide are everybody's.
 * @param before what the last reading made of the own files
 */
export function* joining(shared: Catalog, shelf: Shelf, before: Files = new Map()): Steps<Joined> {
  const reader = readerOf(bounded(shelf), before)
  strangersIn(shelf, reader)
  const synonyms = shelf.has('synonyms.yml') ? yield* reader.read('synonyms.yml', ownSynonyms, (value) => value) : {}
  const sources = yield* loadSources(reader)
  const { entries, versions } = yield* loadEntries(reader)
  const { findings, files } = reader
  if (files.size > mostOwn.files)
    findings.push(finding('.', `at most ${mostOwn.files} files of a workspace's own, in place of ${files.size}`))
  for (const id of sources.keys())
    if (shared.sources.has(id))
      findings.push(finding('sources', `a source id that the shared knowledge does not have, in place of "${id}"`))
  for (const { id, kind } of entries.values()) {
    const other = shared.frameworks.get(id) ?? shared.entries.get(id)
    if (other && other.kind !== kind)
      findings.push(finding(`${kind}/${id}.yml`, `an id of its own; the shared ${other.kind}/${id}.yml has the same`))
  }
  if (findings.length > 0) return { kind: 'refused', findings, files }
  yield
  const titles = new Set([...shared.entries.values()].map(({ title }) => title))
  const catalog: Catalog = {
    ...shared,
    synonyms: together(shared.synonyms, synonyms ?? {}),
    sources: new Map([...shared.sources, ...sources]),
    entries: new Map([...shared.entries, ...entries]),
    versions: new Map([...shared.versions, ...versions]),
    own: new Set(entries.keys()),
    ownTitles: new Set([...entries.values()].map(({ title }) => title).filter((title) => !titles.has(title))),
    version: hash('sha256', `${shared.version}\n${reader.version()}`, 'hex').slice(0, 12),
  }
  yield
  // What the shared knowledge held when they were published may be gone since.
  const dangling = danglingIn(catalog, entries.values())
  return dangling.length > 0 ? { kind: 'refused', findings: dangling, files } : { kind: 'joined', catalog, files }
}

/** A folder that is read by nobody was meant for something. What people write for each other may lie beside. */
function strangersIn(shelf: Shelf, { findings }: Reader): void {
  for (const name of shelf.names(''))
    if (!known.has(name) && !/\.md$/i.test(name))
      findings.push(finding(name, `one of ${[...known].join(', ')}: only these can be a workspace's own`))
}

const known: ReadonlySet<string> = new Set(['synonyms.yml', 'sources', ...(Object.keys(schemas) as Kind[])])

const ownSynonyms = synonymsSchema
  .refine((all) => Object.keys(all).length <= mostOwn.synonyms, `at most ${mostOwn.synonyms} words`)
  .refine(
    (all) => Object.values(all).every((others) => others.length <= mostOwn.others),
    `at most ${mostOwn.others} others for a word`,
  )

/** A word that all share keeps what all share. */
function together(shared: Synonyms, own: Synonyms): Synonyms {
  const all = new Map(Object.entries(shared))
  for (const [word, others] of Object.entries(own)) all.set(word, [...new Set([...(all.get(word) ?? []), ...others])])
  return Object.fromEntries(all)
}

/** The same shelf, on which nothing is longer than it may be. */
function bounded(shelf: Shelf): Shelf {
  let left: number = mostOwn.all
  return {
    ...shelf,
    read: (path) => {
      const read = shelf.read(path)
      if (read.kind === 'unreadable') return read
      left -= read.text.length
      if (read.text.length > mostOwn.file) return { kind: 'unreadable', code: `longer than ${mostOwn.file} characters` }
      return left < 0
        ? { kind: 'unreadable', code: `all files together are longer than ${mostOwn.all} characters` }
        : read
    },
  }
}

const finding = (file: string, wish: string): Finding => ({ rule: 'own', file, field: '', wish })
