import { setTimeout as sleep } from 'node:timers/promises'
import { startPostgres, whyNoPostgres, withClient } from '../../test/support/postgres.ts'
import { allTold, command, inTurn, judgedWishes, mention, warmUp } from '../acts.ts'
import { startBalancer } from '../balancer.ts'
import type { Wish } from '../ledger.ts'
import { lightLine } from '../light.ts'
import { paced, pacedUntil, timesOf } from '../pace.ts'
import { everybodyActs } from '../replicas.ts'
import { attemptOf, examine, type Attempt, type Scenario } from '../scenario.ts'
import { openStage } from '../stage.ts'
import { until } from '../until.ts'

/** PostgreSQL is gone, or ends every connection (H1). */
export const postgresAway: Scenario = {
  id: 'postgres-away',
  name: 'PostgreSQL away, and all its connections ended',
  rows: 'H1 M2',
  about:
    'the server is stopped for 2 s (1, 10 and 60 s in the full run), or ends every connection with pg_terminate_backend, while 10 questions and mentions a second come in. Questions are answered from memory, events that were not taken come again, /readyz says no within 5 s of a longer stop and yes within 15 s of its end, and everybody is told once.',
  counts: { short: 3, full: 12 },
  cannot: whyNoPostgres,
  run: async (count, seed, size) => {
    const postgres = await startPostgres()
    const url = await postgres.database()
    const stage = await openStage({ seed, people: 8, databaseUrl: url })
    try {
      const program = await stage.program('gofer')
      await program.start()
      const away = size === 'full' ? [1_000, 10_000, 60_000] : [2_000]
      const attempts: Attempt[] = []
      // Slack's minute lasts so long that its last repetition comes after the longest stop.
      const line = stage.retryingLine(program.origin, { paceMs: size === 'full' ? 13_000 : 1_500 })
      const wishes: Wish[] = []
      const talk = pacedUntil(10, async (n) => {
        const doing = { team: stage.team, user: inTurn(stage.people, n), line }
        wishes.push(await (n % 2 === 0 ? command(stage, doing) : mention(stage, doing)))
      })
      for (const ms of away) {
        await postgres.stop()
        const saysSo = await until(async () => !(await program.isReady()), 5_000, 50)
        await sleep(Math.max(0, ms - 1_000))
        const words = await program.readiness()
        await postgres.start()
        const isBack = await until(() => program.isReady(), 15_000, 50)
        const because = !saysSo
          ? 'it went on saying that it is ready for 5 s'
          : !words.includes('database')
            ? `it said "${words}"`
            : isBack
              ? undefined
              : 'not ready again after 15 s'
        attempts.push(attemptOf(`away for ${ms / 1_000} s`, because))
      }
      for (let n = away.length; n < count; n += 1) {
        await withClient(url, (client) =>
          client.query(
            'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
          ),
        )
        const isBack = await until(() => program.isReady(), 15_000, 50)
        attempts.push(
          attemptOf(
            `all connections ended (${n - away.length + 1})`,
            isBack ? undefined : 'not ready again after 15 s',
          ),
        )
        await sleep(1_000)
      }
      await talk.stop()
      await allTold(wishes, size === 'full' ? 90_000 : 30_000)
      await stage.rest()
      await stage.coldRead()
      return {
        attempts: [...attempts, ...judgedWishes(wishes)],
        broken: examine(stage),
        figures: { deliveries: stage.ledger.sent.length },
      }
    } finally {
      await stage.close()
      await postgres.end()
    }
  },
}

/** Machines whose clocks nobody set (H3). */
export const clocks: Scenario = {
  id: 'clocks',
  name: 'Three replicas whose clocks differ by eight minutes',
  rows: 'H3',
  about:
    'one replica is four minutes ahead and one four behind; every mention is delivered to all three at once, questions go to each in turn, and three people decide. Nothing is refused as too old, nothing has two effects.',
  counts: { short: 150, full: 1_000 },
  beside: 15,
  cannot: whyNoPostgres,
  run: async (count, seed) => {
    const postgres = await startPostgres()
    const stage = await openStage({ seed, people: 12, databaseUrl: await postgres.database() })
    try {
      const shifts = [0, 240_000, -240_000]
      const replicas = await Promise.all(shifts.map((ms) => stage.program(`${ms / 60_000} minutes`)))
      for (const [at, replica] of replicas.entries())
        await replica.start('start', { CLOCK_SHIFT_MS: String(shifts[at]) })
      const lines = replicas.map(({ origin }) => stage.line(origin))
      await everybodyActs(stage, lines, { count, perSecond: 20, savers: 3, each: 3, project: 'Clock' })
      await stage.rest()
      await stage.coldRead()
      const refused = stage.ledger.sent.filter(({ status }) => status !== 200).length
      return {
        attempts: [
          ...judgedWishes(stage.ledger.wishes),
          attemptOf('deliveries', refused > 0 ? `${refused} were refused` : undefined),
        ],
        broken: examine(stage),
        figures: { deliveries: stage.ledger.sent.length },
      }
    } finally {
      await stage.close()
      await postgres.end()
    }
  },
}

/** One of three replicas dies under load, and comes back. */
export const replicaKill: Scenario = {
  id: 'replica-kill',
  name: 'One of three replicas killed under 300 deliveries a second',
  rows: 'G1 L1',
  about:
    'three replicas on one PostgreSQL behind a balancer, 300 questions and mentions a second, after 300 at each that count for nothing; after a third of the time one replica gets SIGKILL, and 3 s later it is started again. What was on its way to the dead one had no answer, and Slack repeats the events of it. Everybody is told, nobody twice in public.',
  counts: { short: 3_000, full: 18_000 },
  cannot: whyNoPostgres,
  run: async (count, seed) => {
    const postgres = await startPostgres()
    const stage = await openStage({ seed, people: 60, databaseUrl: await postgres.database() })
    try {
      const replicas = await Promise.all(['first', 'second', 'third'].map((name) => stage.program(name)))
      for (const replica of replicas) await replica.start()
      const [victim] = replicas
      if (!victim) throw new Error('no replica')
      const balancer = await startBalancer(replicas, true)
      const dying = { isSo: false }
      const { line, close } = lightLine(stage, balancer.origin, {
        excuse: () => (dying.isSo ? 'a replica was killed' : undefined),
      })
      for (const replica of replicas) await warmUp(stage, stage.line(replica.origin))
      const from = stage.ledger.sent.length
      const wishes: Wish[] = []
      const perSecond = 300
      const killing = (async () => {
        await sleep(((count / perSecond) * 1_000) / 3)
        dying.isSo = true
        await victim.kill()
        // As long as whoever sends may be behind with hearing that its connections are gone.
        await sleep(1_500)
        dying.isSo = false
        await sleep(1_500)
        await victim.start('kill')
      })()
      const start = performance.now()
      await paced({ count, perSecond }, async (n) => {
        const doing = { team: stage.team, user: inTurn(stage.people, n), line }
        wishes.push(await (n % 4 === 3 ? mention(stage, doing) : command(stage, doing)))
      })
      const seconds = (performance.now() - start) / 1_000
      await killing
      await allTold(wishes)
      close()
      await balancer.close()
      await stage.rest()
      await stage.coldRead()
      const sent = stage.ledger.sent.slice(from)
      return {
        attempts: judgedWishes(wishes),
        broken: examine(stage),
        figures: {
          'deliveries, repetitions included': sent.length,
          'deliveries a second': count / seconds,
          'without an answer, around the kill': sent.filter(({ ending }) => ending !== 'acked').length,
          ...timesOf(sent),
          'ready again after the kill, ms': stage.ledger.readyings.at(-1)?.ms ?? Number.NaN,
        },
      }
    } finally {
      await stage.close()
      await postgres.end()
    }
  },
}
