import { buildingAnswerer } from '#answer/answerer.ts'
import type { Answer, Answerer } from '#answer/answer.ts'
import { buildingCorpus, type Corpus, overlaying } from '#answer/corpus.ts'
import type { Catalog } from '#knowledge/catalog.ts'
import { finished, inSlices, type Steps } from '#knowledge/search/slices.ts'
import { breath, longestBlock } from './editing.ts'
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
  /** What it costs to lay entries of a workspace's own upon it, beside others who want their turn. */
  readonly own: {
    readonly entries: number
    readonly buildMs: number
    readonly longestBlockMs: number
    readonly p50Ms: number
    readonly bytes: number
  }
  /** The slowest of some inputs that nobody sends in good faith, by their length in characters. */
  readonly worst: readonly { readonly characters: number; readonly ms: number; readonly input: string }[]
}

export async function measureAnswering(catalog: Catalog, questions: readonly Asked[]): Promise<Answering> {
  const { value, wallMs, cpuMs, bytes } = await built(() => {
    const corpus = finished(buildingCorpus(catalog))
    return { corpus, answerer: finished(buildingAnswerer(corpus)) }
  })
  const { corpus, answerer } = value
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
  const own = await measureOwn(corpus, questions)
  return { own, buildWallMs: wallMs, buildCpuMs: cpuMs, bytes, top1: right / questions.length, times, worst }
}

/** So many entries of a workspace's own, half of them in place of shared ones. */
const ownEntries = 200

async function measureOwn(shared: Corpus, questions: readonly Asked[]): Promise<Answering['own']> {
  const { catalog } = shared
  const entries = new Map(catalog.entries)
  for (const [at, entry] of [...catalog.entries.values()].slice(0, ownEntries).entries()) {
    const id = at % 2 === 0 ? entry.id : `own-${entry.id}`
    entries.set(id, { ...entry, id, answer: `${entry.answer} Ours.` })
  }
  const own = { ...catalog, entries, version: 'own' }
  const { value: laid, bytes } = await built(async () => {
    const made: { answerer?: Answerer; buildMs: number } = { buildMs: 0 }
    const longestBlockMs = await longestBlock(async () => {
      const start = performance.now()
      made.answerer = await inSlices(laying(own, shared), breath)
      made.buildMs = performance.now() - start
    })
    return { ...made, longestBlockMs }
  })
  const { answerer, buildMs, longestBlockMs } = laid
  const { p50Ms } = await timed(questions, ({ text }) => answerer?.answer(text), { rounds: 2, budgetMs: 20_000 })
  return { entries: Math.min(ownEntries, catalog.entries.size), buildMs, longestBlockMs, p50Ms, bytes }
}

function* laying(catalog: Catalog, shared: Corpus): Steps<Answerer> {
  return yield* buildingAnswerer(yield* overlaying(catalog, shared))
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
