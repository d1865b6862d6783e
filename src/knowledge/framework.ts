import { z } from 'zod'
import { claimSchema } from './claim.ts'
import { day, id, sentence } from './ids.ts'

/** A proper name, which may be one letter. */
const name = z.string().trim().min(1).max(60)

/** A claim with the entry that carries it: the entry's publishers decide the grade, and a reader can ask for it. */
const statementSchema = claimSchema.extend({
  /** The id of the entry that says more. Each source of the statement is one of that entry's. */
  entry: id,
})

/** What every question and every knock-out has. */
const asked = {
  /** Unique over the questions and knock-outs of all versions: kept answers name it. */
  id,
  /** The thing that is asked about in a few words, for lists and tables: "high concurrency". */
  short: sentence(60),
  /** The question, answered by yes, no or not sure. */
  ask: sentence(150),
  /** What a yes looks like, beside the question. */
  examples: z.array(sentence(120)).min(1).max(4),
  /** The answers as the condition of a sentence, "If <this>, this would become…": "simple deployment were needed". */
  if_yes: sentence(120),
  if_no: sentence(120),
  /** Entry ids. Their answers are what a yes rests on, their other sides what speaks against it. */
  evidence: z.array(id).min(1, 'at least one entry id: what nobody can look up decides nothing'),
} as const

const questionSchema = z.strictObject({
  ...asked,
  /** Why a yes speaks for the candidate, and why a no does not. */
  speaks_for: statementSchema,
  speaks_against: statementSchema,
  /** Ids of tools to start with when the answer is yes. */
  stack: z.array(id).default([]),
})

const knockOutSchema = z.strictObject({
  ...asked,
  /** Why a yes rules the candidate out whatever the questions say. */
  reason: statementSchema,
  /** Ids of the alternatives to take instead, the first choice first. */
  leads_to: z.array(id).min(1, 'the id of at least one alternative'),
})

const alternativeSchema = z.strictObject({
  id,
  name,
  /** When it is the better choice. */
  when: statementSchema,
})

/** What matters most to the asker. It orders what is shown and never outvotes an answer. */
const prioritySchema = z.strictObject({
  id,
  name,
  /** Ids of questions that come first among the drivers. */
  questions: z.array(id).default([]),
  /** Ids of risks that come first. */
  risks: z.array(id).default([]),
  /** Entry ids that are shown as evidence besides. */
  evidence: z.array(id).default([]),
})

const riskSchema = z
  .strictObject({
    id,
    /** Absent: it is always there. Else it is told when that question or knock-out has one of these answers. */
    when: z.strictObject({ answer: id, is: z.array(z.enum(['yes', 'no', 'unsure'])).min(1) }).optional(),
    /** What to do about it, in one sentence. */
    remedy: sentence(300),
  })
  .extend(statementSchema.shape)

/** From the best to the worst. */
export const verdictKinds = ['strong-fit', 'fit', 'not-clear', 'poor-fit'] as const
export type VerdictKind = (typeof verdictKinds)[number]

/** How a verdict reads. */
const wordingSchema = z.strictObject({
  /** Inside a sentence: "this would become: not clear". */
  name: sentence(30),
  headline: sentence(90),
  /** What it means, and what to do next. */
  sentence: sentence(360),
})

/**
 * A way to decide "should we take this for that?": questions that are counted, knock-outs that are not, and what follows.
 * `knowledge/decisions/<id>.yml`.
 */
export const frameworkSchema = z.strictObject({
  /** The question that it decides: "Should we build this in it?" */
  title: sentence(90),
  /** Rises when an answer could come out another way, so that a kept record can be told from a new one. */
  version: z.number().int().min(1),
  /** What is decided about, as sentences name it. */
  candidate: name,
  /** Where the framework comes from, and what it leans towards. */
  about: statementSchema,
  /** The questions. All count the same: who finds one weightier says so by the priority, which orders and does not count. */
  questions: z.array(questionSchema).min(2).max(6),
  /** At most six, since a step of the walkthrough holds no more. */
  knock_outs: z.array(knockOutSchema).min(1).max(6),
  alternatives: z.array(alternativeSchema).min(1).max(20),
  priorities: z.array(prioritySchema).max(10).default([]),
  /**
   * Read from the top: any knock-out with a yes is a poor fit; then so many yes are a strong fit, so many a fit; then so many no are
   * a poor fit; everything else is not clear. "Not sure" counts neither way.
   */
  rule: z
    .strictObject({
      /** Yes answers from which it is a strong fit. */
      strong_fit_at_yes: z.number().int().min(1),
      /** Yes answers from which it is a fit. */
      fit_at_yes: z.number().int().min(1),
      /** No answers from which it is a poor fit. */
      poor_fit_at_no: z.number().int().min(1),
    })
    .extend(statementSchema.shape),
  verdicts: z.strictObject({
    'strong-fit': wordingSchema,
    fit: wordingSchema,
    'not-clear': wordingSchema,
    'poor-fit': wordingSchema,
  }),
  /** How the poor fit reads when a knock-out is the reason. */
  ruled_out: z.strictObject({ headline: sentence(90), sentence: sentence(360) }),
  risks: z.array(riskSchema).min(1).max(16),
  /** Ids of tools that every start needs, whatever the domain. */
  stack: z.array(id).default([]),
  /** A trial before the commitment. Its texts stand in three topics: the plan's steps, the measures' and the exit's points. */
  pilot: z.strictObject({ weeks: z.number().int().min(1).max(26), plan: id, measures: id, exit: id }),
  /** Days until the decision is looked at again: without a pilot, and when one was chosen. */
  review: z.strictObject({ after_days: z.number().int().min(1), after_pilot_days: z.number().int().min(1) }),
  owner: sentence(40).default('curators'),
  checked: day,
  review_by: day,
})

export type Framework = z.infer<typeof frameworkSchema> & { readonly kind: 'decisions'; readonly id: string }
export type Statement = z.infer<typeof statementSchema>
