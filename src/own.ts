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
  /**
   * At once where the workspace has nothing of its own, or was asked in lately: then from what was there until something newer is
   * built. Else as soon as it is built. Never fails.
   */
  readonly of: (team: string) => Answerer | Promise<Answerer>
  /** Looks what was published since the last time, and takes it up for whoever is in memory; for a timer. A store that does not answer is told once. */
  readonly look: () => Promise<void>
  /** What all share became another: takes it up for whoever is in memory. */
  readonly refresh: () => Promise<void>
  /** What is in memory at the moment. `refused`: of how many workspaces what they published does not fit. */
  readonly kept: () => {
    readonly count: number
    readonly bytes: number
    readonly refused: number
    readonly built: number
  }
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
 * Names, relations and phrasings are worked out for each workspace, the index is shared. Measured with the shipped 590: 4.7 MB for 5
 * own entries after some questions, 18.7 MB for 2,000; with 10,000 generated ones 18 MB for 200.
 */
const bytesOf = (entries: number, own: number): number => 3_600_000 + 1_800 * entries + 6_000 * own
/** Texts are kept as they were read, and what was made of them. */
const bytesOfFiles = (files: Files): number => [...files.values()].reduce((sum, { text }) => sum + 4 * text.length, 0)
const mostInMemory = { count: 256, bytes: 128 * 1024 * 1024 }
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
  readonly isRefused: boolean
}

export function ownAnswerers({ shared, store, clock, log, breath, most = mostInMemory }: OwnDeps): OwnAnswerers {
  let editions = new Map<string, string>()
  let lookedAt = 0
  let lookedAtAll = 0
  let isAway = false
  let built = 0
  const kept = new Map<string, Kept>()
  const coming = new Map<string, Promise<Answerer>>()
  /** Until when a workspace's files are not read again, after that failed for an edition. */
  const resting = new Map<string, { readonly edition: string | undefined; readonly until: number }>()
  const bytes = (): number => [...kept.values()].reduce((sum, one) => sum + one.bytes, 0)

  async function build(team: string): Promise<Answerer> {
    const edition = editions.get(team)
    try {
      const known = kept.get(team)
      const stored = known && known.edition === edition && !known.isRefused ? filesOf(known) : await store.read(team)
      resting.delete(team)
      if (!stored) {
        editions.delete(team)
        kept.delete(team)
        return shared.answerer
      }
      editions.set(team, stored.edition)
      const laid = await inSlices(layingUpon(shared.corpus(), stored, known?.files), breath)
      built += 1
      tell(team, laid, stored.edition !== known?.edition)
      const one = { answerer: shared.answerer, ...laid.kept }
      keep(team, one)
      return one.answerer
    } catch (error) {
      log.warn({ team, error }, 'own knowledge: cannot be read, answers come from what is at hand')
      resting.set(team, { edition, until: clock.now() + restMs })
      return kept.get(team)?.answerer ?? shared.answerer
    }
  }

  /** One building for all who wait for it. */
  function building(team: string): Promise<Answerer> {
    const under = coming.get(team) ?? build(team).finally(() => coming.delete(team))
    coming.set(team, under)
    return under
  }

  function tell(team: string, { kept: { entries, isRefused }, refused }: Laid, isOther: boolean): void {
    if (isRefused) log.warn({ team }, `own knowledge: refused, answers come from what all share; ${refused ?? ''}`)
    else if (isOther) log.info({ team, entries }, 'own knowledge: taken')
  }

  function keep(team: string, one: Kept): void {
    kept.delete(team)
    kept.set(team, one)
    for (const oldest of kept.keys()) {
      if (kept.size <= 1 || (kept.size <= most.count && bytes() <= most.bytes)) break
      kept.delete(oldest)
    }
  }

  const isCurrent = (team: string, one: Kept): boolean =>
    one.edition === editions.get(team) && one.upon === shared.corpus()

  function isResting(team: string): boolean {
    const rest = resting.get(team)
    return rest !== undefined && rest.edition === editions.get(team) && clock.now() < rest.until
  }

  async function lookNow(): Promise<void> {
    const now = clock.now()
    const wantsAll = lookedAtAll === 0 || now - lookedAtAll >= allMs
    const found = await store.editions(wantsAll ? undefined : now - lookedAt + backMs)
    editions = wantsAll ? new Map(found) : new Map([...editions, ...found])
    lookedAt = now
    if (wantsAll) lookedAtAll = now
    for (const team of kept.keys()) if (!editions.has(team)) kept.delete(team)
    await refresh()
  }

  /** One after the other: nobody waits for it, since each is answered from what it has. */
  async function refresh(): Promise<void> {
    for (const [team, one] of kept) if (!isCurrent(team, one) && !isResting(team)) await building(team)
  }

  return {
    of: (team) => {
      if (!editions.has(team)) return shared.answerer
      const one = kept.get(team)
      if (!one) return isResting(team) ? shared.answerer : building(team)
      // Moved to the end: the front is what nobody asked for longest.
      kept.delete(team)
      kept.set(team, one)
      return one.answerer
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
    refresh,
    kept: () => ({
      count: kept.size,
      bytes: bytes(),
      refused: [...kept.values()].filter(({ isRefused }) => isRefused).length,
      built,
    }),
  }
}

type Stored = NonNullable<Awaited<ReturnType<OwnKnowledgeStore['read']>>>
type Laid = {
  /** Without an answerer of its own where there is nothing of its own to answer from. */
  readonly kept: Omit<Kept, 'answerer'> & { readonly answerer?: Answerer; readonly entries: number }
  readonly refused?: string
}

function* layingUpon(upon: Corpus, { edition, files: texts }: Stored, before?: Files): Steps<Laid> {
  const joined = yield* joining(upon.catalog, textShelf(texts), before)
  const nothing = {
    edition,
    upon,
    files: joined.files,
    bytes: bytesOfFiles(joined.files),
    entries: 0,
    isRefused: false,
  }
  switch (joined.kind) {
    case 'refused':
      return {
        kept: { ...nothing, files: new Map(), bytes: 0, isRefused: true },
        refused: joined.findings.slice(0, 5).map(formatFinding).join('; '),
      }
    case 'joined': {
      const { catalog } = joined
      if (texts.size === 0) return { kept: nothing }
      const answerer = recalling(yield* buildingAnswerer(yield* overlaying(catalog, upon)))
      const [entries, own] = [catalog.entries.size, catalog.own.size]
      return { kept: { ...nothing, answerer, bytes: nothing.bytes + bytesOf(entries, own), entries: own } }
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
