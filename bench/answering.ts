import { resolve } from 'node:path'
import { createAnswerer } from '#answer/answerer.ts'
import { readQuestions } from '#cli/questions.ts'
import { loadKnowledge } from '#knowledge/load.ts'

/** How long it takes to answer real questions in process, without a server around. */
export type Understanding =
  | { readonly kind: 'absent'; readonly reason: string }
  | {
      readonly kind: 'timed'
      readonly questions: number
      readonly p50Ms: number
      readonly p99Ms: number
      readonly loadMs: number
    }

/** Rounds over all questions: the first warms up and is not counted. */
const rounds = 4

/** Answers the project's own regression questions, one after the other. */
export async function timeAnswering(): Promise<Understanding> {
  const start = performance.now()
  const loaded = loadKnowledge(resolve('knowledge'))
  if (loaded.kind === 'refused') return { kind: 'absent', reason: 'the knowledge folder is refused' }
  const answerer = createAnswerer(loaded.catalog)
  const loadMs = performance.now() - start
  const questions = readQuestions('test/questions/tune.jsonl').map((line) => line.q)
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    for (const question of questions) {
      const before = performance.now()
      answerer.answer(question)
      if (round > 0) times.push(performance.now() - before)
    }
  }
  const sorted = times.toSorted((one, other) => one - other)
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0
  return Promise.resolve({ kind: 'timed', questions: questions.length, p50Ms: at(0.5), p99Ms: at(0.99), loadMs })
}
