import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { loadKnowledge } from '#knowledge/load.ts'
import { liveKnowledge } from '../src/live.ts'
import { writeFolder } from './folder.ts'
import { median } from './load.ts'
import { longestBlock } from './scale/editing.ts'

/** How an edited file becomes answers in the running service, through the folder's watcher. Milliseconds. */
export type Taking = {
  readonly entries: number
  readonly edits: number
  /** From the write to the first answer that knows it. */
  readonly medianMs: number
  readonly slowestMs: number
  /** Nobody had to wait longer than this for their turn meanwhile, in the median edit and in the worst. */
  readonly medianBlockMs: number
  readonly longestBlockMs: number
  /** The longest while as long nothing was done: what the machine does by itself. */
  readonly idleBlockMs: number
}

const edits = 9

/** The shipped knowledge, and generated knowledge of so many entries. */
export async function timeTaking(generated: number): Promise<readonly Taking[]> {
  return [
    await timeIn((folder) => cpSync('knowledge', folder, { recursive: true })),
    await timeIn((folder) => writeFolder(folder, generated)),
  ]
}

async function timeIn(fill: (folder: string) => void): Promise<Taking> {
  const folder = mkdtempSync(join(tmpdir(), 'gofer-bench-'))
  fill(folder)
  const loaded = loadKnowledge(folder)
  if (loaded.kind === 'refused') throw new Error('the knowledge folder is refused')
  const live = liveKnowledge(folder, loaded, pino({ level: 'silent' }))
  const [file = ''] = readdirSync(join(folder, 'topics')).toSorted()
  live.watch()
  // Until the watcher has looked at every file.
  await pass(1_000)
  const times: number[] = []
  const blocks: number[] = []
  const idle: number[] = []
  for (let edit = 0; edit < edits; edit++) {
    idle.push(await longestBlock(() => pass(400)))
    const taken = new Promise<void>((resolve) => live.onChange(resolve))
    const before = performance.now()
    blocks.push(
      await longestBlock(async () => {
        appendFileSync(join(folder, 'topics', file), `\n# ${edit}\n`)
        await taken
        times.push(performance.now() - before)
      }),
    )
  }
  live.close()
  rmSync(folder, { recursive: true, force: true })
  return {
    entries: loaded.catalog.entries.size,
    edits,
    medianMs: median(times),
    slowestMs: Math.max(...times),
    medianBlockMs: median(blocks),
    longestBlockMs: Math.max(...blocks),
    idleBlockMs: Math.max(...idle),
  }
}

const pass = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
