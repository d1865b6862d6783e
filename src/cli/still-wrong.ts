import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Finding } from '#knowledge/finding.ts'
import type { Scored } from './score.ts'

/** A question of the regression set that is known not to be answered right. */
const lineSchema = z.strictObject({
  /** The question file, by its name. */
  file: z.string().min(1),
  q: z.string(),
  /** What was asked before it in the same thread. */
  prev: z.string().optional(),
  /** Why it goes wrong, written by hand; absent until somebody looked. */
  why: z.string().min(1).optional(),
})
export type StillWrong = z.infer<typeof lineSchema>

/** A question file that was asked. */
export type AskedFile = { readonly name: string; readonly scored: readonly Scored[] }

const fileName = 'still-wrong.jsonl'

/** Reads the list of a folder of question files; empty where there is none. */
export function readStillWrong(folder: string): StillWrong[] {
  const path = join(folder, fileName)
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((text, at) => {
      if (text.trim() === '') return []
      const parsed = lineSchema.safeParse(JSON.parse(text))
      if (!parsed.success) throw new Error(`${path}:${at + 1}: ${z.prettifyError(parsed.error)}`)
      return [parsed.data]
    })
}

/** The list as its file holds it. */
export function stillWrongText(list: readonly StillWrong[]): string {
  return list.map((one) => `${JSON.stringify(one)}\n`).join('')
}

/** The list as it is now: what goes wrong today, with the reasons that were written before. */
export function acceptedNow(list: readonly StillWrong[], files: readonly AskedFile[]): StillWrong[] {
  const reasons = new Map(list.map((one) => [keyOf(one), one.why]))
  return wrongIn(files).map(({ file, line }) => {
    const why = reasons.get(keyOf({ file, ...line }))
    return {
      file,
      q: line.q,
      ...(line.prev === undefined ? {} : { prev: line.prev }),
      ...(why === undefined ? {} : { why }),
    }
  })
}

/** How the list and today's answers differ. */
export type Drift = {
  /** Not answered right, and not on the list: an answer was lost. */
  readonly lost: readonly (Scored & { readonly file: string })[]
  /** On the list, and answered right today, or no question of its file any more. */
  readonly mended: readonly StillWrong[]
}

export function driftOf(list: readonly StillWrong[], files: readonly AskedFile[]): Drift {
  const wrong = wrongIn(files)
  const known = new Set(list.map(keyOf))
  const now = new Set(wrong.map((one) => keyOf({ file: one.file, ...one.line })))
  return {
    lost: wrong.filter((one) => !known.has(keyOf({ file: one.file, ...one.line }))),
    mended: list.filter((one) => !now.has(keyOf(one))),
  }
}

/** Each question that lost its answer, as `knowledge:check` tells it. */
export function lostFindings({ lost }: Drift): Finding[] {
  return lost.map(({ file, line, answer, outcome }) => ({
    rule: 'regression',
    file,
    field: JSON.stringify(line.q),
    wish: `${line.expects ? `an answer with ${line.expects.map((any) => any.join(' or ')).join(', and ')}` : 'no answer with confidence'}; it is ${outcome} now, by ${answer.kind === 'found' ? answer.entries[0] : answer.kind}. npm run eval -- --accept takes it as it is`,
  }))
}

function wrongIn(files: readonly AskedFile[]): (Scored & { file: string })[] {
  return files.flatMap(({ name, scored }) =>
    scored.filter((one) => one.outcome !== 'right').map((one) => ({ ...one, file: name })),
  )
}

const keyOf = ({ file, q, prev }: { file: string; q: string; prev?: string | undefined }): string =>
  JSON.stringify([file, q, prev])
