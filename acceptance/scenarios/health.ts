import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { attemptOf, examine, joined, type Attempt, type Ran, type Scenario } from '../scenario.ts'
import { openStage, type Stage, type StageOptions } from '../stage.ts'
import type { Program } from '../program.ts'
import { until } from '../until.ts'
import { startPostgres, whyNoPostgres } from '../../test/support/postgres.ts'

/** Whether a balancer may believe it (M2). */
export const health: Scenario = {
  id: 'health',
  name: 'Readiness tells the truth',
  rows: 'M2',
  about:
    'the file of the embedded database is moved away, PostgreSQL is stopped, every connection of Socket Mode is cut. /readyz and gofer_ready say no within 5 s with the reason in words, /healthz says yes all along, and both say yes again within 15 s of its return.',
  counts: { short: 3, full: 3 },
  beside: 25,
  run: async (_count, seed) => {
    const ran: Ran[] = [
      await on({ seed }, 'the file is moved away', 'database', async (stage) => {
        const file = join(stage.folder, 'gofer.db')
        renameSync(file, `${file}.away`)
        return () => renameSync(`${file}.away`, file)
      }),
      await on({ seed, over: 'socket' }, 'every connection is cut', 'Slack', async ({ proxy }) => {
        await proxy.set({ kind: 'refuse' })
        return () => proxy.set({ kind: 'fair' })
      }),
    ]
    if (whyNoPostgres() === undefined) {
      const postgres = await startPostgres()
      try {
        ran.push(
          await on({ seed, databaseUrl: await postgres.database() }, 'PostgreSQL is stopped', 'database', async () => {
            await postgres.stop()
            return postgres.start
          }),
        )
      } finally {
        await postgres.end()
      }
    }
    return joined(ran)
  },
}

type Cut = (stage: Stage) => Promise<() => unknown>

async function on(options: StageOptions, what: string, reason: string, cut: Cut): Promise<Ran> {
  const stage = await openStage({ people: 1, ...options })
  try {
    const program = await stage.program(`gofer (${what})`)
    await program.start()
    const attempt = await tried(stage, program, { what, reason, cut })
    await stage.rest()
    return { attempts: [attempt], broken: examine(stage) }
  } finally {
    await stage.close()
  }
}

type Case = { readonly what: string; readonly reason: string; readonly cut: Cut }

async function tried(stage: Stage, program: Program, { what, reason, cut }: Case): Promise<Attempt> {
  const mend = await cut(stage)
  const start = performance.now()
  const saysSo = await until(async () => !(await program.isReady()), 10_000, 50)
  const ms = performance.now() - start
  const words = await program.readiness()
  const figure = await program.metric('gofer_ready')
  const isAlive = (await fetch(`${program.origin}/healthz`)).status === 200
  await mend()
  const isBack = await until(() => program.isReady(), 15_000, 50)
  return attemptOf(
    what,
    !saysSo || ms > 5_000
      ? `it went on saying that it is ready for ${Math.round(ms)} ms`
      : !words.includes(reason)
        ? `it said "${words}"`
        : figure !== 0
          ? `gofer_ready is ${figure}`
          : !isAlive
            ? '/healthz said no'
            : isBack
              ? undefined
              : 'not ready again after 15 s',
  )
}
