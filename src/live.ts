import { watch } from 'node:fs'
import type { Answerer } from '#answer/answer.ts'
import { buildingAnswerer } from '#answer/answerer.ts'
import { buildingCorpus, type Corpus, restoredCorpus, savedCorpus } from '#answer/corpus.ts'
import { lineOf } from '#answer/evidence.ts'
import { createDecider, type Decider } from '#decision/decider.ts'
import type { Catalog } from '#knowledge/catalog.ts'
import { formatFinding } from '#knowledge/finding.ts'
import { type Loaded, loading } from '#knowledge/load.ts'
import type { Files } from '#knowledge/reader.ts'
import { type Breath, finished, inSlices, type Steps } from '#knowledge/search/slices.ts'
import { recalling } from '#slack/recall.ts'
import type { Log } from './log.ts'

/** An answerer and a decider that follow their folder: an edit is picked up, a broken one is told and changes nothing. */
export type LiveKnowledge = {
  readonly answerer: Answerer
  readonly decider: Decider
  /** What the answers come from at the moment. */
  readonly corpus: () => Corpus
  /** Called after an edit was picked up. */
  readonly onChange: (listener: () => void) => void
  /** Begins to watch the folder. */
  readonly watch: () => void
  readonly close: () => void
}

/** An editor writes a file in several steps, a pull many files at once: wait until it is quiet, in milliseconds. */
const quietMs = 200

/** Others get their turn so often while an edit is taken: with the step that ends it and the garbage of both a slice stays below 20 ms. */
export const breathing: Breath = {
  now: () => performance.now(),
  pause: () => new Promise((resolve) => setImmediate(resolve)),
  sliceMs: 4,
}

/** What the folder is to the answers, and which of its versions they come from. */
export type KnowledgeNews = (
  outcome: 'loaded' | 'taken' | 'refused',
  of: { readonly version: string; readonly entries: number },
) => void

export type LiveOptions = {
  readonly news?: KnowledgeNews
  readonly breath?: Breath
  readonly kept?: IndexKept | undefined
}

/** Where the index of a version of the knowledge stays between two starts. Losing it costs the next start some time. */
export type IndexKept = {
  readonly read: () => Uint8Array | undefined
  readonly write: (bytes: Uint8Array) => void
}

/**
 * @param first what the folder held at the start, already checked
 * @param options `kept`: what an earlier start made of the same; `breath`: how an edit is taken beside everything else, a clock of its own for tests
 */
export function liveKnowledge(
  folder: string,
  first: Extract<Loaded, { kind: 'loaded' }>,
  log: Log,
  { news = () => {}, breath = breathing, kept }: LiveOptions = {},
): LiveKnowledge {
  let { files } = first
  let current = atStart(first.catalog, kept)
  const listeners: (() => void)[] = []
  let watcher: ReturnType<typeof watch> | undefined
  let timer: NodeJS.Timeout | undefined
  let work = Promise.resolve()
  let waiting = false
  let closed = false
  /** Whether what the folder holds was refused last. */
  let isRefused = false
  const tell = (outcome: Parameters<KnowledgeNews>[0]): void =>
    news(outcome, { version: current.catalog.version, entries: current.catalog.entries.size })
  tell('loaded')

  /** One rebuild after the other: what is edited during one may be in it or not, so another one waits behind it. */
  function edited(): void {
    if (waiting) return
    waiting = true
    work = work.then(begin).catch((error: unknown) => {
      // A file in place of a folder, or a folder that is gone between two looks.
      log.warn({ error }, 'knowledge: an edit cannot be taken, answers stay as they were')
    })
  }

  function begin(): Promise<void> {
    waiting = false
    return rebuild()
  }

  async function rebuild(): Promise<void> {
    const rebuilt = await inSlices(
      unless(() => closed, rebuildingFrom(folder, files, current.corpus)),
      breath,
    )
    if (rebuilt === undefined) return
    ;({ files } = rebuilt)
    switch (rebuilt.kind) {
      case 'refused':
        isRefused = true
        log.warn(
          { kept: current.catalog.version },
          `knowledge: an edit is refused, answers stay as they were; ${rebuilt.findings.map(formatFinding).join('; ')}`,
        )
        tell('refused')
        return
      case 'same':
        if (isRefused) log.info({ version: current.catalog.version }, 'knowledge: the refused edit is taken back')
        isRefused = false
        return
      case 'built':
        isRefused = false
        current = rebuilt.built
        log.info(
          { version: current.catalog.version, entries: current.catalog.entries.size },
          'knowledge: an edit is picked up',
        )
        tell('taken')
        for (const listener of listeners) listener()
        return
      default:
        rebuilt satisfies never
    }
  }

  return {
    answerer: {
      get version() {
        return current.answerer.version
      },
      answer: (text, previous) => current.answerer.answer(text, previous),
      suggest: (text, limit) => current.answerer.suggest(text, limit),
    },
    decider: {
      get version() {
        return current.decider.version
      },
      get frameworks() {
        return current.decider.frameworks
      },
      get domains() {
        return current.decider.domains
      },
      suggestDomains: (typed, limit) => current.decider.suggestDomains(typed, limit),
      decide: (framework, proposal, choices) => current.decider.decide(framework, proposal, choices),
      changedSince: (cited) => current.decider.changedSince(cited),
    },
    corpus: () => current.corpus,
    onChange: (listener) => void listeners.push(listener),
    watch: () => {
      watcher = watch(folder, { recursive: true }, () => {
        clearTimeout(timer)
        timer = setTimeout(edited, quietMs)
      })
      // A folder that goes away is not the end: answers are in memory.
      watcher.on('error', (error) => log.warn({ error }, 'knowledge: the folder is no longer watched'))
    },
    close: () => {
      closed = true
      clearTimeout(timer)
      watcher?.close()
    },
  }
}

/** With the index that an earlier start kept, where it is one of this very knowledge. */
function atStart(catalog: Catalog, kept: IndexKept | undefined): Built {
  const bytes = kept?.read()
  const restored = bytes && restoredCorpus(catalog, bytes, catalog.version)
  const built = finished(building(catalog, restored))
  if (!restored) kept?.write(savedCorpus(built.corpus, catalog.version))
  return built
}

/** What answers come from: made as one, taken as one. */
type Built = {
  readonly catalog: Catalog
  readonly corpus: Corpus
  readonly answerer: Answerer
  readonly decider: Decider
}

type Rebuilt =
  | Extract<Loaded, { kind: 'refused' }>
  | { readonly kind: 'same'; readonly files: Files }
  | { readonly kind: 'built'; readonly files: Files; readonly built: Built }

/** Reads the folder again, and builds anew what answers come from unless it is the version that is there. */
function* rebuildingFrom(folder: string, before: Files, corpus: Corpus): Steps<Rebuilt> {
  const loaded = yield* loading(folder, before)
  if (loaded.kind === 'refused') return loaded
  const { catalog, files } = loaded
  return catalog.version === corpus.catalog.version
    ? { kind: 'same', files }
    : { kind: 'built', files, built: yield* building(catalog, corpus) }
}

/** @param before what is still as it was there is taken over */
function* building(catalog: Catalog, before?: Corpus): Steps<Built> {
  const corpus = yield* buildingCorpus(catalog, before)
  const answerer = recalling(yield* buildingAnswerer(corpus))
  // A claim weighs in a verdict what it weighs in an answer.
  const decider = createDecider(catalog, (entry, claim) => lineOf(catalog, entry, claim))
  return { catalog, corpus, answerer, decider }
}

/** The same work, until nobody wants it any more. */
function* unless<T>(unwanted: () => boolean, work: Steps<T>): Steps<T | undefined> {
  for (;;) {
    if (unwanted()) return undefined
    const step = work.next()
    if (step.done) return step.value
    yield
  }
}
