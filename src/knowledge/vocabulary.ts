import { z } from 'zod'
import { id, sentence } from './ids.ts'

const words = z.array(z.string().trim().min(1).max(60))

/** `knowledge/subject.yml`: what this folder is about. The only place that names it. */
export const subjectSchema = z.strictObject({
  /** Language id of the subject, as in `languages.yml`. */
  language: id,
  /** How answers write it. */
  name: z.string().trim().min(1).max(40),
  /** What people call it in a question. */
  names: words.min(1),
  /** Publishers whose pages are first-party for the subject itself. */
  publishers: z.array(id).default([]),
  /** Things that merely sound alike: a question that names one is not about the subject. */
  lookalikes: words.default([]),
  /** Words of the field: a question that names neither the subject nor any entry must hold one of them to be answered. */
  field: words.default([]),
  /** Words that say that a question is about somebody's own matter or another world: weather, refunds, deployments. */
  elsewhere: words.default([]),
  /** Questions that run at a press: in help, on the first visit, after a miss. */
  examples: z.array(sentence(90)).min(3).max(8),
})
export type Subject = z.infer<typeof subjectSchema>

/** `knowledge/languages.yml`: languages that questions name, whether or not something is curated about them. */
export const languagesSchema = z.record(
  id,
  z.strictObject({
    name: z.string().trim().min(1).max(40),
    aliases: words.default([]),
    /** Words that belong to that language's world ("borrow checker", "spring boot") and mark a question as being about it. */
    cues: words.default([]),
  }),
)
export type Languages = z.infer<typeof languagesSchema>

/** `knowledge/synonyms.yml`: the word the entries use to what people say instead, in any language. */
export const synonymsSchema = z.record(z.string().min(1), words)
export type Synonyms = z.infer<typeof synonymsSchema>

/** `knowledge/exceptions.yml`: findings that are right to stay, each with why. One that is no longer needed is a finding itself. */
export const exceptionsSchema = z.array(
  z.strictObject({
    /** The rule's name. */
    rule: z.string().min(1),
    /** The file, relative to the knowledge folder. */
    file: z.string().min(1),
    /** The field; absent: all of the file. */
    field: z.string().min(1).optional(),
    /** Why it is right here. */
    reason: sentence(200),
  }),
)
export type Exceptions = z.infer<typeof exceptionsSchema>
