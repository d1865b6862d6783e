import type { Answerer } from '#answer/answer.ts'
import { buildingAnswerer } from '#answer/answerer.ts'
import { type Corpus, overlaying } from '#answer/corpus.ts'
import { formatFinding } from '#knowledge/finding.ts'
import { joining } from '#knowledge/own.ts'
import type { Files } from '#knowledge/reader.ts'
import { type Breath, inSlices, type Steps } from '#knowledge/search/slices.ts'
import { textShelf } from '#knowledge/shelf.ts'
import type { Clock } from '#slack/clock.ts'
import { recalling } from '#slack/recall.ts'
import type { OwnKnowledgeStore } from '#storage/ports/own-knowledge.ts'
import type { Log } from './log.ts'

/** One answerer for each workspace that has entries of its own: the shared knowledge with theirs laid upon it. */
export type OwnAnswerers = {
  /** At once where the workspace has nothing of its own, or what it has is at hand; else as soon as that is built. Never fails. */
  readonly of: (team: string) => Answerer | Promise<Answerer>
  /** Looks what was published since the last time; for a timer. A store that does not answer is told once. */
  readonly look: () => Promise<void>
  /** What is in memory at the moment. */
  readonly kept: () => { readonly count: number; readonly bytes: number }
}

export type OwnDeps = {
  /** What all share, as it is now. */
  readonly shared: { readonly corpus: () => Corpus; readonly answerer: Answerer }
  readonly store: OwnKnowledgeStore
  readonly clock: Clock
  readonly log: Log
  readonly breath: Breath
  /** Whichever is reached first, the workspace that was asked in longest ago goes. One is always kept. */
  readonly most?: { readonly count: number; readonly bytes: number }
}

/**
 * Names, relations and phrasings are worked out for each workspace, the index is shared. Measured: 3.0 MB for the shipped 595 entries
 * after some questions; generated ones 3.2 MB for 1,200, 18 MB for 10,200.
 */
const bytesOf = (entries: number): number => 2_000_000 + 1_800 * entries
const mostInMemory = { count: 256, bytes: 64 * 1024 * 1024 }
/** What is published is asked for a little back, since a transaction may end later than one that began after it. */
const backMs = 60_000
/** All of them are asked for so often, so that what was forgotten is noticed as well. */
const allMs = 60_000
/** After a store did not answer, questions are answered from what is at hand for so long. */
const restMs = 5_000

type Kept = {
  readonly edition: string
  /** The shared corpus that this was laid upon. */
  readonly upon: Corpus
  readonly files: Files
  readonly answerer: Answerer
  readonly bytes: number
}

export function ownAnswerers({ shared, store, clock, log, breath, most = mostInMemory }: OwnDeps): OwnAnswerers {
  let editions = new Map<string, string>()
  let lookedAt = 0
  let lookedAtAll = 0
  let isAway = false
  const kept = new Map<string, Kept>()
  const coming = new Map<string, Promise<Answerer>>()
  const resting = new Map<string, number>()
  const bytes = (): number => [...kept.values()].reduce((sum, one) => sum + one.bytes, 0)

  async function build(team: string): Promise<Answerer> {
    try {
      const known = kept.get(team)
      const stored = known && known.edition === editions.get(team) ? filesOf(known) : await store.read(team)
      resting.delete(team)
      if (!stored) {
        editions.delete(team)
        kept.delete(team)
        return shared.answerer
      }
      editions.set(team, stored.edition)
      const built = await inSlices(layingUpon(shared.corpus(), stored, known?.files), breath)
      if (built.refused)
        log.warn({ team }, `own knowledge: refused, answers come from what all share; ${built.refused}`)
      keep(team, { answerer: shared.answerer, ...built.kept })
      return built.kept.answerer ?? shared.answerer
    } catch (error) {
      log.warn({ team, error }, 'own knowledge: cannot be read, answers come from what is at hand')
      resting.set(team, clock.now() + restMs)
      return kept.get(team)?.answerer ?? shared.answerer
    }
  }

  async function lookNow(): Promise<void> {
    const now = clock.now()
    const wantsAll = lookedAtAll === 0 || now - lookedAtAll >= allMs
    const found = await store.editions(wantsAll ? undefined : now - lookedAt + backMs)
    editions = wantsAll ? new Map(found) : new Map([...editions, ...found])
    lookedAt = now
    if (wantsAll) lookedAtAll = now
    for (const team of kept.keys()) if (!editions.has(team)) kept.delete(team)
  }

  function keep(team: string, one: Kept): void {
    kept.delete(team)
    kept.set(team, one)
    for (const oldest of kept.keys()) {
      if (kept.size <= 1 || (kept.size <= most.count && bytes() <= most.bytes)) break
      kept.delete(oldest)
    }
  }

  return {
    of: (team) => {
      const edition = editions.get(team)
      if (edition === undefined) return shared.answerer
      const one = kept.get(team)
      if (one?.edition === edition && one.upon === shared.corpus()) {
        // Moved to the end: the front is what nobody asked for longest.
        kept.delete(team)
        kept.set(team, one)
        return one.answerer
      }
      if (clock.now() < (resting.get(team) ?? 0)) return one?.answerer ?? shared.answerer
      const under = coming.get(team) ?? build(team).finally(() => coming.delete(team))
      coming.set(team, under)
      return under
    },
    look: async () => {
      try {
        await lookNow()
        isAway = false
      } catch (error) {
        // Twice a second it would fill the log.
        if (!isAway)
          log.warn({ error }, 'own knowledge: nobody can say what was published, answers come from what is at hand')
        isAway = true
      }
    },
    kept: () => ({ count: kept.size, bytes: bytes() }),
  }
}

type Stored = NonNullable<Awaited<ReturnType<OwnKnowledgeStore['read']>>>
type Laid = { readonly kept: Omit<Kept, 'answerer'> & { readonly answerer?: Answerer }; readonly refused?: string }

function* layingUpon(upon: Corpus, { edition, files: texts }: Stored, before?: Files): Steps<Laid> {
  const joined = yield* joining(upon.catalog, textShelf(texts), before)
  const kept = { edition, upon, files: joined.files, bytes: 0 }
  switch (joined.kind) {
    case 'refused':
      return { kept, refused: joined.findings.map(formatFinding).join('; ') }
    case 'joined': {
      const { catalog } = joined
      if (texts.size === 0) return { kept }
      const answerer = recalling(yield* buildingAnswerer(yield* overlaying(catalog, upon)))
      return { kept: { ...kept, answerer, bytes: bytesOf(catalog.entries.size) } }
    }
    default:
      return joined satisfies never
  }
}

/** The files as they were read, where only what lies beneath them became another. */
const filesOf = ({ edition, files }: Kept): Stored => ({
  edition,
  files: new Map([...files].map(([path, { text }]) => [path, text])),
})
