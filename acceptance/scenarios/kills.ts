import { setTimeout as sleep } from 'node:timers/promises'
import { actorOf, type Actor } from '../actor.ts'
import { examine, type Attempt, type Ran, type Scenario } from '../scenario.ts'
import { openStage, paceMs, typedCanary, type Stage } from '../stage.ts'
import { until } from '../until.ts'
import type { Wish } from '../ledger.ts'
import type { Program } from '../program.ts'

/** SIGKILL at a random moment while people save, ask and mention (G1), on the embedded database. */
export const kills: Scenario = {
  id: 'kills',
  name: 'SIGKILL under load',
  rows: 'G1',
  counts: { short: 8, full: 100 },
  run,
}

async function run(count: number, seed: number): Promise<Ran> {
  const stage = await openStage({ seed, people: 6 })
  try {
    const program = await stage.program('gofer')
    await program.start()
    const rounds: Round[] = []
    for (let round = 0; round < count; round += 1) rounds.push(await oneKill(stage, program, round))
    // What failed comes again: at once, after a minute and after five, in Slack's time.
    await until(() => rounds.every(({ wishes }) => wishes.every((wish) => wish.told())), paceMs * 7, 50)
    await stage.rest()
    await stage.coldRead()
    return { attempts: rounds.map(judged), broken: examine(stage) }
  } finally {
    await stage.close()
  }
}

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
  const line = stage.retryingLine(program.origin, { excuse })
  const [one, other, ...rest] = stage.people.map((user) => actorOf(stage, user, line))
  if (!one || !other) throw new Error('a stage without people')
  const projects = [`Kill ${round} a`, `Kill ${round} b`] as const
  const areReady = await Promise.all([ready(one, projects[0]), ready(other, projects[1])])
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
    .map((wish) => `${wish.what} that was ${wish.isTaken ? 'acknowledged' : 'cut off, and repeated by Slack'}`)
  if (readyMs > 5_000) return { what, result: 'failed', because: `ready again after ${Math.round(readyMs)} ms` }
  return silent.length === 0
    ? { what, result: 'passed' }
    : { what, result: 'failed', because: `nobody was told: ${silent.join(', ')}` }
}

/** Somebody stands before the verdict of a new project; a draft that is offered is left. */
async function ready(actor: Actor, project: string): Promise<boolean> {
  if (!(await actor.begin(project))) {
    await actor.press('gofer_decide_anew')
    await until(() => actor.words().includes('gofer_block_project'), 3_000)
  }
  return actor.answer()
}
