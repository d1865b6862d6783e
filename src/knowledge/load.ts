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
import { type Source, sourceFileSchema } from './source.ts'
import { versionOf } from './version.ts'
import { exceptionsSchema, languagesSchema, subjectSchema, synonymsSchema } from './vocabulary.ts'

/** What reading a folder comes to. A folder with one bad file gives no catalog: the caller keeps the last good one. */
export type Loaded =
  | { readonly kind: 'loaded'; readonly catalog: Catalog }
  | { readonly kind: 'refused'; readonly findings: readonly Finding[] }

type Report = (finding: Finding) => void
type File = { readonly path: string; readonly text: string }

/**
 * Reads a knowledge folder. The only reader of files in the core; everything it returns is checked.
 * @param folder absolute path of a folder laid out as `knowledge/README.md` says
 */
export function loadKnowledge(folder: string): Loaded {
  const findings: Finding[] = []
  const report: Report = (finding) => findings.push(finding)
  const digest = createHash('sha256')
  const read = (path: string): File | undefined => readText(folder, path, digest, report)

  const subject = parse(read('subject.yml'), subjectSchema, report)
  const languages = parse(read('languages.yml'), languagesSchema, report)
  const synonyms = parse(read('synonyms.yml'), synonymsSchema, report)
  const optional = <T>(path: string, schema: z.ZodType<T>, absent: T): T | undefined =>
    existsSync(join(folder, path)) ? parse(read(path), schema, report) : absent
  const exceptions = optional('exceptions.yml', exceptionsSchema, [])
  const sources = loadSources(list(folder, 'sources', report).map(read), report)
  const entries = loadEntries(folder, read, report)
  const frameworks = loadFrameworks(folder, read, entries, report)

  if (findings.length > 0 || !subject || !languages || !synonyms || !exceptions) return { kind: 'refused', findings }
  return {
    kind: 'loaded',
    catalog: {
      subject,
      languages,
      synonyms,
      exceptions,
      sources,
      entries,
      frameworks,
      versions: new Map([...entries].map(([id, entry]) => [id, versionOf(entry)])),
      version: digest.digest('hex').slice(0, 12),
    },
  }
}

function loadEntries(folder: string, read: (path: string) => File | undefined, report: Report): Map<string, Entry> {
  const entries = new Map<string, Entry>()
  const files = new Map<string, string>()
  // Object.keys widens to string; the table's own keys are the kinds.
  for (const kind of Object.keys(schemas) as Kind[]) {
    for (const path of list(folder, kind, report)) {
      const id = idOf(path)
      const other = files.get(id)
      checkName(path, id, report)
      if (other) report({ rule: 'shape', file: path, field: '', wish: `an id of its own; ${other} has the same` })
      files.set(id, path)
      const record = parse(read(path), schemas[kind] as z.ZodType<object>, report)
      // The schema is chosen by the folder, so folder and shape agree; the type system cannot follow that link.
      if (record) entries.set(id, { ...record, kind, id } as Entry)
    }
  }
  return entries
}

/** Frameworks are no entries: nobody asks for one, they are walked through. Their ids are of the same space, since records name both. */
function loadFrameworks(
  folder: string,
  read: (path: string) => File | undefined,
  entries: ReadonlyMap<string, Entry>,
  report: Report,
): Map<string, Framework> {
  const frameworks = new Map<string, Framework>()
  for (const path of list(folder, 'decisions', report)) {
    const id = idOf(path)
    checkName(path, id, report)
    const other = entries.get(id)
    if (other)
      report({ rule: 'shape', file: path, field: '', wish: `an id of its own; ${other.kind}/${id}.yml has the same` })
    const record = parse(read(path), frameworkSchema, report)
    if (record) frameworks.set(id, { ...record, kind: 'decisions', id })
  }
  return frameworks
}

function checkName(path: string, id: string, report: Report): void {
  if (!idPattern.test(id))
    report({
      rule: 'shape',
      file: path,
      field: '',
      wish: 'a file name of lower-case letters, digits and single hyphens, ending in .yml',
    })
}

function loadSources(files: (File | undefined)[], report: Report): Map<string, Source> {
  const sources = new Map<string, Source>()
  for (const file of files) {
    for (const [id, source] of Object.entries(parse(file, sourceFileSchema, report) ?? {})) {
      if (sources.has(id))
        report({ rule: 'shape', file: file?.path ?? '', field: id, wish: 'a source id that no other file has' })
      sources.set(id, { ...source, id })
    }
  }
  return sources
}

function parse<T>(file: File | undefined, schema: z.ZodType<T>, report: Report): T | undefined {
  if (!file) return undefined
  const value = parseText(file, report)
  if (value === undefined) return undefined
  const result = schema.safeParse(value)
  if (result.success) return result.data
  for (const issue of result.error.issues)
    report({ rule: 'shape', file: file.path, field: issue.path.join('.'), wish: issue.message })
  return undefined
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

function readText(
  folder: string,
  path: string,
  digest: { update(text: string): unknown },
  report: Report,
): File | undefined {
  try {
    const text = readFileSync(join(folder, path), 'utf8')
    digest.update(`${path}\n${text}\n`)
    return { path, text }
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
