import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { actions } from '#slack/ids.ts'
import { judgedWishes } from '../acts.ts'
import { actorOf } from '../actor.ts'
import { install, manyTeams, openOauthStage } from '../oauth.ts'
import { everybodyActs } from '../replicas.ts'
import { attemptOf, examine, joined, type Attempt, type Ran, type Scenario } from '../scenario.ts'
import { openStage } from '../stage.ts'
import { until } from '../until.ts'

/** Of util-linux: changes what a running process may do. */
const limiter = 'prlimit'

/** A disk without room (G4). */
export const diskFull: Scenario = {
  id: 'disk-full',
  name: 'No room on the disk',
  rows: 'G4',
  about:
    'the running process may suddenly make no file longer (prlimit --fsize, which a write meets as it meets a full disk, only with another number). Questions are answered, Save says that nothing was saved, and works as soon as there is room, without a restart. A database that may only be read is in test/storage/sqlite.test.ts.',
  counts: { short: 1, full: 5 },
  beside: 8,
  cannot: () => (spawnSync(limiter, ['--version']).status === 0 ? undefined : 'there is no prlimit on this machine'),
  run: async (count, seed) => {
    const stage = await openStage({ seed, people: count })
    try {
      const program = await stage.program('gofer')
      await program.start()
      const attempts: Attempt[] = []
      for (const [n, user] of stage.people.entries()) {
        const actor = actorOf(stage, user, stage.line(program.origin))
        if (!(await actor.reachVerdict(`Full ${n}`))) throw new Error('the walk to the verdict did not come about')
        limit(program.pid(), '1024')
        await actor.press(actions.save)
        const isTold = await until(() => /not saved|Nothing was saved|database/.test(actor.words()), 8_000)
        const asked = await actor.ask('who uses go in fintech')
        limit(program.pid(), 'unlimited')
        await until(async () => {
          if (/Saved\b/.test(actor.words())) return true
          if (!actor.words().includes(actions.save)) await actor.dismiss()
          await actor.press(actions.save)
          return until(() => /Saved\b/.test(actor.words()), 2_000)
        }, 12_000)
        attempts.push(
          attemptOf(
            `full ${n + 1}`,
            !program.isUp()
              ? 'the process ended'
              : !isTold
                ? `whoever saved was not told: ${actor.words().slice(0, 80)}`
                : !asked.told()
                  ? 'a question was not answered meanwhile'
                  : /Saved\b/.test(actor.words())
                    ? undefined
                    : 'it could not be saved afterwards',
          ),
        )
      }
      await stage.rest()
      await stage.coldRead()
      return { attempts, broken: examine(stage) }
    } finally {
      await stage.close()
    }
  },
}

function limit(pid: number | undefined, most: string): void {
  const { status, stderr } = spawnSync(limiter, ['--pid', String(pid), `--fsize=${most}:unlimited`], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`prlimit: ${stderr}`)
}

/** A database that is not what it was (G5). */
export const brokenFiles: Scenario = {
  id: 'broken-files',
  name: 'A damaged database, another key',
  rows: 'G5',
  about:
    'the file of the embedded database is empty of sense at its beginning, torn in the middle, or cut short, or the tokens in it were sealed with another key. The start ends with an exit code and one line that names the setting and what to do, and changes nothing. That a backup brings it back is in test/ops/backup.test.ts.',
  counts: { short: 4, full: 4 },
  beside: 20,
  run: async (_count, seed) => joined([await damaged(seed), await otherKey(seed)]),
}

const damages: readonly { readonly name: string; readonly spoil: (bytes: Buffer) => Buffer }[] = [
  { name: 'its beginning', spoil: (bytes) => Buffer.concat([Buffer.alloc(100, 0x5a), bytes.subarray(100)]) },
  {
    name: 'its middle',
    spoil: (bytes) => {
      const torn = Buffer.from(bytes)
      torn.fill(0x5a, 4_096, torn.length - 4_096)
      return torn
    },
  },
  { name: 'its end', spoil: (bytes) => bytes.subarray(0, Math.floor(bytes.length / 2) + 100) },
]

async function damaged(seed: number): Promise<Ran> {
  const attempts: Attempt[] = []
  const stages: Ran['broken'][] = []
  for (const { name, spoil } of damages) {
    const stage = await openStage({ seed, people: 1 })
    try {
      const program = await stage.program('gofer')
      await program.start()
      const [user] = stage.people
      if (!user) throw new Error('too few people')
      const actor = actorOf(stage, user, stage.line(program.origin))
      if (await actor.reachVerdict('Before')) await actor.press(actions.save)
      await sleep(200)
      await program.term()
      const file = join(stage.folder, 'gofer.db')
      const spoilt = spoil(readFileSync(file))
      writeFileSync(file, spoilt)
      const refusal = await program.refuses()
      const isSame = readFileSync(file).equals(spoilt)
      attempts.push(
        attemptOf(`damaged: ${name}`, wrongWith(refusal, 'DATA_DIR') ?? (isSame ? undefined : 'the file was changed')),
      )
      stages.push(examine(stage))
    } finally {
      await stage.close()
    }
  }
  return { attempts, broken: stages.flat() }
}

async function otherKey(seed: number): Promise<Ran> {
  const stage = await openOauthStage({ seed, teams: manyTeams(1) })
  try {
    const program = await stage.program('gofer')
    await program.start()
    await install(stage, program.origin, stage.team)
    await program.term()
    const other = `other:${Buffer.alloc(32, 7).toString('base64')}`
    const refusal = await program.refuses({ TOKEN_ENCRYPTION_KEY: other })
    return {
      attempts: [attemptOf('another key than sealed the tokens', wrongWith(refusal, 'TOKEN_ENCRYPTION_KEY'))],
      broken: examine(stage),
    }
  } finally {
    await stage.close()
  }
}

function wrongWith(
  { code, said }: { readonly code: number | null; readonly said: string },
  setting: string,
): string | undefined {
  if (code === null) return 'it started'
  if (code === 0) return 'exit code 0'
  if (!said.includes(setting)) return `it did not name ${setting}: ${said.slice(0, 160)}`
  return /\n\s+at /.test(said) ? 'it showed where in the code' : undefined
}

/** Two programs on one folder (G6). */
export const twoProcesses: Scenario = {
  id: 'two-processes',
  name: 'Two processes on one embedded database',
  rows: 'G6',
  about:
    'reliability.md lets a second process refuse; this one takes part (src/storage/sqlite/open.ts). So two processes share a folder, get the same deliveries and save decisions at once, 40 a second: nothing lost, nothing doubled.',
  counts: { short: 200, full: 1_000 },
  beside: 15,
  run: async (count, seed) => {
    const stage = await openStage({ seed, people: 12 })
    try {
      const [one, other] = [await stage.program('one'), await stage.program('other')]
      await one.start()
      await other.start()
      const lines = [stage.retryingLine(one.origin), stage.retryingLine(other.origin)]
      await everybodyActs(stage, lines, { count, perSecond: 40, savers: 2, each: 5, project: 'Shared' })
      await stage.rest()
      await stage.coldRead()
      return { attempts: judgedWishes(stage.ledger.wishes), broken: examine(stage) }
    } finally {
      await stage.close()
    }
  },
}
