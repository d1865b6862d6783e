import type { Catalog } from '../catalog.ts'
import type { Finding } from '../finding.ts'
import { aliases } from './aliases.ts'
import { references } from './references.ts'
import type { LintContext, Rule } from './rule.ts'

/** All rules, in the order in which their findings are told. */
export const rules: readonly Rule[] = [references, aliases]

/** What every rule finds in a catalog. */
export function lint(catalog: Catalog, context: LintContext): Finding[] {
  return rules.flatMap((rule) => rule.check(catalog, context))
}
