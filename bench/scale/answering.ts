import { createAnswerer } from '#answer/answerer.ts'
import type { Answer } from '#answer/answer.ts'
import type { Catalog } from '#knowledge/catalog.ts'
import type { Asked } from './questions.ts'
import { built, timed, type Times } from './timing.ts'

/** The whole answerer over generated knowledge. */
export type Answering = {
  readonly buildWallMs: number
  readonly buildCpuMs: number
  readonly bytes: number
  /** Share of the questions whose entry it answers from, or offers first. */
  readonly top1: number
  readonly times: Times
  /** The slowest of some inputs that nobody sends in good faith, by their length in characters. */
  readonly worst: readonly { readonly characters: number; readonly ms: number; readonly input: string }[]
}

export async function measureAnswering(catalog: Catalog, questions: readonly Asked[]): Promise<Answering> {
  const { value: answerer, wallMs, cpuMs, bytes } = await built(() => createAnswerer(catalog))
  const right = questions.filter(({ text, id }) => firstOf(answerer.answer(text)) === id).length
  const times = await timed(questions, ({ text }) => answerer.answer(text), { rounds: 4, budgetMs: 60_000 })
  const worst = [4_000, 40_000].map((characters) => {
    const slowest = worstInputs(characters, questions).map(({ input, text }) => {
      let ms = Number.POSITIVE_INFINITY
      for (let round = 0; round < 5; round++) {
        const before = performance.now()
        answerer.answer(text)
        ms = Math.min(ms, performance.now() - before)
      }
      return { characters, ms, input }
    })
    return slowest.reduce((most, one) => (one.ms > most.ms ? one : most))
  })
  return { buildWallMs: wallMs, buildCpuMs: cpuMs, bytes, top1: right / questions.length, times, worst }
}

function firstOf(answer: Answer): string | undefined {
  if (answer.kind === 'found') return answer.entries[0]
  if (answer.kind === 'choose') return answer.candidates[0]?.id
  return answer.kind === 'unknown' ? answer.nearest[0]?.id : undefined
}

function worstInputs(length: number, questions: readonly Asked[]): { input: string; text: string }[] {
  const filled = (part: string): string => part.repeat(Math.ceil(length / part.length)).slice(0, length)
  const unknown = Array.from({ length: length / 8 }, (_, at) => `zq${(at * 7919).toString(36)}x`).join(' ')
  return [
    { input: 'one letter', text: filled('a') },
    { input: 'one letter apart', text: filled('a ') },
    { input: 'letters without a vowel', text: filled('bcdfghjklmnp ') },
    { input: 'unknown words', text: unknown.slice(0, length) },
    { input: 'questions in a row', text: filled(`${questions.map(({ text }) => text).join(' ')} `) },
    { input: 'question marks', text: filled('? ') },
    { input: 'angle brackets', text: filled('<a|') },
    { input: 'markup', text: filled('*_~`') },
    { input: 'escapes', text: filled('&amp;') },
    { input: 'accents', text: filled('e\u0301') },
  ]
}
