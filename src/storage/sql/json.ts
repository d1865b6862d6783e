import { z } from 'zod'
import type { Choices, Cited, Decision, DecisionState, Proposal } from '#decision/types.ts'
import type { Conversation, Feedback } from '../ports.ts'
import type { ClosedBy, NamesVisibleTo } from '../ports/ballots.ts'

/** The shapes of what stands in a column. Checked when a row is read: another version of the program may have written it. */
const words = z.string()

export const proposalShape: z.ZodType<Proposal> = z.object({
  project: words,
  domain: words.exactOptional(),
  alternatives: z.array(words),
  priority: words.exactOptional(),
})
export const choicesShape: z.ZodType<Choices> = z.record(
  words,
  z.object({ choice: z.enum(['yes', 'no', 'unsure']), because: words.exactOptional() }),
)
export const frameworkShape: z.ZodType<Decision['framework']> = z.object({ id: words, version: z.number() })
export const citedShape: z.ZodType<readonly Cited[]> = z.array(
  z.object({ entry: words, grade: z.enum(['A', 'B', 'C']), version: words }),
)
export const postedShape: z.ZodType<NonNullable<Decision['posted']>> = z.object({
  channel: words,
  ts: words.exactOptional(),
  permalink: words.exactOptional(),
})
export const stateShape: z.ZodType<DecisionState> = z.enum(['draft', 'open', 'decided', 'superseded'])
/** Files of a workspace's own, path and text. */
export const filesShape = z.array(z.tuple([words, words]))
export const namesShape: z.ZodType<NamesVisibleTo> = z.enum(['nobody', 'owner', 'everyone'])
export const closedByShape: z.ZodType<ClosedBy> = z.enum(['owner', 'quorum', 'date'])
export const feedbackShape: z.ZodType<Feedback> = z.object({
  helpful: z.boolean(),
  reason: words.exactOptional(),
  question: words,
})

/** What the core made of a question is the core's business; here it counts that it is there and has the right make. */
const mention = z.looseObject({ kind: words, id: words, typed: words, name: words, score: z.number() })
export const conversationShape = z.object({
  subject: z.looseObject({
    intent: words,
    entries: z.array(words),
    question: z.looseObject({
      text: words,
      tokens: z.array(words),
      terms: z.array(words),
      context: z.array(words),
      intent: words,
      intentFrom: words,
      mentions: z.array(mention),
      excluded: z.array(mention),
      against: z.boolean(),
      namesSubject: z.boolean(),
    }),
  }),
  trail: z.array(words),
}) as unknown as z.ZodType<Conversation>

/** What only its reader knows the shape of, and checks. */
export const anything = z.unknown()

/** @throws ZodError when the text is not of that shape, or no JSON */
export function parsed<T>(shape: z.ZodType<T>, text: string): T {
  return z.string().transform(fromJson).pipe(shape).parse(text)
}

/** The same, undefined for what does not fit: for what is as good as none. */
export function parsedOrNone<T>(shape: z.ZodType<T>, text: string): T | undefined {
  const read = z.string().transform(fromJson).pipe(shape).safeParse(text)
  return read.success ? read.data : undefined
}

function fromJson(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text)
  } catch {
    context.addIssue('no JSON')
    return z.NEVER
  }
}
