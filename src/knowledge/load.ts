import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load as parseYaml, YAMLException } from 'js-yaml'
import type { z } from 'zod'
import type { Catalog } from './catalog.ts'
import { type Entry, type Kind, schemas } from './entry.ts'
import type { Finding } from './finding.ts'
import { type Framework, frameworkSchema } from './framework.ts'
import { idPattern } from './ids.ts'
import { finished, type Steps } from './search/slices.ts'
import { type Source, type SourceRecord, sourceFileSchema } from './source.ts'
import { versionOf } from './version.ts'
import { exceptionsSchema, languagesSchema, subjectSchema, synonymsSchema } from './vocabulary.ts'

/** What reading a folder comes to. A folder with one bad file gives no catalog: the caller keeps the last good one. */
export type Loaded =
  | { readonly kind: 'loaded'; readonly catalog: Catalog; readonly files: Files }
  | { readonly kind: 'refused'; readonly findings: readonly Finding[]; readonly files: Files }

/** What was made of each file, by its path: the next reading takes over what still has the same text. */
export type Files = ReadonlyMap<string, Checked>

/** A file's text, and what it came to. `value` is absent where there are findings. */
type Checked = { readonly text: string; readonly value?: unknown; readonly findings: readonly Finding[] }

type Report = (finding: Finding) => void
type File = { readonly path: string; readonly text: string }

/**
 * Reads a knowledge folder. The only reader of files in the core; everything it returns is checked.
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
  const reader = readerOf(folder, before)
  const { findings, files } = reader
  const subject = yield* reader.read('subject.yml', subjectSchema, asItIs)
  const languages = yield* reader.read('languages.yml', languagesSchema, asItIs)
  const synonyms = yield* reader.read('synonyms.yml', synonymsSchema, asItIs)
  const exceptions = existsSync(join(folder, 'exceptions.yml'))
    ? yield* reader.read('exceptions.yml', exceptionsSchema, asItIs)
    : []
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
      version: reader.version(),
    },
  }
}

const asItIs = <T>(value: T): T => value

/** One reading of a folder: what it met, and what is wrong with it. */
type Reader = {
  readonly findings: Finding[]
  readonly files: Map<string, Checked>
  readonly list: (sub: string) => string[]
  /** What a file says, made of its checked content; nothing where it cannot be read or is not as it should be, which is told. */
  readonly read: <T, R>(path: string, schema: z.ZodType<T>, make: (record: T) => R) => Steps<R | undefined>
  /** A short digest of everything read. */
  readonly version: () => string
}

function readerOf(folder: string, before: Files): Reader {
  const findings: Finding[] = []
  const report: Report = (finding) => findings.push(finding)
  const files = new Map<string, Checked>()
  const digest = createHash('sha256')
  return {
    findings,
    files,
    list: (sub) => list(folder, sub, report),
    version: () => digest.digest('hex').slice(0, 12),
    read: function* <T, R>(path: string, schema: z.ZodType<T>, make: (record: T) => R) {
      const text = readText(folder, path, report)
      if (text === undefined) return undefined
      digest.update(`${path}\n${text}\n`)
      yield
      const known = before.get(path)
      const checked = known?.text === text ? known : yield* checking({ path, text }, schema, make)
      files.set(path, checked)
      checked.findings.forEach(report)
      // A path has one schema and one shape made of it; the type system cannot follow that link.
      return checked.value as R | undefined
    },
  }
}

function* loadSources(reader: Reader): Steps<Map<string, Source>> {
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

function* loadEntries(reader: Reader): Steps<{ entries: Map<string, Entry>; versions: Map<string, string> }> {
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

/** Parsing and checking are a step each: of a long file either takes milliseconds. */
function* checking<T>(file: File, schema: z.ZodType<T>, make: (record: T) => unknown): Steps<Checked> {
  const { path, text } = file
  const findings: Finding[] = []
  const parsed = parseText(file, (finding) => findings.push(finding))
  if (parsed === undefined) return { text, findings }
  yield
  const result = schema.safeParse(parsed)
  if (result.success) return { text, findings, value: make(result.data) }
  const wrong = result.error.issues.map(({ path: at, message }) => ({
    rule: 'shape',
    file: path,
    field: at.join('.'),
    wish: message,
  }))
  return { text, findings: wrong }
}

function parseText(file: File, report: Report): unknown {
  try {
    return parseYaml(file.text) ?? {}
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    const line = error.mark ? `line ${error.mark.line + 1}` : ''
    report({ rule: 'yaml', file: file.path, field: line, wish: `YAML that can be read: ${error.reason}` })
    return undefined
  }
}

function readText(folder: string, path: string, report: Report): string | undefined {
  try {
    return readFileSync(join(folder, path), 'utf8')
  } catch (error) {
    // Node's file functions throw nothing else.
    report({
      rule: 'files',
      file: path,
      field: '',
      wish: `a file that can be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`,
    })
    return undefined
  }
}

/** The entries' files of one folder, in order. Anything else in there was meant to be one: a typing error in an ending must not lose an entry. */
function list(folder: string, sub: string, report: Report): string[] {
  // A kind without a folder has no entries: another subject need not use every kind.
  if (!existsSync(join(folder, sub))) return []
  const names = readdirSync(join(folder, sub))
    .filter((name) => !name.startsWith('.'))
    .toSorted()
  for (const name of names)
    if (!name.endsWith('.yml'))
      report({ rule: 'files', file: `${sub}/${name}`, field: '', wish: 'a name that ends in .yml, or another place' })
  return names.filter((name) => name.endsWith('.yml')).map((name) => `${sub}/${name}`)
}

function idOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1, -'.yml'.length)
}
