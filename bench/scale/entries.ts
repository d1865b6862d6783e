import type { Claim } from '#knowledge/claim.ts'
import type { Entry, Topic } from '#knowledge/entry.ts'
import { linked, type Made, type Slot, sourceCount } from './plan.ts'
import { below, between, pick, type Random, sample } from './random.ts'
import { type Concept, inflected, type Vocabulary } from './vocabulary.ts'

export type Making = {
  readonly slot: Slot
  /** Concepts that the entries around it share. */
  readonly matter: readonly Concept[]
  readonly near: readonly Slot[]
  readonly plan: readonly Slot[]
  readonly vocabulary: Vocabulary
  readonly random: Random
  readonly languages: readonly string[]
}

/** How curators put it. Questions are put otherwise (`questions.ts`). */
const titles = ['How to _ the _ of _?', 'What does _ _ cost?', 'When does a _ want _ and _?', '_ for _ with _']
const phrasings = [
  'how do we _ a _ with _',
  '_ _ best practice',
  'what about _ and _',
  'is _ needed for _ _',
  '_ versus _ in _',
  'handling of _ _',
  'why does _ _ matter',
]
const groups: readonly Topic['topic'][] = [
  'patterns',
  'database',
  'testing',
  'deployment',
  'runtime',
  'tradeoffs',
  'strengths',
  'business',
]

/** Makes one entry about five concepts: three of its matter, two of anywhere. */
export function makeEntry(making: Making): Made {
  const { slot, matter, vocabulary, random } = making
  const concepts = [...sample(random, matter, 3), vocabulary.concept(random), vocabulary.concept(random)]
  const named = slot.kind !== 'topics'
  const name = named
    ? random() < 0.2
      ? `${vocabulary.name(random)} ${vocabulary.name(random)}`
      : vocabulary.name(random)
    : undefined
  const common = {
    id: slot.id,
    title: name ?? filled(random, pick(random, titles), concepts, 0.8),
    aliases: name && random() < 0.3 ? [vocabulary.name(random)] : [],
    asks: Array.from({ length: between(random, 3, 7) }, () => phrasing(random, concepts, name)),
    answer: sentence(making, concepts, between(random, 12, 20)),
    sources: sourcesOf(random),
    points: Array.from({ length: between(random, 1, 4) }, () => claim(making, concepts)),
    other_side: random() < 0.4 ? [claim(making, concepts)] : [],
    related: linked(random, making.near, 'topics', between(random, 0, 4)),
    publishers: [],
    owner: 'curators',
    checked: '2026-11-01',
    review_by: '2027-11-01',
  }
  return { entry: kinds[slot.kind](making, concepts, common), concepts, name }
}

type Common = Pick<
  Entry,
  | 'id'
  | 'title'
  | 'aliases'
  | 'asks'
  | 'answer'
  | 'sources'
  | 'points'
  | 'other_side'
  | 'related'
  | 'publishers'
  | 'owner'
  | 'checked'
  | 'review_by'
>

const unmade = (): never => {
  throw new Error('no such entries are generated')
}

/** The fields that each kind has beside the common ones. */
const kinds: Readonly<Record<Entry['kind'], (making: Making, concepts: readonly Concept[], common: Common) => Entry>> =
  {
    topics: ({ random, near, plan, slot }, _, common) => ({
      ...common,
      kind: 'topics',
      topic: pick(random, groups),
      leads: plan[0]?.id === slot.id,
      domains: [],
      languages: [],
      tools: linked(random, near, 'tools', between(random, 0, 2)),
      organisations: linked(random, near, 'organisations', between(random, 0, 2)),
      steps: [],
    }),
    organisations: ({ random, plan, near, languages }, concepts, common) => ({
      ...common,
      kind: 'organisations',
      type: pick(random, ['company', 'project', 'public'] as const),
      domains: domainsOf(plan, random),
      use: pick(random, ['uses', 'uses', 'uses', 'partly', 'past'] as const),
      moved_from: random() < 0.2 ? [pick(random, languages.slice(1))] : [],
      moved_to: [],
      tools: linked(random, near, 'tools', between(random, 0, 2)),
      figures:
        random() < 0.3
          ? [
              {
                value: `${between(random, 2, 90)} percent`,
                text: filled(random, 'less _ for _', concepts, 0.5),
                year: 2024,
                sources: sourcesOf(random),
              },
            ]
          : [],
    }),
    tools: ({ random, near }, concepts, common) => ({
      ...common,
      kind: 'tools',
      category: 'shelf',
      domains: [],
      needs: Array.from({ length: between(random, 1, 2) }, () => filled(random, '_ _', concepts, 0.8)),
      written_in: 'sprocket',
      state: {
        is: pick(random, ['active', 'active', 'quiet', 'dormant'] as const),
        seen: '2026-10-01',
        text: filled(random, 'Changes for _ and _ come in.', concepts, 0.6),
        sources: sourcesOf(random),
      },
      alternatives: linked(random, near, 'tools', between(random, 0, 2)),
      when: filled(random, 'When _ has to be _.', concepts, 0.6),
      not_when: filled(random, 'Where no _ is there for _.', concepts, 0.6),
    }),
    domains: (_, __, common) => ({ ...common, kind: 'domains', part_of: [], tools: [] }),
    criteria: unmade,
    comparisons: unmade,
    series: unmade,
    listings: unmade,
  }

/** Domains stand among all entries: looking through a few hundred places finds one. */
function domainsOf(plan: readonly Slot[], random: Random): string[] {
  const domains = domainIds(plan)
  return sample(random, domains, between(random, 1, 2))
}

const known = new WeakMap<readonly Slot[], string[]>()
function domainIds(plan: readonly Slot[]): string[] {
  const ids = known.get(plan) ?? plan.filter(({ kind }) => kind === 'domains').map(({ id }) => id)
  known.set(plan, ids)
  return ids
}

function phrasing(random: Random, concepts: readonly Concept[], name: string | undefined): string {
  const text = filled(random, pick(random, phrasings), concepts, 0.55)
  return name && random() < 0.3 ? `${text} at ${name}` : text
}

/** A pattern with a word of a concept for each gap. @param usual how often it is the concept's usual word */
export function filled(random: Random, pattern: string, concepts: readonly Concept[], usual: number): string {
  const left = sample(random, concepts, concepts.length)
  return pattern.replaceAll('_', () => inflected(random, wordOf(random, left.pop() ?? pick(random, concepts), usual)))
}

export function wordOf(random: Random, concept: Concept, usual: number): string {
  return (random() < usual ? concept[0] : undefined) ?? pick(random, concept)
}

function claim(making: Making, concepts: readonly Concept[]): Claim {
  return { text: sentence(making, concepts, between(making.random, 12, 26)), sources: sourcesOf(making.random) }
}

const sourcesOf = (random: Random): string[] => [`source-${below(random, sourceCount)}`]
const joints = ['the', 'of', 'and', 'in', 'a', 'for', 'with', 'is', 'to', 'on']

/** Words of what it is about, of its matter, of anything, and what joins them. */
function sentence({ matter, vocabulary, random }: Making, concepts: readonly Concept[], length: number): string {
  const words = Array.from({ length }, () => {
    const roll = random()
    if (roll < 0.4) return pick(random, joints)
    if (roll < 0.6) return vocabulary.common(random)
    if (roll < 0.75) return inflected(random, wordOf(random, vocabulary.concept(random), 0.7))
    return inflected(random, wordOf(random, pick(random, roll < 0.88 ? concepts : matter), 0.7))
  })
  return `${words.join(' ')}.`
}
