import { z } from 'zod'
import { claimSchema, disputeSchema, figureSchema } from './claim.ts'
import { day, id, sentence, year } from './ids.ts'

/** Fields of every entry, whatever its kind. */
const common = {
  /** The name or the question as a heading: "Allegro", "How does the garbage collector behave?" */
  title: z.string().trim().min(1).max(90),
  /** Other names people use: abbreviations, product names, old names. An alias belongs to one entry only. */
  aliases: z.array(z.string().trim().min(1).max(60)).default([]),
  /** Phrasings for the index: how people ask for this. Indexed, so never a question of the regression set. */
  asks: z.array(sentence(120)).max(24).default([]),
  /** The answer in one sentence; everything else is detail. */
  answer: sentence(360),
  /** Source ids of `answer`. */
  sources: z.array(id).min(1, 'at least one source id'),
  /** The details, most useful first. */
  points: z.array(claimSchema).max(8).default([]),
  /** The strongest thing that speaks against the answer, or limits it. */
  other_side: z.array(claimSchema).max(3).default([]),
  /** What is often said of this and is not so. */
  dispute: disputeSchema.optional(),
  /** Ids of entries worth reading next. */
  related: z.array(id).max(8).default([]),
  /** Publishers whose pages count as first-party here. Absent: the entry's own id; for what is said about the subject itself also the subject's publishers (`subject.yml`). */
  publishers: z.array(id).default([]),
  /** Who keeps it true: a team's name, not a person's. */
  owner: sentence(40).default('curators'),
  /** The day a curator last compared it with its sources. */
  checked: day,
  /** The day it wants to be looked at again. */
  review_by: day,
} as const

const caseStudySchema = z.strictObject({
  /** What hurt before, in one or two sentences. */
  problem: sentence(360),
  /** What was built. */
  built: sentence(360),
  /** What came of it, with its numbers if any were published. */
  result: sentence(360),
  /** What the result does not show. */
  caveat: sentence(360),
  /** The year of the result; null is shown as "undated". */
  year,
  sources: z.array(id).min(1, 'at least one source id'),
})

/** An organisation or project, and what is known of its use of the subject. */
export const organisationSchema = z.strictObject({
  ...common,
  /** company: it sells or runs something. project: software that is itself written in the subject. public: a public body. example: an anonymous illustration. */
  type: z.enum(['company', 'project', 'public', 'example']),
  /** Domain ids, the most telling first. */
  domains: z.array(id).min(1),
  /**
   * How it stands to the subject. uses: shown by evidence. partly: for some things, other languages for others. past: it did once, or moved away.
   * not: it does not, though people say so. unclear: nothing independent backs it. illustration: anonymous, never evidence.
   */
  use: z.enum(['uses', 'partly', 'past', 'not', 'unclear', 'illustration']),
  /** The first year of use that a source gives. */
  since: year.optional(),
  /** Language ids it came from when it adopted the subject. */
  moved_from: z.array(id).default([]),
  /** Language ids it went to when it left the subject, wholly or for one system. */
  moved_to: z.array(id).default([]),
  /** Ids of tools it is known to use or to have made. */
  tools: z.array(id).default([]),
  /** Published numbers, the strongest first. */
  figures: z.array(figureSchema).max(10).default([]),
  case_study: caseStudySchema.optional(),
})

/** A framework, library or tool, and the state it was last seen in. */
export const toolSchema = z.strictObject({
  ...common,
  /** The shelf it stands on: `web`, `database`, `testing`. Tools of one category are each other's alternatives. */
  category: id,
  domains: z.array(id).default([]),
  /** What people need when they look for it: "websocket", "database migrations". Matched before any text. */
  needs: z.array(z.string().trim().min(2).max(60)).min(1),
  /** Language id it is written in. */
  written_in: id,
  state: z.strictObject({
    /** active · quiet: works, few changes · moved: lives on at another address · maintenance: fixes only · dormant: no changes, no notice · unmaintained: its owner says so */
    is: z.enum(['active', 'quiet', 'moved', 'maintenance', 'dormant', 'unmaintained']),
    /** The day it was seen like this. */
    seen: day,
    /** The newest release and its day, as text: "v1.12.0 (2026-02-28)". */
    release: sentence(80).optional(),
    /** The day of the newest change that was seen. */
    changed: day.optional(),
    /** One sentence on what the state means for someone who uses it. */
    text: sentence(300),
    sources: z.array(id).min(1, 'at least one source id'),
  }),
  /** What to take instead, where it should not be taken for new work. */
  successor: z
    .strictObject({ names: z.array(z.string().min(2)).min(1), entries: z.array(id).default([]), text: sentence(300) })
    .optional(),
  /** Ids of tools that do the same job. */
  alternatives: z.array(id).max(8).default([]),
  /** When to take it, in one sentence. */
  when: sentence(300),
  /** When to take another, in one sentence. */
  not_when: sentence(300),
})

/** A dated part of a plan: a month of a roadmap, a day of a pilot, a step of a vetting. */
const stepSchema = z.strictObject({
  /** "Months 1-2", "Day 3", "30 minutes". */
  when: sentence(40),
  text: sentence(420),
  /** What stands at the end of it: a small project, a number, a decision. */
  outcome: sentence(300).optional(),
})

/** One answer to one question about the subject. */
export const topicSchema = z.strictObject({
  ...common,
  /** Which group of questions it belongs to. */
  topic: z.enum([
    'categories',
    'when-to-choose',
    'when-not',
    'framework',
    'strengths',
    'tradeoffs',
    'mistakes',
    'matrix',
    'hiring',
    'interview',
    'pilot',
    'examples',
    'patterns',
    'database',
    'testing',
    'grpc',
    'delivery',
    'observability',
    'deployment',
    'runtime',
    'versions',
    'roadmap',
    'adoption',
    'business',
    'migrations',
    'ecosystem',
  ]),
  /** true for the entry that answers when only the group is named ("pitfalls", "hiring"). One for each group at most. */
  leads: z.boolean().default(false),
  /** Domain ids it is about. */
  domains: z.array(id).default([]),
  /** Language ids it sets beside the subject. */
  languages: z.array(id).default([]),
  /** Tool ids it tells to use. */
  tools: z.array(id).default([]),
  /** Organisation ids that show it. */
  organisations: z.array(id).default([]),
  /** When not to do it, for a pattern. */
  not_when: sentence(300).optional(),
  /** A short sample that compiles in the mind of a reviewer. */
  code: z.string().max(1600).optional(),
  steps: z.array(stepSchema).max(14).default([]),
  /** A roadmap's goal as one word ("backend"), so that `roadmap <goal>` finds it. */
  goal: id.optional(),
})

/** One criterion of the comparison table: a row. */
export const criterionSchema = z.strictObject({
  ...common,
  /** Where it stands in the table; smaller is earlier. */
  order: z.number().int().min(1),
  /** Language id to what is so there, and why. A missing language is shown as "no curated value". */
  cells: z.record(
    id,
    z.strictObject({
      /** The cell itself, a few words. */
      value: sentence(90),
      /** Why, in one sentence. */
      reason: sentence(300),
      sources: z.array(id).min(1, 'at least one source id'),
    }),
  ),
})

/** The verdict over two or more languages: when to take which. The rows come from the criteria. */
export const comparisonSchema = z.strictObject({
  ...common,
  /** Language ids, the subject's first. */
  languages: z.array(id).min(2),
  /** When to pick which. */
  picks: z
    .array(z.strictObject({ choose: id, when: sentence(360), sources: z.array(id).min(1, 'at least one source id') }))
    .min(2),
  /** Organisation ids that went one way or the other. */
  organisations: z.array(id).default([]),
})

/** Published numbers over time. */
export const seriesSchema = z.strictObject({
  ...common,
  /** "% of respondents", "rank", "million developers". */
  unit: sentence(60),
  /** up: a larger number means more use. down: a smaller one does, as with ranks. */
  better: z.enum(['up', 'down']),
  /** true: drawn in the adoption chart. */
  chart: z.boolean().default(false),
  data: z
    .array(
      z.strictObject({
        /** "2025", "2024-09" or "2024-H1". */
        when: z.string().regex(/^\d{4}(-(0[1-9]|1[0-2]|H[12]))?$/, 'YYYY, YYYY-MM or YYYY-H1'),
        value: z.number(),
        note: sentence(200).optional(),
        sources: z.array(id).min(1, 'at least one source id'),
      }),
    )
    .min(1),
})

/** A field of work: "fintech", "gaming". */
export const domainSchema = z.strictObject({
  ...common,
  /** Domain ids of which this is a part; a question for the wider one takes these in. */
  part_of: z.array(id).default([]),
  /** Tool ids to start with there. */
  tools: z.array(id).default([]),
})

/** A list on which organisations put themselves, and nothing more is known. Out of ranked answers. */
export const listingSchema = z.strictObject({
  ...common,
  members: z
    .array(
      z.strictObject({
        name: sentence(80),
        aliases: z.array(z.string().min(1)).default([]),
        /** What kind of organisation it is, in a few words. */
        what: sentence(160),
        domains: z.array(id).default([]),
      }),
    )
    .min(1),
})

/** Folder under `knowledge/` to the schema of its files. The folder is the kind. */
export const schemas = {
  organisations: organisationSchema,
  tools: toolSchema,
  topics: topicSchema,
  criteria: criterionSchema,
  comparisons: comparisonSchema,
  series: seriesSchema,
  domains: domainSchema,
  listings: listingSchema,
} as const

export type Kind = keyof typeof schemas
type Named<K extends Kind> = z.infer<(typeof schemas)[K]> & { readonly kind: K; readonly id: string }
export type Organisation = Named<'organisations'>
export type Tool = Named<'tools'>
export type Topic = Named<'topics'>
export type Criterion = Named<'criteria'>
export type Comparison = Named<'comparisons'>
export type Series = Named<'series'>
export type Domain = Named<'domains'>
export type Listing = Named<'listings'>
export type Entry = Organisation | Tool | Topic | Criterion | Comparison | Series | Domain | Listing
