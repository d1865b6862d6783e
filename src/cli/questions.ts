import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** One line of a question file. `prev` is what was asked before it in the same thread. */
const lineSchema = z.object({
  q: z.string(),
  kind: z.string(),
  /** A right answer holds at least one string of every inner list. null: nothing curated answers this. */
  expects: z.array(z.array(z.string())).nullable(),
  intent: z.string().optional(),
  prev: z.string().optional(),
})
export type QuestionLine = z.infer<typeof lineSchema>
/** Reads a question file, one JSON object a line; a line that is none is named with its number. */
export function readQuestions(path: string): QuestionLine[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((text, at) => {
      if (text.trim() === '') return []
      const parsed = lineSchema.safeParse(JSON.parse(text))
      if (!parsed.success) throw new Error(`${path}:${at + 1}: ${z.prettifyError(parsed.error)}`)
      return [parsed.data]
    })
}
