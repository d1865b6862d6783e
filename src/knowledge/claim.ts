import { z } from 'zod'
import { id, sentence, year } from './ids.ts'

/** One thing that is said, with who says it. Grades are computed from the sources, never written. */
export const claimSchema = z.strictObject({
  /** One or two plain sentences that stand by themselves. */
  text: sentence(420),
  /** The year the claim speaks of. Absent: the newest year of its sources. null: undated. */
  year: year.optional(),
  /** Source ids. A claim without a source is refused. */
  sources: z.array(id).min(1, 'at least one source id: a claim without a source is not published'),
})
export type Claim = z.infer<typeof claimSchema>

/** A number that somebody published. */
export const figureSchema = z.strictObject({
  /** The number with its unit as a reader sees it: "32 to 4 servers", "140,000 requests/s". */
  value: sentence(60),
  /** What was measured, in one sentence. */
  text: sentence(320),
  /** The year of the number; null is shown as "undated". */
  year,
  sources: z.array(id).min(1, 'at least one source id'),
})
export type Figure = z.infer<typeof figureSchema>

/** A statement about the subject that is often heard and not so. */
export const disputeSchema = z.strictObject({
  /** What people say, in one sentence. */
  claim: sentence(240),
  /** What is known instead, in one or two sentences. */
  finding: sentence(420),
  sources: z.array(id).min(1, 'at least one source id'),
})
