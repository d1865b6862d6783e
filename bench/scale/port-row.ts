import type { Document } from '#knowledge/search/index.ts'
import type { SearchPort, Term } from '#knowledge/search/port.ts'
import { stem, stopWords, wordsOf } from '#knowledge/search/words.ts'
import type { Asked } from './questions.ts'
import { quantile, timed, type Times } from './timing.ts'

/** One way to search, as far as it can be measured. Milliseconds; `top1` is a share of the questions. */
export type PortRow = {
  readonly name: string
  readonly loadMs?: number
  /** Bytes that an entry takes, in memory or on the disk. */
  readonly bytes?: number
  readonly top1?: number
  readonly search?: Times
  readonly facts?: Times
  readonly correct?: Times
  /** Of the misspelt words, how many were mended as in memory. */
  readonly sameCorrections?: number
  /** Of the questions, how many have the same first hit as in memory. */
  readonly sameFirst?: number
  /** Everything that a question takes through the port: facts, corrections where words are unknown, search, and the entries. */
  readonly question?: Times
  /** From an edit of one document to a search that finds it. */
  readonly edit?: { readonly medianMs: number; readonly slowestMs: number }
}
/** What the index in memory makes of each question: everybody is asked for the same terms. */
export type Reference = {
  readonly terms: ReadonlyMap<Asked, readonly Term[]>
  readonly first: ReadonlyMap<Asked, string | undefined>
  /** Misspelt words to what they became. */
  readonly mended: ReadonlyMap<string, string | undefined>
}

export async function referenceOf(port: SearchPort, asked: readonly Asked[]): Promise<Reference> {
  const terms = new Map<Asked, readonly Term[]>()
  const first = new Map<Asked, string | undefined>()
  const mended = new Map<string, string | undefined>()
  for (const one of asked) {
    const found = await termsThrough(port, one.text)
    terms.set(one, found.terms)
    for (const [word, correction] of found.mended) mended.set(word, correction)
    first.set(one, (await port.search(found.terms, shortlist))[0]?.id)
  }
  return { terms, first, mended }
}

/** As many as the answerer looks at. */
export const shortlist = 40

async function termsThrough(
  port: SearchPort,
  text: string,
): Promise<{ readonly terms: readonly Term[]; readonly mended: ReadonlyMap<string, string | undefined> }> {
  const words = wordsOf(text)
    .slice(0, 120)
    .filter((word) => !stopWords.has(word))
  const { holding } = await port.facts(words.map(stem))
  const unknown = words.filter((word) => !holding.has(stem(word)))
  const corrections = unknown.length > 0 ? await port.correct(unknown) : new Map<string, never>()
  return {
    terms: words.map((word) => {
      const known = corrections.get(word)
      return known ? { stem: stem(known.word), weight: known.score } : { stem: stem(word), weight: 1 }
    }),
    mended: new Map(unknown.map((word) => [word, corrections.get(word)?.word])),
  }
}

/** Measures a port by everything that a question asks of it. @param entriesOf where it has the entries too */
export async function row(
  port: SearchPort,
  asked: readonly Asked[],
  reference: Reference,
  documents: readonly Document[],
  entriesOf: (ids: readonly string[]) => Promise<unknown> = () => Promise.resolve(),
): Promise<Omit<PortRow, 'name'>> {
  const termsOf = (one: Asked): readonly Term[] => reference.terms.get(one) ?? []
  const words = [...reference.mended.keys()]
  const first = new Map<Asked, string | undefined>()
  const mended = new Map<string, string | undefined>()
  const search = await timed(asked, async (one) => first.set(one, (await port.search(termsOf(one), shortlist))[0]?.id))
  const facts = await timed(asked, (one) => port.facts(termsOf(one).map((term) => term.stem)))
  const correct = await timed(words, async (word) => mended.set(word, (await port.correct([word])).get(word)?.word))
  const question = await timed(asked, async (one) => {
    const hits = await port.search((await termsThrough(port, one.text)).terms, shortlist)
    await entriesOf(hits.slice(0, answered).map(({ id }) => id))
  })
  return {
    search,
    facts,
    correct,
    question,
    top1: share(asked, (one) => first.get(one) === one.id),
    sameFirst: share(asked, (one) => first.get(one) === reference.first.get(one)),
    sameCorrections: share(words, (word) => mended.get(word) === reference.mended.get(word)),
    edit: await editing(port, documents),
  }
}

/** So many entries the judge looks at. */
const answered = 12

export function share<T>(list: readonly T[], right: (one: T) => boolean): number {
  return list.filter(right).length / Math.max(1, list.length)
}

const edits = 30

async function editing(port: SearchPort, documents: readonly Document[]): Promise<NonNullable<PortRow['edit']>> {
  const times: number[] = []
  for (let at = 0; at < edits; at++) {
    const document = documents[(at * 7919) % documents.length]
    if (!document) break
    const mark = `markword${at.toString(36)}q`
    const before = performance.now()
    await port.edit({ put: [{ ...document, name: `${document.name} ${mark}` }], remove: [] })
    const [found] = await port.search([{ stem: stem(mark), weight: 1 }], 1)
    times.push(performance.now() - before)
    if (found?.id !== document.id) throw new Error('an edit is not found')
  }
  const sorted = times.toSorted((one, other) => one - other)
  return { medianMs: quantile(sorted, 0.5), slowestMs: sorted.at(-1) ?? Number.NaN }
}
