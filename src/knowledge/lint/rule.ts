import type { Catalog } from '../catalog.ts'
import type { Entry } from '../entry.ts'
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

/** The file an entry was read from, relative to the knowledge folder. */
export const fileOf = (entry: Entry): string => `${entry.kind}/${entry.id}.yml`
