import { z } from 'zod'
import { day, id, sentence, year } from './ids.ts'

/**
 * Where a claim comes from. Every source stands once, under `knowledge/sources/`; entries name it by id.
 */
export const sourceSchema = z.strictObject({
  /** What a reader sees as the link's name: our own short words, never the page's headline copied. */
  title: sentence(90),
  /** The address, https where the site has it. Absent for a text without a public link; the grade is then C. */
  url: z.url({ protocol: /^https?$/ }).optional(),
  /** Who publishes it, as an id-like word (`allegro`, `go-project`). It is what makes a source first-party for an entry. */
  publisher: id,
  /**
   * page: an article or document. repository: a public code repository. listing: a list that names the subject without more.
   * brief: an unlinked text at hand. editorial: advice of our own curators, never evidence.
   */
  kind: z.enum(['page', 'repository', 'listing', 'brief', 'editorial']),
  /** The year the source was written or, for a repository, seen. null: undated. */
  year,
  /** The day a curator last looked at it. */
  seen: day.optional(),
  /** false: known from another text that cites it, not read itself. Answers say so. */
  read: z.boolean().default(true),
})
export type SourceRecord = z.infer<typeof sourceSchema>
/** A source with the id it is named by. */
export type Source = SourceRecord & { readonly id: string }

/** A file under `knowledge/sources/`: source id to source. */
export const sourceFileSchema = z.record(id, sourceSchema)
