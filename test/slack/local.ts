import { onTestFinished } from 'vitest'
import { toConfig, type Config, type Env } from '#config.ts'
import { createLog } from '#log.ts'
import { createService, type Service } from '#service.ts'
import { manualClock, seededRandom, type ManualClock } from '#standin/clock.ts'
import { httpLine, socketLine, type Line } from '#standin/line.ts'
import type { Call, SlackApi } from '#standin/server.ts'
import { startWorld, type RunningWorld } from '#standin/world.ts'
import { memoryStorage } from '#storage/memory.ts'
import type { Storage } from '#storage/ports.ts'
import { manifestFeatures } from '#workspace/manifest.ts'
import { createActs, type Acts } from './acts.ts'
import { answererOf, type Answers } from './answers.ts'
import { watchShown, type Shown, type ShownMessage, type ShownView } from './shown.ts'
import { town } from './town.ts'

/** The whole program on a free port, and a strict Slack on another that tests can look into. Time stands still for both. */
export type Local = {
  /** What people do. */
  readonly slack: Acts
  readonly world: RunningWorld
  readonly service: Service
  readonly clock: ManualClock
  readonly log: readonly string[]
  /** The body of each acknowledgement, in order; undefined for an empty one. */
  readonly acks: readonly unknown[]
  /** What people saw, in order. */
  readonly shown: readonly Shown[]
  /** The newest one of them. */
  readonly message: () => ShownMessage
  readonly view: () => ShownView
  /** What left for Slack, but for the question who we are. */
  readonly calls: () => Call[]
  /** Everything that left and should not have, in words. */
  readonly problems: () => string[]
  /** Ends the program and starts it again, with nothing kept but what the test itself keeps. */
  readonly restart: () => Promise<void>
}

export type LocalOptions = {
  readonly answers?: Answers
  /** Plans what goes wrong in Slack, where a test wants another one than a friendly one. */
  readonly slack?: (api: SlackApi) => void
  readonly env?: Env
  readonly storage?: Partial<Storage>
  /** A store of the test's own, which may outlive a restart. */
  readonly storageFor?: (now: () => number) => Storage
  /** A folder, where made-up answers will not do. */
  readonly knowledge?: string
  readonly over?: 'http' | 'socket'
}

export function configOf(env: Env = {}): Config {
  const made = toConfig(env)
  if (made.kind === 'mistakes') throw new Error(made.lines.join('\n'))
  return made.config
}

/** Starts everything, and takes it down at the end of the test. */
export async function startLocal({
  answers,
  slack,
  env = {},
  storage,
  storageFor = memoryStorage,
  knowledge,
  over = 'http',
}: LocalOptions = {}): Promise<Local> {
  const clock = manualClock()
  const command = env['SLASH_COMMAND'] ?? '/golang'
  const world = await startWorld(
    { teams: [town], features: manifestFeatures(command) },
    { clock, random: seededRandom() },
  )
  const log: string[] = []
  const acks: unknown[] = []
  const shown = watchShown(world.api)
  const config = configOf({ ...settingsFor(world, over), ...(knowledge ? { KNOWLEDGE_DIR: knowledge } : {}), ...env })
  let ids = 0
  const begin = async (): Promise<{ service: Service; line: Line }> => {
    const service = createService(config, {
      ...(knowledge ? {} : { answerer: answererOf(answers) }),
      clock,
      storage: { ...storageFor(clock.now), ...storage },
      newId: () => `id-${(ids += 1)}`,
      log: createLog({ level: 'info', format: 'json' }, [], { write: (text) => void log.push(text) }),
    })
    const origin = await service.start()
    if (over === 'socket') await world.socket.connected()
    await service.settled()
    return {
      service,
      line: over === 'http' ? httpLine(world.sendTo(`${origin}/slack/events`)) : socketLine(world.socket),
    }
  }
  let running = await begin()
  onTestFinished(async () => {
    const stopped = running.service.stop()
    // What a failed test left waiting must not be waited for.
    clock.advance(60_000)
    await stopped
    await world.close()
  })
  const line: Line = async (...what) => {
    const came = await running.line(...what)
    if (came.kind === 'answered') acks.push(came.body === '' ? undefined : came.body)
    return came
  }
  const calls = (): Call[] => world.requests.filter(({ method }) => !introductions.has(method))
  slack?.(world.api)
  return {
    slack: createActs(world, { line, settled: () => running.service.settled(), command }),
    world,
    get service() {
      return running.service
    },
    clock,
    log,
    acks,
    shown,
    message: () => lastOf(shown, (one) => one.kind === 'message'),
    view: () => lastOf(shown, (one) => one.kind === 'view'),
    calls,
    problems: world.api.problems,
    restart: async () => {
      await running.service.stop()
      running = await begin()
    },
  }
}

/** How the program makes itself known. */
const introductions = new Set(['auth.test', 'apps.connections.open'])

const settingsFor = ({ api, world }: RunningWorld, over: 'http' | 'socket'): Env => ({
  SLACK_BOT_TOKEN: town.token,
  ...(over === 'http' ? { SLACK_SIGNING_SECRET: world.signingSecret } : { SLACK_APP_TOKEN: world.appToken }),
  SLACK_API_URL: api.url,
  PORT: '0',
  LOG_LEVEL: 'info',
})

function lastOf<T extends Shown>(shown: readonly Shown[], is: (one: Shown) => one is T): T {
  const found = shown.findLast(is)
  if (!found) throw new Error('nothing of the kind was shown')
  return found
}

/** What went to a method, in order. */
export const sentTo = (local: Local, method: string): Call[] => local.world.api.calls(method)
