import { watch } from 'node:fs'
import type { Answerer } from '#answer/answer.ts'
import { createAnswerer } from '#answer/answerer.ts'
import { formatFinding } from '#knowledge/finding.ts'
import { type Loaded, loadKnowledge } from '#knowledge/load.ts'
import { recalling } from '#slack/recall.ts'
import type { Log } from './log.ts'

/** An answerer that follows its folder: an edit is picked up, a broken one is told and changes nothing. */
export type LiveAnswerer = {
  readonly answerer: Answerer
  /** Begins to watch the folder. */
  readonly watch: () => void
  readonly close: () => void
}

/** An editor writes a file in several steps, a pull many files at once: wait until it is quiet, in milliseconds. */
const quietMs = 200

/** @param first what the folder held at the start, already checked */
export function liveAnswerer(folder: string, first: Extract<Loaded, { kind: 'loaded' }>, log: Log): LiveAnswerer {
  let current = recalling(createAnswerer(first.catalog))
  let watcher: ReturnType<typeof watch> | undefined
  let timer: NodeJS.Timeout | undefined

  function reload(): void {
    const loaded = loadKnowledge(folder)
    if (loaded.kind === 'refused') {
      log.warn(
        { kept: current.version },
        `knowledge: an edit is refused, answers stay as they were; ${loaded.findings.map(formatFinding).join('; ')}`,
      )
      return
    }
    if (loaded.catalog.version === current.version) return
    current = recalling(createAnswerer(loaded.catalog))
    log.info({ version: current.version, entries: loaded.catalog.entries.size }, 'knowledge: an edit is picked up')
  }

  return {
    answerer: {
      get version() {
        return current.version
      },
      answer: (text, previous) => current.answer(text, previous),
      suggest: (text, limit) => current.suggest(text, limit),
    },
    watch: () => {
      watcher = watch(folder, { recursive: true }, () => {
        clearTimeout(timer)
        timer = setTimeout(reload, quietMs)
      })
      // A folder that goes away is not the end: answers are in memory.
      watcher.on('error', (error) => log.warn({ err: error }, 'knowledge: the folder is no longer watched'))
    },
    close: () => {
      clearTimeout(timer)
      watcher?.close()
    },
  }
}
