import type { z } from 'zod'
import type { Catalog } from './catalog.ts'
import { type Entry, type Kind, schemas } from './entry.ts'
import type { Finding } from './finding.ts'
import { type Framework, frameworkSchema } from './framework.ts'
import { idPattern } from './ids.ts'
import { finished, type Steps } from './search/slices.ts'
import { type Files, type Reader, readerOf } from './reader.ts'
import { folderShelf } from './shelf.ts'
import { type Source, type SourceRecord, sourceFileSchema } from './source.ts'
import { versionOf } from './version.ts'
import { exceptionsSchema, languagesSchema, subjectSchema, synonymsSchema } from './vocabulary.ts'

/** What reading a folder comes to. A folder with one bad file gives no catalog: the caller keeps the last good one. */
export type Loaded =
  | { readonly kind: 'loaded'; readonly catalog: Catalog; readonly files: Files }
  | { readonly kind: 'refused'; readonly findings: readonly Finding[]; readonly files: Files }

/**
 * Reads a knowledge folder; everything it returns is checked.
 * @param folder absolute path of a folder laid out as `knowledge/README.md` says
 */
export function loadKnowledge(folder: string): Loaded {
  return finished(loading(folder))
}

/**
 * The same in small steps, for a folder that was read before. Every file is read again, since neither its time nor its length tells for
 * certain that it is the same; what has the same text is not parsed and checked again.
 * @param before what the last reading made of the files
 */
export function* loading(folder: string, before: Files = new Map()): Steps<Loaded> {
  const shelf = folderShelf(folder)
  const reader = readerOf(shelf, before)
  const { findings, files } = reader
  const subject = yield* reader.read('subject.yml', subjectSchema, asItIs)
  const languages = yield* reader.read('languages.yml', languagesSchema, asItIs)
  const synonyms = yield* reader.read('synonyms.yml', synonymsSchema, asItIs)
  const exceptions = shelf.has('exceptions.yml') ? yield* reader.read('exceptions.yml', exceptionsSchema, asItIs) : []
  const sources = yield* loadSources(reader)
  const { entries, versions } = yield* loadEntries(reader)
  const frameworks = yield* loadFrameworks(reader, entries)

  if (findings.length > 0 || !subject || !languages || !synonyms || !exceptions)
    return { kind: 'refused', findings, files }
  return {
    kind: 'loaded',
    files,
    catalog: {
      subject,
      languages,
      synonyms,
      exceptions,
      sources,
      entries,
      frameworks,
      versions,
      own: new Set(),
      ownTitles: new Set(),
      version: reader.version(),
    },
  }
}

const asItIs = <T>(value: T): T => value

export function* loadSources(reader: Reader): Steps<Map<string, Source>> {
  const sources = new Map<string, Source>()
  for (const path of reader.list('sources')) {
    const read = yield* reader.read(path, sourceFileSchema, withIds)
    for (const source of read ?? []) {
      const { id } = source
      if (sources.has(id))
        reader.findings.push({ rule: 'shape', file: path, field: id, wish: 'a source id that no other file has' })
      sources.set(id, source)
    }
  }
  return sources
}

const withIds = (records: Readonly<Record<string, SourceRecord>>): Source[] =>
  Object.entries(records).map(([id, source]) => ({ ...source, id }))

type Stated = { readonly entry: Entry; readonly version: string }

export function* loadEntries(reader: Reader): Steps<{ entries: Map<string, Entry>; versions: Map<string, string> }> {
  const entries = new Map<string, Entry>()
  const versions = new Map<string, string>()
  const files = new Map<string, string>()
  // Object.keys widens to string; the table's own keys are the kinds.
  for (const kind of Object.keys(schemas) as Kind[]) {
    for (const path of reader.list(kind)) {
      const id = idOf(path)
      const other = files.get(id)
      checkName(path, id, reader)
      if (other)
        reader.findings.push({ rule: 'shape', file: path, field: '', wish: `an id of its own; ${other} has the same` })
      files.set(id, path)
      const stated = yield* reader.read(path, schemas[kind] as z.ZodType<object>, (record): Stated => {
        // The schema is chosen by the folder, so folder and shape agree; the type system cannot follow that link.
        const entry = { ...record, kind, id } as Entry
        return { entry, version: versionOf(entry) }
      })
      if (!stated) continue
      entries.set(id, stated.entry)
      versions.set(id, stated.version)
    }
  }
  return { entries, versions }
}

/** Frameworks are no entries: nobody asks for one, they are walked through. Their ids are of the same space, since records name both. */
function* loadFrameworks(reader: Reader, entries: ReadonlyMap<string, Entry>): Steps<Map<string, Framework>> {
  const frameworks = new Map<string, Framework>()
  for (const path of reader.list('decisions')) {
    const id = idOf(path)
    checkName(path, id, reader)
    const other = entries.get(id)
    if (other)
      reader.findings.push({
        rule: 'shape',
        file: path,
        field: '',
        wish: `an id of its own; ${other.kind}/${id}.yml has the same`,
      })
    const framework = yield* reader.read(path, frameworkSchema, (record): Framework => ({
      ...record,
      kind: 'decisions',
      id,
    }))
    if (framework) frameworks.set(id, framework)
  }
  return frameworks
}

function checkName(path: string, id: string, { findings }: Reader): void {
  if (!idPattern.test(id))
    findings.push({
      rule: 'shape',
      file: path,
      field: '',
      wish: 'a file name of lower-case letters, digits and single hyphens, ending in .yml',
    })
}

function idOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1, -'.yml'.length)
}
