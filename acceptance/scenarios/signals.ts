import { setTimeout as sleep } from 'node:timers/promises'
import { allTold, command, inTurn, judgedWishes, mention } from '../acts.ts'
import type { Wish } from '../ledger.ts'
import { pacedUntil } from '../pace.ts'
import type { Program } from '../program.ts'
import { attemptOf, examine, joined, type Attempt, type Ran, type Scenario } from '../scenario.ts'
import { openStage, type Stage } from '../stage.ts'
import { until } from '../until.ts'

/** A machine that stands still and goes on (C4): Slack repeats meanwhile, and everything arrives at once. */
export const stopped: Scenario = {
  id: 'stopped',
  name: 'A process that stands still',
  rows: 'C4',
  about:
    'SIGSTOP for 4 s (10 s in the full run) and SIGCONT while 20 questions and mentions a second come in; events that had no answer in 3 s come again. Everybody is told, and nobody twice in public.',
  counts: { short: 2, full: 5 },
  beside: 25,
  run: async (count, seed, size) => {
    const stage = await openStage({ seed, people: 8 })
    try {
      const program = await stage.program('gofer')
      await program.start()
      let isStill = false
      const line = stage.retryingLine(program.origin, { excuse: () => (isStill ? 'stopped' : undefined) })
      const wishes: Wish[] = []
      const talk = pacedUntil(20, async (n) => {
        const doing = { team: stage.team, user: inTurn(stage.people, n), line }
        wishes.push(await (n % 2 === 0 ? mention(stage, doing) : command(stage, doing)))
      })
      for (let n = 0; n < count; n += 1) {
        await sleep(1_000)
        isStill = true
        program.signal('SIGSTOP')
        await sleep(size === 'full' ? 10_000 : 4_000)
        program.signal('SIGCONT')
        // What came meanwhile is answered first.
        await sleep(1_000)
        isStill = false
        await sleep(2_000)
      }
      await talk.stop()
      await allTold(wishes)
      await stage.rest()
      await stage.coldRead()
      return { attempts: judgedWishes(wishes), broken: examine(stage), figures: { stops: count } }
    } finally {
      await stage.close()
    }
  },
}

/** A stop while work is in hand (G2). */
export const sigterm: Scenario = {
  id: 'sigterm',
  name: 'SIGTERM with twenty in hand',
  rows: 'G2',
  about:
    'twenty mentions are acknowledged and Slack takes 2 s for each post when the process is asked to end, over HTTP and over a socket: everything is finished, exit code 0, within 15 s. Where Slack never answers, a second SIGTERM ends it within 2 s.',
  counts: { short: 3, full: 15 },
  beside: 40,
  run: async (count, seed) => {
    const all: Ran[] = []
    for (let n = 0; n < count; n += 1) {
      const over = n % 3 === 1 ? 'socket' : 'http'
      all.push(n % 3 === 2 ? await forced(seed + n, n) : await drained(seed + n, n, over))
    }
    return joined(all)
  },
}

const inHand = 20

async function drained(seed: number, n: number, over: 'http' | 'socket'): Promise<Ran> {
  const stage = await openStage({ seed, people: inHand, over })
  try {
    const program = await stage.program(`gofer (${over})`)
    await program.start()
    if (over === 'socket') await stage.slack.socket.connected(2)
    stage.slack.api.fault('chat.postMessage', { kind: 'slow', ms: 2_000 })
    const wishes = await mentionAll(stage, program, over)
    const isInHand = await until(async () => (await program.metric('gofer_inflight')) >= inHand, 1_500, 20)
    const start = performance.now()
    const code = await program.term()
    const ms = performance.now() - start
    const silent = wishes.filter((wish) => !wish.told()).length
    await stage.coldRead()
    const because = !isInHand
      ? 'they were not in hand together'
      : code !== 0
        ? `exit code ${code}`
        : ms > 15_000
          ? `${Math.round(ms)} ms`
          : silent > 0
            ? `${silent} of ${wishes.length} were not answered`
            : undefined
    return { attempts: [attemptOf(`${n + 1}: finishes over ${over}`, because)], broken: examine(stage) }
  } finally {
    await stage.close()
  }
}

async function forced(seed: number, n: number): Promise<Ran> {
  const stage = await openStage({ seed, people: inHand })
  try {
    const program = await stage.program('gofer (forced)')
    await program.start()
    stage.slack.api.fault('chat.postMessage', { kind: 'hang' })
    const wishes = await mentionAll(stage, program, 'http')
    // Nobody can be told by a process that is ended by force while Slack is silent.
    for (const wish of wishes) Object.assign(wish, { unknowable: () => 'ended by force' })
    program.signal('SIGTERM')
    await sleep(500)
    const wasUp = program.isUp()
    const start = performance.now()
    program.signal('SIGTERM')
    const isDown = await until(() => !program.isUp(), 2_000)
    const attempt: Attempt = attemptOf(
      `${n + 1}: a second SIGTERM`,
      !wasUp
        ? 'the first one did not wait for what was in hand'
        : isDown
          ? undefined
          : `still there after ${Math.round(performance.now() - start)} ms`,
    )
    await stage.coldRead()
    return { attempts: [attempt], broken: examine(stage) }
  } finally {
    await stage.close()
  }
}

async function mentionAll(stage: Stage, program: Program, over: 'http' | 'socket'): Promise<Wish[]> {
  const line = stage.line(program.origin)
  return Promise.all(
    stage.people.map((user) =>
      mention(
        stage,
        { team: stage.team, user, line },
        over === 'http' ? {} : { send: (delivery) => stage.slack.socket.send(delivery) },
      ),
    ),
  )
}
