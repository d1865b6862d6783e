import { watch } from 'node:fs'
import type { Answerer } from '#answer/answer.ts'
import { createAnswerer } from '#answer/answerer.ts'
import { lineOf } from '#answer/evidence.ts'
import { createDecider, type Decider } from '#decision/decider.ts'
import type { Catalog } from '#knowledge/catalog.ts'
import { formatFinding } from '#knowledge/finding.ts'
import { type Loaded, loadKnowledge } from '#knowledge/load.ts'
import { recalling } from '#slack/recall.ts'
import type { Log } from './log.ts'

/** An answerer and a decider that follow their folder: an edit is picked up, a broken one is told and changes nothing. */
export type LiveKnowledge = {
  readonly answerer: Answerer
  readonly decider: Decider
  /** Called after an edit was picked up. */
  readonly onChange: (listener: () => void) => void
  /** Begins to watch the folder. */
  readonly watch: () => void
  readonly close: () => void
}

/** An editor writes a file in several steps, a pull many files at once: wait until it is quiet, in milliseconds. */
const quietMs = 200

/** What the folder is to the answers, and which of its versions they come from. */
export type KnowledgeNews = (
  outcome: 'loaded' | 'taken' | 'refused',
  of: { readonly version: string; readonly entries: number },
) => void

/** @param first what the folder held at the start, already checked */
export function liveKnowledge(
  folder: string,
  first: Extract<Loaded, { kind: 'loaded' }>,
  log: Log,
  news: KnowledgeNews = () => {},
): LiveKnowledge {
  let { catalog } = first
  let current = recalling(createAnswerer(catalog))
  let decider = deciderOf(catalog)
  const listeners: (() => void)[] = []
  let watcher: ReturnType<typeof watch> | undefined
  let timer: NodeJS.Timeout | undefined
  const tell = (outcome: Parameters<KnowledgeNews>[0]): void =>
    news(outcome, { version: current.version, entries: catalog.entries.size })
  tell('loaded')

  function reload(): void {
    const loaded = loadKnowledge(folder)
    if (loaded.kind === 'refused') {
      log.warn(
        { kept: current.version },
        `knowledge: an edit is refused, answers stay as they were; ${loaded.findings.map(formatFinding).join('; ')}`,
      )
      tell('refused')
      return
    }
    if (loaded.catalog.version === current.version) return
    catalog = loaded.catalog
    current = recalling(createAnswerer(catalog))
    decider = deciderOf(catalog)
    log.info({ version: current.version, entries: catalog.entries.size }, 'knowledge: an edit is picked up')
    tell('taken')
    for (const listener of listeners) listener()
  }

  return {
    answerer: {
      get version() {
        return current.version
      },
      answer: (text, previous) => current.answer(text, previous),
      suggest: (text, limit) => current.suggest(text, limit),
    },
    decider: {
      get version() {
        return decider.version
      },
      get frameworks() {
        return decider.frameworks
      },
      get domains() {
        return decider.domains
      },
      suggestDomains: (typed, limit) => decider.suggestDomains(typed, limit),
      decide: (framework, proposal, choices) => decider.decide(framework, proposal, choices),
      changedSince: (cited) => decider.changedSince(cited),
    },
    onChange: (listener) => void listeners.push(listener),
    watch: () => {
      watcher = watch(folder, { recursive: true }, () => {
        clearTimeout(timer)
        timer = setTimeout(reload, quietMs)
      })
      // A folder that goes away is not the end: answers are in memory.
      watcher.on('error', (error) => log.warn({ error }, 'knowledge: the folder is no longer watched'))
    },
    close: () => {
      clearTimeout(timer)
      watcher?.close()
    },
  }
}

/** A claim weighs in a verdict what it weighs in an answer. */
const deciderOf = (catalog: Catalog): Decider => createDecider(catalog, (entry, claim) => lineOf(catalog, entry, claim))
