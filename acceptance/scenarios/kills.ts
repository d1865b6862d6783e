import { setTimeout as sleep } from 'node:timers/promises'
import { startPostgres, whyNoPostgres } from '../../test/support/postgres.ts'
import { allTold } from '../acts.ts'
import { actorOf } from '../actor.ts'
import { attemptOf, examine, joined, type Attempt, type Ran, type Scenario } from '../scenario.ts'
import { openStage, typedCanary, type Stage } from '../stage.ts'
import type { Wish } from '../ledger.ts'
import type { Program } from '../program.ts'

/** SIGKILL at a random moment while people save, ask and mention (G1), three of four on the embedded database and the others on PostgreSQL. */
export const kills: Scenario = {
  id: 'kills',
  name: 'SIGKILL under load',
  rows: 'G1',
  about:
    'the process is killed (three times of four on the embedded database, else on PostgreSQL) at a random moment while two people save and four ask and mention, and started again. Whatever was said to be saved is there once, whoever asked is told, at most once in public, and the program is ready within 5 s.',
  beside: 60,
  counts: { short: 8, full: 100 },
  run: async (count, seed) => {
    if (whyNoPostgres() !== undefined) return rounds(seed, 0, count)
    const onPostgres = Math.floor(count / 4)
    const embedded = await rounds(seed, 0, count - onPostgres)
    const postgres = await startPostgres()
    try {
      return joined([embedded, await rounds(seed, count - onPostgres, onPostgres, await postgres.database())])
    } finally {
      await postgres.end()
    }
  },
}

async function rounds(seed: number, from: number, count: number, databaseUrl?: string): Promise<Ran> {
  const stage = await openStage({ seed: seed + from, people: 6, ...(databaseUrl ? { databaseUrl } : {}) })
  try {
    const program = await stage.program('gofer')
    await program.start()
    const all: Round[] = []
    for (let n = 0; n < count; n += 1) all.push(await oneKill(stage, program, from + n))
    // What failed comes again: at once, after a minute and after five, in Slack's time.
    await allTold(all.flatMap(({ wishes }) => wishes))
    await stage.rest()
    await stage.coldRead()
    const readyings = stage.ledger.readyings.filter(({ after }) => after === 'kill').map(({ ms }) => ms)
    return {
      attempts: all.map(judged),
      broken: examine(stage),
      figures: {
        [`slowest to be ready again, ms (${databaseUrl ? 'PostgreSQL' : 'embedded'})`]: Math.max(0, ...readyings),
      },
    }
  } finally {
    await stage.close()
  }
}

/** Slack's minute: longer than a start takes, so that the second repetition meets a program. */
const minuteMs = 2_500

type Round = {
  readonly what: string
  readonly delay: number
  readonly readyMs: number
  readonly wishes: readonly Wish[]
}

/** Two people are about to save, others ask and mention; the process dies in the middle of it and comes back. */
async function oneKill(stage: Stage, program: Program, round: number): Promise<Round> {
  let isDying = false
  const isOver = (): boolean => isDying
  const excuse = (): string | undefined => (isDying ? 'killed' : undefined)
  const line = stage.retryingLine(program.origin, { excuse, paceMs: minuteMs })
  const [one, other, ...rest] = stage.people.map((user) => actorOf(stage, user, line))
  if (!one || !other) throw new Error('a stage without people')
  const projects = [`Kill ${round} a`, `Kill ${round} b`] as const
  const areReady = await Promise.all([one.reachVerdict(projects[0]), other.reachVerdict(projects[1])])
  if (!areReady.every(Boolean)) throw new Error('the walk to the verdict did not come about')

  const acting = [
    one.save(projects[0], isOver),
    other.save(projects[1], isOver),
    ...rest.map((actor, at) =>
      at % 2 === 0
        ? actor.ask(`who uses go in fintech ${typedCanary}`)
        : actor.mention(`which web frameworks ${typedCanary} ${round}`),
    ),
  ]
  const delay = Math.round(stage.random() * 90)
  await sleep(delay)
  isDying = true
  await program.kill()
  await program.start('kill')
  const wishes = await Promise.all(acting)
  // Slack repeats three times in six minutes: the next kill must not meet all of them, and nobody opens another window before.
  await allTold(wishes)
  return {
    what: `kill ${round + 1}, ${delay} ms after the press`,
    delay,
    readyMs: stage.ledger.readyings.at(-1)?.ms ?? 0,
    wishes,
  }
}

function judged({ what, readyMs, wishes }: Round): Attempt {
  const silent = wishes
    .filter((wish) => !wish.told())
    .map(
      (wish) =>
        `${wish.what}${wish.isTaken === undefined ? '' : wish.isTaken ? ' that was acknowledged' : ' that was cut off, and repeated by Slack'}`,
    )
  return attemptOf(
    what,
    readyMs > 5_000
      ? `ready again after ${Math.round(readyMs)} ms`
      : silent.length > 0
        ? `nobody was told: ${silent.join(', ')}`
        : undefined,
  )
}
