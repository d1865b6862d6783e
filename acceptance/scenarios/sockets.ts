import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault } from '#standin/api/faults.ts'
import { command } from '../acts.ts'
import type { Program } from '../program.ts'
import { attemptOf, examine, inLanes, joined, type Attempt, type Ran, type Scenario } from '../scenario.ts'
import { openStage, type Stage, type StageOptions } from '../stage.ts'
import { until } from '../until.ts'

/** Ways for a connection to break (F2). */
export const socketFaults: Scenario = {
  id: 'socket-faults',
  name: 'Broken connections of Socket Mode',
  rows: 'F2',
  about:
    'all connections go half open, are reset, closed with 1000, 1001 and 1011, told that they are too many, or not greeted. Both are back within 15 s, and the next command is acknowledged.',
  counts: { short: 7, full: 7 },
  beside: 60,
  run: async (count, seed) =>
    joined(
      await inLanes(
        4,
        breaks.slice(0, count).map((one) => () => oneBreak(seed, one)),
      ),
    ),
}

type Broken = { readonly name: string; readonly cause: (stage: Stage) => Promise<unknown> }
const backMs = 15_000
const breaks: readonly Broken[] = [
  { name: 'half open', cause: ({ proxy }) => proxy.set({ kind: 'half-open' }) },
  { name: 'reset', cause: async ({ slack }) => slack.socket.drop('reset') },
  { name: 'closed with 1000', cause: async ({ slack }) => slack.socket.drop({ code: 1000 }) },
  { name: 'closed with 1001', cause: async ({ slack }) => slack.socket.drop({ code: 1001 }) },
  { name: 'closed with 1011', cause: async ({ slack }) => slack.socket.drop({ code: 1011 }) },
  { name: 'too many', cause: async ({ slack }) => slack.socket.disconnect('too_many_websockets') },
  {
    name: 'not greeted',
    cause: async ({ slack }) => {
      slack.socket.greet(false)
      slack.socket.drop('reset')
      // Whoever waits for a greeting has to give up after ten seconds, and the next try is greeted.
      await sleep(6_000)
      slack.socket.greet(true)
    },
  },
]

const oneBreak = (seed: number, { name, cause }: Broken): Promise<Ran> =>
  onSocket({ seed }, async (stage, program) => {
    // Connections on which nothing passes any more count as open at Slack's end for a while.
    const wires = stage.proxy.count('GET /link/')
    const opened = stage.slack.api.calls('apps.connections.open').length
    await cause(stage)
    const start = performance.now()
    const isBack = await until(
      () =>
        stage.slack.api.calls('apps.connections.open').length >= opened + wires &&
        stage.slack.socket.connections() === 2,
      backMs + 10_000,
      50,
    )
    const ms = performance.now() - start
    const ack =
      isBack && (await stage.slack.socket.send(stage.slack.payloads.slashCommand('help', { user: 'person0' })))
    return attemptOf(
      name,
      !program.isUp()
        ? 'the process ended'
        : !isBack
          ? `not two connections again after ${Math.round(ms / 1_000)} s`
          : ms > backMs
            ? `back after ${Math.round(ms / 1_000)} s`
            : ack
              ? undefined
              : 'the next command was not acknowledged',
    )
  })

/** Slack does not say where to connect to (F3). */
export const socketOpening: Scenario = {
  id: 'socket-opening',
  name: 'No way to open a connection',
  rows: 'F3 F4',
  about:
    'all connections are reset and apps.connections.open is broken in eight ways for 5 s (60 s in the full run), a refused token among them. The process lives, /readyz says that there is no connection, and both are back within 10 s of the end of it.',
  counts: { short: 8, full: 8 },
  beside: 60,
  run: async (count, seed, size) =>
    joined(
      await inLanes(
        4,
        openings.slice(0, count).map((one) => () => oneOpening(seed, one, size === 'full' ? 60_000 : 5_000)),
      ),
    ),
}

const openings: readonly { readonly name: string; readonly fault: Fault }[] = [
  { name: '500', fault: { kind: 'status', status: 500 } },
  { name: '429 for 1 s', fault: { kind: 'rateLimited', retryAfter: 1 } },
  { name: 'no answer', fault: { kind: 'hang' } },
  { name: 'reset', fault: { kind: 'reset', done: false } },
  { name: 'a page with 200', fault: { kind: 'status', status: 200, body: '<html>' } },
  { name: 'internal_error', fault: { kind: 'refuse', error: 'internal_error' } },
  {
    name: 'no address',
    fault: { kind: 'status', status: 200, body: '{"ok":true}', headers: { 'content-type': 'application/json' } },
  },
  { name: 'a refused token', fault: { kind: 'refuse', error: 'invalid_auth' } },
]

const oneOpening = (seed: number, { name, fault }: (typeof openings)[number], ms: number): Promise<Ran> =>
  onSocket({ seed }, async (stage, program) => {
    const end = stage.slack.api.fault('apps.connections.open', fault)
    stage.slack.socket.drop('reset')
    await sleep(ms)
    const saysSo = !(await program.isReady())
    end()
    const start = performance.now()
    const isBack = await until(() => stage.slack.socket.connections() === 2, 40_000, 50)
    const back = performance.now() - start
    return attemptOf(
      name,
      !program.isUp()
        ? 'the process ended'
        : !saysSo
          ? 'it was ready meanwhile'
          : !isBack
            ? 'not two connections again after 40 s'
            : back > 10_000
              ? `back after ${Math.round(back / 1_000)} s`
              : undefined,
    )
  })

/** What is wrong from the start (F4, F5). */
export const badStarts: Scenario = {
  id: 'bad-starts',
  name: 'Slack away, or a wrong token, at the start',
  rows: 'F4 F5',
  about:
    'over HTTP and over a socket the process starts while Slack refuses connections: it lives, is ready as far as it can serve, and becomes ready over a socket within 15 s of Slack being there. An app-level token that Slack refuses ends the start with an exit code and one line that names the setting.',
  counts: { short: 3, full: 3 },
  beside: 35,
  run: async (_count, seed) =>
    joined(
      await inLanes(2, [() => awayAtStart(seed, 'http'), () => awayAtStart(seed, 'socket'), () => wrongToken(seed)]),
    ),
}

async function awayAtStart(seed: number, over: 'http' | 'socket'): Promise<Ran> {
  const stage = await openStage({ seed, people: 2, over })
  try {
    await stage.proxy.set({ kind: 'refuse' })
    const program = await stage.program(`gofer (${over})`)
    await program.launch()
    await sleep(2_000)
    const [user] = stage.people
    if (!user) throw new Error('too few people')
    // Over HTTP Slack reaches the program, and a command needs nothing of the Web API.
    const asked =
      over === 'http' ? await command(stage, { team: stage.team, user, line: stage.line(program.origin) }) : undefined
    const wasReady = await program.isReady()
    await stage.proxy.set({ kind: 'fair' })
    const isReady = await until(() => program.isReady(), 15_000, 50)
    const because = !program.isUp()
      ? 'the process ended'
      : over === 'socket' && wasReady
        ? 'it was ready without a connection'
        : !isReady
          ? 'not ready 15 s after Slack was there'
          : asked?.isTaken === false
            ? 'a command was not answered'
            : undefined
    return { attempts: [attemptOf(`Slack away at the start, over ${over}`, because)], broken: examine(stage) }
  } finally {
    await stage.close()
  }
}

async function wrongToken(seed: number): Promise<Ran> {
  const stage = await openStage({ seed, people: 2, over: 'socket' })
  try {
    const program = await stage.program('gofer (wrong token)')
    const { code, said } = await program.refuses({ SLACK_APP_TOKEN: 'xapp-1-A0OTHER-wrong' })
    const because =
      code === null
        ? `it went on; it said ${said.split('\n').at(-1)?.slice(0, 160) ?? 'nothing'}`
        : code === 0
          ? 'exit code 0'
          : said.includes('SLACK_APP_TOKEN')
            ? undefined
            : `it did not name the setting: ${said.slice(0, 160)}`
    return { attempts: [attemptOf('a wrong app-level token at the start', because)], broken: examine(stage) }
  } finally {
    await stage.close()
  }
}

async function onSocket(
  options: StageOptions,
  each: (stage: Stage, program: Program) => Promise<Attempt>,
): Promise<Ran> {
  const stage = await openStage({ people: 2, ...options, over: 'socket' })
  try {
    const program = await stage.program('gofer-socket')
    await program.start()
    if (!(await until(() => stage.slack.socket.connections() === 2, 15_000)))
      throw new Error('there were not two connections')
    const attempt = await each(stage, program)
    await stage.rest()
    return { attempts: [attempt], broken: examine(stage) }
  } finally {
    await stage.close()
  }
}
