import { resolve } from 'node:path'
import { createAnswerer } from '#answer/answerer.ts'
import type { Catalog } from '#knowledge/catalog.ts'
import { type Finding, formatFinding } from '#knowledge/finding.ts'
import { lint } from '#knowledge/lint/index.ts'
import { joining } from '#knowledge/own.ts'
import { finished } from '#knowledge/search/slices.ts'
import { folderShelf } from '#knowledge/shelf.ts'
import { lost } from './lost.ts'
import { askPhrasings } from './phrasings.ts'
import { unreached } from './reached.ts'
import { stolen } from './stolen.ts'

/** A folder with a workspace's own entries, laid upon the shared knowledge and checked by the same rules. */
export type Own = { readonly catalog: Catalog; readonly files: ReadonlyMap<string, string> }

/** The same, or the findings on stderr and exit code 1. @param folder as it was typed */
export function ownOrExit(shared: Catalog, folder: string): Own | undefined {
  const checked = checkOwn(shared, resolve(folder))
  if (checked.kind === 'own') return checked.own
  for (const finding of checked.findings.slice(0, 20)) console.error(formatFinding(finding))
  process.exitCode = 1
  return undefined
}

type Checked =
  | { readonly kind: 'own'; readonly own: Own }
  | { readonly kind: 'refused'; readonly findings: readonly Finding[] }

/** @param folder absolute path */
export function checkOwn(shared: Catalog, folder: string): Checked {
  const shelf = folderShelf(folder)
  if (shelf.names('').length === 0)
    return refused([{ rule: 'files', file: folder, field: '', wish: 'a folder with entries in it' }])
  const joined = finished(joining(shared, shelf))
  if (joined.kind === 'refused') return refused(joined.findings)
  const { catalog, files } = joined
  const today = new Date().toISOString().slice(0, 10)
  // What the shared knowledge is forgiven was said of the shared knowledge. Of sources a rule names the folder and the id.
  const found = lint({ ...catalog, exceptions: [] }, { today }).filter(
    ({ file, field }) => files.has(file) || (file === 'sources/' && !shared.sources.has(field)),
  )
  if (found.length > 0) return refused(found)
  const answerer = createAnswerer(catalog)
  const phrased = askPhrasings(catalog, answerer, ({ id }) => catalog.own.has(id))
  const asked = [...unreached(phrased), ...stolen(catalog, phrased), ...lost(shared, { catalog, answerer })]
  if (asked.length > 0) return refused(asked)
  return { kind: 'own', own: { catalog, files: new Map([...files].map(([path, { text }]) => [path, text])) } }
}

const refused = (findings: readonly Finding[]): Checked => ({ kind: 'refused', findings })
