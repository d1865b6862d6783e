import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { User } from '#standin/description.ts'
import { command, inTurn, judgedWishes, mention } from '../acts.ts'
import { startBalancer } from '../balancer.ts'
import { paced, pacedUntil, timesOf } from '../pace.ts'
import type { Program } from '../program.ts'
import { attemptOf, examine, type Attempt, type Scenario } from '../scenario.ts'
import { openStage } from '../stage.ts'
import { until } from '../until.ts'

/** The signing secret is changed as docs/operate.md says, while people go on (A4). */
export const secretRotation: Scenario = {
  id: 'secret-rotation',
  name: 'A new signing secret under load',
  rows: 'A4',
  about:
    'two replicas behind a balancer get the new secret beside the old one, one after the other, then Slack signs with the new one, then the old one is taken out; 20 deliveries a second all along. None is refused.',
  counts: { short: 1, full: 5 },
  run: async (count, seed) => {
    const stage = await openStage({ seed, people: 4 })
    try {
      const replicas = [await stage.program('first'), await stage.program('second')]
      for (const replica of replicas) await replica.start()
      const balancer = await startBalancer(replicas)
      let secret = stage.slack.world.signingSecret
      const send = stage.sender(balancer.origin)
      const refused: string[] = []
      const talk = pacedUntil(20, async (n) => {
        const { status } = await send(stage.slack.payloads.slashCommand('help', { user: inTurn(stage.people, n).id }), {
          secret,
        }).catch(() => ({ status: 0 }))
        if (status !== 200) refused.push(`delivery ${n}: ${status}`)
      })
      const attempts: Attempt[] = []
      for (let n = 0; n < count; n += 1) {
        const next = `another-signing-secret-${n}`
        const before = refused.length
        await roll(replicas, `${next},${secret}`)
        secret = next
        await sleep(500)
        await roll(replicas, next)
        attempts.push(
          attemptOf(
            `secret ${n + 1}`,
            refused.length > before ? refused.slice(before, before + 5).join(', ') : undefined,
          ),
        )
      }
      await talk.stop()
      await balancer.close()
      await stage.rest()
      return {
        attempts,
        broken: examine(stage),
        figures: { deliveries: stage.ledger.sent.length, refused: refused.length },
      }
    } finally {
      await stage.close()
    }
  },
}

async function roll(replicas: readonly Program[], secrets: string): Promise<void> {
  for (const replica of replicas) {
    await replica.term()
    await replica.start('stop', { SLACK_SIGNING_SECRET: secrets })
  }
}

const valid = { perSecond: 50, seconds: 12 }
/** A process may grow by so much under the attack; Bolt's own receiver grew by more than 500 (reliability.md, finding 8). */
const mostGrowthMb = 150

/** Connections that never finish, and bodies that nobody should hold (A6). */
export const slowloris: Scenario = {
  id: 'slowloris',
  name: 'Slow connections and large bodies beside people',
  rows: 'A6',
  about:
    '500 connections that send a header a second and 150 that begin an unsigned body of 4 MB and hold it, opened anew as they are ended, beside 50 questions a second for 12 s. The 99th percentile stays below 500 ms and the process grows by less than 150 MB.',
  counts: { short: valid.perSecond * valid.seconds, full: valid.perSecond * valid.seconds },
  run: async (count, seed) => {
    const stage = await openStage({ seed, people: 4 })
    try {
      const program = await stage.program('gofer')
      await program.start()
      const port = Number(new URL(program.origin).port)
      const before = program.rssMb() ?? 0
      const attack = [
        ...Array.from({ length: 500 }, () =>
          slowly(port, 'POST /slack/events HTTP/1.1\r\nHost: x\r\n', () => 'X-A: b\r\n'),
        ),
        ...Array.from({ length: 150 }, () =>
          slowly(
            port,
            `POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: ${4 * 1024 * 1024}\r\n\r\n${'a'.repeat(64 * 1024)}`,
            () => 'a'.repeat(64 * 1024),
          ),
        ),
      ]
      let most = before
      const line = stage.line(program.origin)
      const wishes = await collect(count, valid.perSecond, (n) => {
        most = Math.max(most, program.rssMb() ?? 0)
        return command(stage, { team: stage.team, user: inTurn(stage.people, n), line })
      })
      for (const one of attack) one.stop()
      await sleep(1_000)
      await stage.rest()
      const attempts = judgedWishes(wishes)
      attempts.push(
        attemptOf('memory', most - before > mostGrowthMb ? `it grew by ${Math.round(most - before)} MB` : undefined),
      )
      return {
        attempts,
        broken: examine(stage, { isCalm: true }),
        figures: { ...timesOf(stage.ledger.sent), 'grew by at most, MB': most - before },
      }
    } finally {
      await stage.close()
    }
  },
}

async function collect<T>(count: number, perSecond: number, each: (n: number) => Promise<T>): Promise<T[]> {
  const all: T[] = []
  await paced({ count, perSecond }, async (n) => void all.push(await each(n)))
  return all
}

/** A connection that sends a little each second, and another one as soon as it is ended. */
function slowly(port: number, first: string, more: () => string): { readonly stop: () => void } {
  let socket: Socket | undefined
  let isOver = false
  const open = (): void => {
    if (isOver) return
    socket = connect(port, '127.0.0.1', () => socket?.write(first))
    socket.on('error', () => {})
    socket.on('close', () => void setTimeout(open, 500))
    socket.resume()
  }
  open()
  const timer = setInterval(() => void (socket?.writable && socket.write(more())), 1_000)
  return {
    stop: () => {
      isOver = true
      clearInterval(timer)
      socket?.destroy()
    },
  }
}

/** Questions as long as Slack lets them be (B4): finding 1 of reliability.md is that they can stop a process for minutes. */
export const longQueries: Scenario = {
  id: 'long-queries',
  name: 'Very long questions, fifty at a time',
  rows: 'B4',
  about:
    'commands of 4,000 characters and mentions of 40,000: first one after the other, of which none may hold up the event loop by 100 ms (nodejs_eventloop_lag_max_seconds of /metrics); then fifty at once, again and again, beside 20 ordinary questions a second, which are answered with a 99th percentile below 500 ms. The lag of fifty at once is told.',
  counts: { short: 200, full: 1_000 },
  run: async (count, seed) => {
    const stage = await openStage({ seed, people: 60 })
    try {
      const program = await stage.program('gofer')
      await program.start()
      const line = stage.line(program.origin)
      const [ordinary, ...others] = stage.people
      if (!ordinary) throw new Error('too few people')
      await command(stage, { team: stage.team, user: ordinary, line })
      const lag = async (): Promise<number> => (await program.metric('nodejs_eventloop_lag_max_seconds')) * 1_000
      const send = (text: string, user: User, by: number): Promise<unknown> =>
        by % 2 === 0
          ? line(stage.slack.payloads.slashCommand(text.slice(0, 4_000), { user: user.id }))
          : mention(stage, { team: stage.team, user, line }, { text })
      const attempts: Attempt[] = []
      for (const [n, text] of texts.entries())
        for (const by of [0, 1]) {
          // Each look begins a new maximum.
          await lag()
          await send(text, inTurn(others, n), by)
          await until(async () => (await program.metric('gofer_inflight')) === 0, 5_000)
          const ms = await lag()
          const what = `${by === 0 ? 'a command' : 'a mention'} of ${text.slice(0, 8)}…`
          attempts.push(attemptOf(what, ms < 100 ? undefined : `the event loop lagged by ${Math.round(ms)} ms`))
        }
      const lags: number[] = []
      const wishes: Awaited<ReturnType<typeof command>>[] = []
      const talk = pacedUntil(
        20,
        async () => void wishes.push(await command(stage, { team: stage.team, user: ordinary, line })),
      )
      await sleep(500)
      for (let n = 0; n < count; n += 50) {
        await lag()
        await Promise.all(others.slice(0, 50).map((user, at) => send(inTurn(texts, n / 50 + at), user, at)))
        lags.push(await lag())
        await sleep(500)
      }
      await talk.stop()
      await stage.rest()
      attempts.push(...judgedWishes(wishes))
      const ordinaries = stage.ledger.sent.filter(({ what }) => what === 'slash_command')
      return {
        attempts,
        broken: examine(stage),
        figures: {
          'long questions': count,
          ...timesOf(ordinaries),
          'event loop lag of fifty at once, at most, ms': Math.max(...lags),
        },
      }
    } finally {
      await stage.close()
    }
  },
}

const texts = [
  'a'.repeat(40_000),
  'word '.repeat(8_000),
  'who uses go in fintech '.repeat(1_700),
  'e\u0301'.repeat(20_000),
  '<@U0P1> '.repeat(5_000),
  '*_~`'.repeat(10_000),
]
