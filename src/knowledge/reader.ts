import { createHash } from 'node:crypto'
import { load as parseYaml, YAMLException } from 'js-yaml'
import type { z } from 'zod'
import type { Finding } from './finding.ts'
import type { Steps } from './search/slices.ts'
import type { Shelf } from './shelf.ts'

/** What was made of each file, by its path: the next reading takes over what still has the same text. */
export type Files = ReadonlyMap<string, Checked>

/** A file's text, and what it came to. `value` is absent where there are findings. */
type Checked = { readonly text: string; readonly value?: unknown; readonly findings: readonly Finding[] }

type Report = (finding: Finding) => void
type File = { readonly path: string; readonly text: string }

/** One reading of a folder: what it met, and what is wrong with it. */
export type Reader = {
  readonly findings: Finding[]
  readonly files: Map<string, Checked>
  readonly list: (sub: string) => string[]
  /** What a file says, made of its checked content; nothing where it cannot be read or is not as it should be, which is told. */
  readonly read: <T, R>(path: string, schema: z.ZodType<T>, make: (record: T) => R) => Steps<R | undefined>
  /** A short digest of everything read. */
  readonly version: () => string
}

export function readerOf(shelf: Shelf, before: Files): Reader {
  const findings: Finding[] = []
  const report: Report = (finding) => findings.push(finding)
  const files = new Map<string, Checked>()
  const digest = createHash('sha256')
  return {
    findings,
    files,
    list: (sub) => list(shelf, sub, report),
    version: () => digest.digest('hex').slice(0, 12),
    read: function* <T, R>(path: string, schema: z.ZodType<T>, make: (record: T) => R) {
      const text = readText(shelf, path, report)
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

function readText(shelf: Shelf, path: string, report: Report): string | undefined {
  const read = shelf.read(path)
  if (read.kind === 'text') return read.text
  report({ rule: 'files', file: path, field: '', wish: `a file that can be read (${read.code})` })
  return undefined
}

/** The entries' files of one folder, in order. Anything else in there was meant to be one: a typing error in an ending must not lose an entry. */
function list(shelf: Shelf, sub: string, report: Report): string[] {
  // A kind without a folder has no entries: another subject need not use every kind.
  const names = shelf.names(sub)
  if (names.length === 0 && shelf.read(sub).kind === 'text')
    report({ rule: 'files', file: sub, field: '', wish: 'a folder of this name, in place of a file' })
  for (const name of names)
    if (!name.endsWith('.yml'))
      report({ rule: 'files', file: `${sub}/${name}`, field: '', wish: 'a name that ends in .yml, or another place' })
  return names.filter((name) => name.endsWith('.yml')).map((name) => `${sub}/${name}`)
}
