import { hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { formatFinding } from '#knowledge/finding.ts'
import { loadKept } from '#knowledge/kept.ts'
import { type Loaded, loadKnowledge } from '#knowledge/load.ts'
import { type Kept, keptIn } from '#storage/kept.ts'
import { CannotStart } from './cannot-start.ts'
import type { Config } from './config.ts'
import type { Log } from './log.ts'

/**
 * Reads the folder of the settings, with what an earlier start made of it.
 * @throws CannotStart where it does not pass the check
 */
export function knowledgeOf(config: Config, log: Log): Extract<Loaded, { kind: 'loaded' }> {
  const loaded = loadedBy(config, log)
  if (loaded.kind === 'refused')
    throw new CannotStart([
      `KNOWLEDGE_DIR: a folder that passes the check; ${config.knowledgeDir} does not:`,
      ...loaded.findings.map(formatFinding),
    ])
  return loaded
}

function loadedBy(config: Config, log: Log): Loaded {
  const kept = keptBy(config, log, 'knowledge.kept', ['knowledge/'])
  if (!kept) return loadKnowledge(config.knowledgeDir)
  return loadKept(config.knowledgeDir, { read: () => kept.read()?.toString('utf8'), write: kept.write })
}

/**
 * What one start leaves to the next, beside the embedded database. Deleting it costs the next start some time.
 * @param rooms folders of `src` with what makes it: of other code nothing is taken
 */
export function keptBy({ dataDir }: Config, log: Log, name: string, rooms: readonly string[]): Kept | undefined {
  if (dataDir === undefined) return undefined
  const kept = keptIn(join(dataDir, name), makerIn(rooms))
  return {
    read: kept.read,
    write: (content) => {
      try {
        kept.write(content)
      } catch (error) {
        // With PostgreSQL the folder need not even be there.
        log.debug({ error, name }, 'knowledge: nothing is kept for the next start, which takes as long as this one')
      }
    },
  }
}

/** What is kept hangs on the rooms that make it and on the packages they use, whose versions are exact. */
function makerIn(rooms: readonly string[]): string {
  const parts = rooms.flatMap((room) => {
    const folder = new URL(room, import.meta.url)
    return readdirSync(folder)
      .filter((name) => name.endsWith('.ts'))
      .toSorted()
      .map((name) => new URL(name, folder))
  })
  const texts = [new URL('../package.json', import.meta.url), ...parts]
  return hash('sha256', texts.map((file) => readFileSync(file, 'utf8')).join('\n'), 'hex')
}
