import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { readQuestions, type QuestionLine } from '../questions.ts'

/** The list of question files beside them: what each is, in the order in which `docs/quality.md` shows them. */
const listSchema = z.array(
  z.strictObject({
    file: z.string().endsWith('.jsonl'),
    /** Who wrote it and what it is for, in one sentence. */
    what: z.string().min(1),
    /** Never shown question by question: whoever tunes must not see what decides. */
    heldOut: z.boolean().default(false),
  }),
)
export type Listed = z.infer<typeof listSchema>[number]

/** A question file that was read. */
export type QuestionFile = {
  readonly path: string
  readonly name: string
  readonly heldOut: boolean
  readonly lines: readonly QuestionLine[]
}

/** Where the project's own question files and their list lie. */
export const questionFolder = join('test', 'questions')

/** The list of a folder of question files; empty where there is none. */
export function listedIn(folder: string): Listed[] {
  const path = join(folder, 'files.json')
  if (!existsSync(path)) return []
  const parsed = listSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  if (!parsed.success) throw new Error(`${path}: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}

/** Reads a question file. What the project's list calls held out stays so wherever a copy of it lies, and so does what is named so. */
export function readFile(path: string): QuestionFile {
  const name = basename(path)
  const heldOut =
    name.endsWith('held-out.jsonl') || listedIn(questionFolder).some((one) => one.file === name && one.heldOut)
  return { path, name, heldOut, lines: readQuestions(path) }
}

/** Reads every file of a folder's list. */
export function readListed(folder: string): (QuestionFile & Listed)[] {
  return listedIn(folder).map((one) => ({ ...one, ...readFile(join(folder, one.file)) }))
}
