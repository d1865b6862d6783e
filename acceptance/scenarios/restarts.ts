import { setTimeout as sleep } from 'node:timers/promises'
import { startPostgres, whyNoPostgres } from '../../test/support/postgres.ts'
import { actorOf, type Actor } from '../actor.ts'
import { allTold } from '../acts.ts'
import { startBalancer } from '../balancer.ts'
import { timesOf } from '../pace.ts'
import type { Program } from '../program.ts'
import { attemptOf, examine, type Attempt, type Ran, type Scenario } from '../scenario.ts'
import { openStage, type Stage } from '../stage.ts'

/** Three replicas on one PostgreSQL, restarted one after the other behind a balancer while people go on (G3, D1): none refused, none lost. */
export const restarts: Scenario = {
  id: 'restarts',
  name: 'Rolling restarts of three replicas on PostgreSQL',
  rows: 'G3 D1',
  about:
    'three replicas behind a balancer are ended and started one after the other while 50 deliveries a second come in, mentions twice and at two replicas, and two people decide. Every process ends with 0, every delivery is taken, everybody is told once.',
  counts: { short: 3, full: 20 },
  cannot: whyNoPostgres,
  run,
}

/** Deliveries a second (reliability.md, G3). */
const rate = 50

async function run(count: number, seed: number): Promise<Ran> {
  const postgres = await startPostgres()
  const stage = await openStage({ seed, people: 8, databaseUrl: await postgres.database() })
  try {
    const replicas = await Promise.all(['first', 'second', 'third'].map((name) => stage.program(name)))
    for (const replica of replicas) await replica.start()
    const balancer = await startBalancer(replicas)
    try {
      const attempts: Attempt[] = []
      for (let round = 0; round < count; round += 1)
        attempts.push(await oneRound(stage, replicas, balancer.origin, round))
      await allTold(stage.ledger.wishes)
      await stage.rest()
      await stage.coldRead()
      return {
        attempts,
        broken: examine(stage),
        figures: { deliveries: stage.ledger.sent.length, ...timesOf(stage.ledger.sent) },
      }
    } finally {
      await balancer.close()
    }
  } finally {
    await stage.close()
    await postgres.end()
  }
}

async function oneRound(stage: Stage, replicas: readonly Program[], origin: string, round: number): Promise<Attempt> {
  const what = `restart ${round + 1} of all three`
  const line = stage.retryingLine(origin)
  const actors = stage.people.map((user) => actorOf(stage, user, line))
  const from = stage.ledger.sent.length
  const talk = { isOver: false }
  const doing: Promise<unknown>[] = []
  const talkOn = async (): Promise<void> => {
    for (let n = 0; !talk.isOver; n += 1) {
      const actor = actors[2 + (n % (actors.length - 2))]
      if (actor)
        doing.push(
          n % 4 === 0 ? mentionTwice(stage, actor, origin, `${round} ${n}`) : actor.ask('who uses go in fintech'),
        )
      await sleep(1_000 / rate)
    }
  }
  const deciding = decideOn(actors.slice(0, 2), round, () => talk.isOver)
  const talking = talkOn()
  const codes: (number | null)[] = []
  for (const replica of replicas) {
    codes.push(await replica.term())
    await replica.start('stop')
  }
  talk.isOver = true
  await talking
  await deciding
  await Promise.all(doing)
  const unanswered = stage.ledger.sent.slice(from).filter(({ ending }) => ending !== 'acked')
  const because = codes.some((code) => code !== 0)
    ? `exit codes ${codes.join(', ')}`
    : unanswered.length > 0
      ? `${unanswered.length} of ${stage.ledger.sent.length - from} deliveries were not taken (${unanswered
          .map(({ what, status }) => `${what} ${status}`)
          .slice(0, 3)
          .join(', ')})`
      : undefined
  return attemptOf(what, because)
}

/** The same event at two replicas at once, as Slack may deliver it: one answer. */
function mentionTwice(stage: Stage, actor: Actor, origin: string, text: string): Promise<unknown> {
  const line = stage.retryingLine(origin)
  return actor.mention(`which web frameworks ${text}`, {
    send: (delivery) => Promise.all([line(delivery), line(delivery, { retry: { num: 1, reason: 'http_timeout' } })]),
  })
}

/** People walk to a verdict and save it, again and again. */
async function decideOn(actors: readonly Actor[], round: number, isOver: () => boolean): Promise<void> {
  await Promise.all(
    actors.map(async (actor, at) => {
      for (let n = 0; !isOver(); n += 1) {
        const project = `Rolling ${round} ${at} ${n}`
        if (await actor.reachVerdict(project)) await actor.save(project)
      }
    }),
  )
}
