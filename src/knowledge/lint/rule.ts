import type { Catalog } from '../catalog.ts'
import type { Entry } from '../entry.ts'
import type { Framework } from '../framework.ts'
import type { Finding } from '../finding.ts'

/** What a rule is told beside the catalog: the day it is, as YYYY-MM-DD. */
export type LintContext = { readonly today: string }

/** One rule of the knowledge folder: one file, one test. */
export type Rule = {
  readonly name: string
  /** What the rule asks for and why, for people. */
  readonly description: string
  readonly check: (catalog: Catalog, context: LintContext) => Finding[]
}

/** The file an entry or framework was read from, relative to the knowledge folder. */
export const fileOf = (record: Entry | Framework): string => `${record.kind}/${record.id}.yml`

/** Everything that a reader may see: entries, then frameworks. */
export const recordsOf = (catalog: Catalog): (Entry | Framework)[] => [
  ...catalog.entries.values(),
  ...catalog.frameworks.values(),
]
