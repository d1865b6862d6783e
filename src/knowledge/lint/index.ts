import type { Catalog } from '../catalog.ts'
import type { Finding } from '../finding.ts'
import { aliases } from './aliases.ts'
import { disputed } from './disputed.ts'
import { applyExceptions } from './exceptions.ts'
import { figures } from './figures.ts'
import { frameworks } from './frameworks.ts'
import { leads } from './leads.ts'
import { links } from './links.ts'
import { mutual } from './mutual.ts'
import { reach } from './reach.ts'
import { reading } from './reading.ts'
import { references } from './references.ts'
import { review } from './review.ts'
import type { LintContext, Rule } from './rule.ts'
import { style } from './style.ts'
import { verdicts } from './verdicts.ts'

/** All rules, in the order in which their findings are told. */
export const rules: readonly Rule[] = [
  references,
  mutual,
  aliases,
  leads,
  disputed,
  figures,
  frameworks,
  verdicts,
  reach,
  review,
  reading,
  style,
  links,
]

/** Rules that ask the engine for entries, which this room does not know: `knowledge:check` applies them and their exceptions. */
export const askedRules: ReadonlySet<string> = new Set(['reached', 'stolen'])

/** What the rules find in a catalog, less the exceptions that carry a reason; an exception that is not needed is a finding itself. */
export function lint(catalog: Catalog, context: LintContext): Finding[] {
  return applyExceptions(
    rules.flatMap((rule) => rule.check(catalog, context)),
    catalog.exceptions,
    (rule) => !askedRules.has(rule),
  )
}
