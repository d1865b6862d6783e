import type { Catalog } from '#knowledge/catalog.ts'
import type { Entry } from '#knowledge/entry.ts'
import { makeEntry } from './entries.ts'
import { type Made, type Slot, sourceCount } from './plan.ts'
import { below, type Random, seeded } from './random.ts'
import { vocabularyFor } from './vocabulary.ts'

/** Knowledge that nobody wrote. */
export type Generated = { readonly catalog: Catalog; readonly made: readonly Made[] }

/** Entries of one matter stand together: this many share the concepts they draw from. */
const entriesOfAMatter = 60
const conceptsOfAMatter = 14
const languages = ['Sprocket', 'Ferrule', 'Gantry', 'Halyard', 'Lathe', 'Mangle', 'Spindle', 'Trestle']

/**
 * Knowledge of so many entries, the same for the same seed: kinds, links, phrasings and lengths as in a curated folder, words drawn as
 * a language draws them. A hundred thousand entries take some seconds.
 */
export function generate(size: number, seed: number): Generated {
  const random = seeded(seed)
  const vocabulary = vocabularyFor(size, random)
  const matters = Array.from({ length: Math.ceil(size / entriesOfAMatter) }, () =>
    Array.from({ length: conceptsOfAMatter }, () => vocabulary.concept(random)),
  )
  const plan = planOf(size, random)
  const made = plan.map((slot, at) => {
    const matter = matters[Math.floor(at / entriesOfAMatter)] ?? []
    const near = plan.slice(Math.max(0, at - 30), at + 30).filter((other) => other.id !== slot.id)
    return makeEntry({ slot, matter, near, plan, vocabulary, random, languages: languages.map(idOf) })
  })
  return { catalog: catalogOf(made), made }
}

/** Half of it topics, then organisations and tools, and a domain for every fifty up to forty. */
function planOf(size: number, random: Random): Slot[] {
  const domains = Math.min(40, Math.max(2, Math.floor(size / 50)))
  const kinds = Array.from({ length: size }, (_, at): Entry['kind'] => {
    if (at < domains) return 'domains'
    const roll = random()
    return roll < 0.5 ? 'topics' : roll < 0.79 ? 'organisations' : 'tools'
  })
  // Domains stand anywhere, as matters do.
  for (let at = 0; at < domains; at++) {
    const other = below(random, size)
    const [one, two] = [kinds[at], kinds[other]]
    if (one && two) [kinds[at], kinds[other]] = [two, one]
  }
  return kinds.map((kind, at) => ({ kind, id: `${kind.replace(/s$/, '')}-${at.toString(36).padStart(4, '0')}` }))
}

const idOf = (name: string): string => name.toLowerCase()

function catalogOf(made: readonly Made[]): Catalog {
  const entries = made.map(({ entry }) => entry)
  const order: readonly Entry['kind'][] = ['organisations', 'tools', 'topics', 'domains']
  const sorted = order.flatMap((kind) => entries.filter((entry) => entry.kind === kind))
  return {
    subject: {
      language: 'sprocket',
      name: 'Sprocket',
      names: ['sprocket'],
      publishers: ['sprocket-project'],
      lookalikes: [],
      field: [],
      elsewhere: [],
      examples: ['who-uses one', 'fit two', 'tools three'],
    },
    languages: Object.fromEntries(languages.map((name) => [idOf(name), { name, aliases: [], cues: [] }])),
    synonyms: {},
    entries: new Map(sorted.map((entry) => [entry.id, entry])),
    sources: new Map(
      Array.from({ length: sourceCount }, (_, at) => [
        `source-${at}`,
        {
          id: `source-${at}`,
          title: `Source ${at}`,
          url: `https://example.org/${at}`,
          publisher: `publisher-${at % 97}`,
          kind: 'page' as const,
          year: 2015 + (at % 11),
          read: true,
        },
      ]),
    ),
    frameworks: new Map(),
    versions: new Map(),
    exceptions: [],
    own: new Set(),
    ownTitles: new Set(),
    version: `generated-${entries.length}`,
  }
}
