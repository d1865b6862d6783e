import type { Answer, Answerer } from '#answer/answer.ts'
import type { Catalog } from '#knowledge/catalog.ts'
import type { Entry } from '#knowledge/entry.ts'

/** One of an entry's own phrasings, asked: who answers it. */
export type Phrased = {
  readonly entry: Entry
  /** `title`, `aliases.3`, `asks.0` */
  readonly field: string
  readonly text: string
  /** The entry's answer, or one that it is part of; or it is among the entries that are offered; or neither. */
  readonly led: 'there' | 'offered' | 'elsewhere'
  /** The entry whose answer came instead, where one did. */
  readonly winner?: string
}

/** Kinds that answer by themselves; the others are parts of answers. */
const kinds: ReadonlySet<Entry['kind']> = new Set(['organisations', 'tools', 'topics', 'comparisons'])

/**
 * Asks entries that answer by themselves by their title, aliases and phrasings: some thousand questions for all, about a millisecond each.
 * @param asks which entries; without it all
 */
export function askPhrasings(
  catalog: Catalog,
  answerer: Answerer,
  asks: (entry: Entry) => boolean = () => true,
): Phrased[] {
  return [...catalog.entries.values()]
    .filter((entry) => kinds.has(entry.kind) && asks(entry))
    .flatMap((entry) =>
      phrasingsOf(entry).map(({ field, text }) => ({ entry, field, text, ...read(answerer.answer(text), entry.id) })),
    )
}

function phrasingsOf(entry: Entry): { field: string; text: string }[] {
  return [
    { field: 'title', text: entry.title },
    ...entry.aliases.map((text, at) => ({ field: `aliases.${at}`, text })),
    ...entry.asks.map((text, at) => ({ field: `asks.${at}`, text })),
  ]
}

function read(answer: Answer, id: string): Pick<Phrased, 'led' | 'winner'> {
  if (answer.kind === 'found') {
    const [winner] = answer.entries
    if (answer.entries.includes(id)) return { led: 'there' }
    return winner === undefined ? { led: 'elsewhere' } : { led: 'elsewhere', winner }
  }
  const offered = answer.kind === 'choose' && answer.candidates.some((candidate) => candidate.id === id)
  return { led: offered ? 'offered' : 'elsewhere' }
}
