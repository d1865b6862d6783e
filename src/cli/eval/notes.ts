import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** What somebody wrote by hand about a question. */
const noteSchema = z.strictObject({ q: z.string(), why: z.string().min(1) })

/** Notes beside the question files: why a peer is right where we are not. Question to note; empty where there is no such file. */
export function readNotes(folder: string, file = 'peers-right.jsonl'): Map<string, string> {
  const path = join(folder, file)
  if (!existsSync(path)) return new Map()
  return new Map(
    readFileSync(path, 'utf8')
      .split('\n')
      .flatMap((text, at) => {
        if (text.trim() === '') return []
        const parsed = noteSchema.safeParse(JSON.parse(text))
        if (!parsed.success) throw new Error(`${path}:${at + 1}: ${z.prettifyError(parsed.error)}`)
        return [[parsed.data.q, parsed.data.why] as const]
      }),
  )
}
