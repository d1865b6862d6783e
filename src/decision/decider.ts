import type { Catalog } from '#knowledge/catalog.ts'
import type { Framework } from '#knowledge/framework.ts'
import { decide } from './decide.ts'
import { type DomainOption, domainSearch } from './domains.ts'
import { type Grounds, groundsOf, type Weigh } from './grounds.ts'
import { changedSince, type Since } from './since.ts'
import type { Choices, Cited, Proposal } from './types.ts'
import type { Verdict } from './verdict.ts'

/** `decide` over one catalog, with what it looked up kept. Made anew when the catalog is. */
export type Decider = {
  /** The catalog's version. */
  readonly version: string
  /** By id, in the order of the ids. */
  readonly frameworks: ReadonlyMap<string, Framework>
  /** Titles of the domains by id. */
  readonly domains: ReadonlyMap<string, string>
  /** At most `limit` domains for a typeahead, best first; nothing typed gives all. */
  readonly suggestDomains: (typed: string, limit: number) => readonly DomainOption[]
  readonly decide: (framework: Framework, proposal: Proposal, choices: Choices) => Verdict
  /** What of this has changed since it was cited. */
  readonly changedSince: (cited: readonly Cited[]) => Since[]
}

export function createDecider(catalog: Catalog, weigh: Weigh): Decider {
  const kept = new Map<string, Grounds>()

  function groundsFor(framework: Framework, domain: string | undefined): Grounds {
    // An unknown domain is none, so that what people send cannot fill the memory.
    const known = catalog.entries.get(domain ?? '')?.kind === 'domains' ? domain : undefined
    const key = `${framework.id} ${known ?? ''}`
    const grounds = kept.get(key) ?? groundsOf(catalog, framework, known, weigh)
    kept.set(key, grounds)
    return grounds
  }

  return {
    version: catalog.version,
    frameworks: catalog.frameworks,
    domains: new Map(
      [...catalog.entries].flatMap(([id, entry]) => (entry.kind === 'domains' ? [[id, entry.title] as const] : [])),
    ),
    suggestDomains: domainSearch(catalog),
    decide: (framework, proposal, choices) =>
      decide(framework, groundsFor(framework, proposal.domain), proposal, choices),
    changedSince: (cited) => changedSince(cited, catalog),
  }
}
