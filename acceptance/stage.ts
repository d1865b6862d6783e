import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { seededRandom, type KitClock, type Random } from '#standin/clock.ts'
import { team as teamOf, type Team, type User, type World } from '#standin/description.ts'
import { httpLine, retrying, type Line, type RetryingLine } from '#standin/line.ts'
import type { Delivery } from '#standin/payloads.ts'
import type { Sender } from '#standin/sender.ts'
import { startWorld, type RunningWorld } from '#standin/world.ts'
import { openStorage } from '#storage/open.ts'
import type { Storage } from '#storage/ports.ts'
import type { Decision } from '#decision/types.ts'
import { manifestFeatures } from '#workspace/manifest.ts'
import { hangUp } from './hang-up.ts'
import { leavingFolder } from './left-over.ts'
import { createLedger, type Ledger } from './ledger.ts'
import { createProgram, type Program } from './program.ts'
import { startProxy, type Proxy } from './proxy.ts'
import { mostHandles } from './invariants.ts'
import { until } from './until.ts'

/** One scenario's own Slack, network, folder and processes; nothing of it is left when it is over. */
export type Stage = {
  readonly slack: RunningWorld
  readonly ledger: Ledger
  readonly random: Random
  /** Between the program and the Web API. */
  readonly proxy: Proxy
  readonly people: readonly User[]
  readonly team: Team
  /** Where the embedded database lies; all processes of the stage share it. */
  readonly folder: string
  /** One more process with the settings of this stage; not started yet. */
  readonly program: (name: string, env?: Readonly<Record<string, string>>) => Promise<Program>
  /** Slack's way to an address, every delivery of it written down. */
  readonly sender: (origin: string, options?: SenderOptions) => Sender
  readonly line: (origin: string, options?: SenderOptions) => Line
  /** The same, and what failed comes again as Slack repeats it, only faster. */
  readonly retryingLine: (origin: string, options?: SenderOptions) => RetryingLine
  /** Waits until the processes have nothing in hand, and notes what they hold. */
  readonly rest: (ms?: number) => Promise<void>
  /** Ends the processes and reads what a cold start finds in the store. */
  readonly coldRead: () => Promise<void>
  readonly close: () => Promise<void>
}

export type SenderOptions = {
  /** Why a delivery may end without an answer at this moment; undefined: there is no reason. */
  readonly excuse?: () => string | undefined
  readonly known?: boolean
  /** What Slack's minute lasts between repetitions, in milliseconds. */
  readonly paceMs?: number
}

export type StageOptions = {
  readonly seed: number
  readonly people?: number
  readonly teams?: readonly Team[]
  readonly over?: 'http' | 'socket'
  readonly databaseUrl?: string
  readonly env?: Readonly<Record<string, string>>
  readonly without?: readonly string[]
  /** Slack's one message a second in a channel. */
  readonly perChannelRate?: boolean
  readonly world?: Partial<World>
  /** Slack's clock where it is not the real one. */
  readonly clock?: KitClock
}

/** Words that people type and no log may hold. */
export const typedCanary = 'zebracanary'
/** Slack repeats after nothing, a minute and five (docs.slack.dev/apis/events-api); here a minute lasts so long. */
export const paceMs = 1_500

export async function openStage({
  seed,
  people: count = 4,
  teams,
  over = 'http',
  databaseUrl,
  env = {},
  without = [],
  perChannelRate = false,
  world = {},
  clock,
}: StageOptions): Promise<Stage> {
  const random = seededRandom(seed)
  const users = Array.from({ length: count }, (_, at) => ({ id: `U0P${at}`, name: `person${at}` }))
  const slack = await startWorld(
    { teams: [...(teams ?? [oneTeam(users)])], features: manifestFeatures('/golang'), ...world },
    { random, perChannelRate, ...(clock ? { clock } : {}) },
  )
  const proxy = await startProxy({ host: '127.0.0.1', port: Number(new URL(slack.api.url).port) })
  const direct = new URL(slack.api.url).origin
  const { openSocket } = slack.api.slack
  if (openSocket)
    slack.api.slack.openSocket = () =>
      openSocket().replace(direct.replace('http', 'ws'), proxy.origin.replace('http', 'ws'))
  const folder = mkdtempSync(join(tmpdir(), 'gofer-acceptance-'))
  const removeFolder = leavingFolder(folder)
  const ledger = createLedger(slack)
  const programs: Program[] = []
  const lines: RetryingLine[] = []
  const [team] = slack.world.teams
  if (!team) throw new Error('a world without a workspace')

  const sender: Stage['sender'] = (origin, { excuse = () => undefined, known = true } = {}) => {
    const send = slack.sendTo(`${origin}/slack/events`)
    return async (delivery, options) => {
      const entry = ledger.begin(delivery.kind, known)
      const start = performance.now()
      const excused = excuse()
      try {
        const reply = await send(redirected(delivery, direct, proxy.origin), options)
        Object.assign(entry, {
          ending: reply.status === 0 ? 'lost' : reply.status < 300 ? 'acked' : 'refused',
          status: reply.status,
          ms: reply.ms,
          answer: reply.text,
        })
        return reply
      } catch (error) {
        Object.assign(entry, { ending: 'lost', status: 0, ms: performance.now() - start })
        throw error
      } finally {
        const why = excused ?? excuse()
        if (why !== undefined) entry.excused = why
      }
    }
  }

  const settings: Record<string, string> = {
    SLACK_BOT_TOKEN: team.token,
    SLACK_API_URL: `${proxy.origin}/api/`,
    DATA_DIR: folder,
    ...(over === 'http'
      ? { SLACK_SIGNING_SECRET: slack.world.signingSecret }
      : { SLACK_APP_TOKEN: slack.world.appToken }),
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    ...env,
  }
  for (const name of without) delete settings[name]

  const end = async (): Promise<void> => {
    for (const line of lines) line.stop()
    await Promise.all(programs.filter((program) => program.isUp()).map((program) => program.term()))
  }

  return {
    slack,
    ledger,
    random,
    proxy,
    people: team.users,
    team,
    folder,
    program: async (name, more = {}) => {
      const program = await createProgram(name, { ...settings, ...more }, ledger)
      programs.push(program)
      return program
    },
    sender,
    line: (origin, options) => httpLine(sender(origin, options)),
    retryingLine: (origin, options) => {
      const line = retrying(httpLine(sender(origin, options)), slack.clock, options?.paceMs ?? paceMs)
      lines.push(line)
      return line
    },
    rest: async (ms = 30_000) => {
      for (const program of programs.filter((one) => one.isUp())) {
        await until(async () => (await program.metric('gofer_inflight')) === 0, ms, 50)
        hangUp()
        await until(() => (program.handles() ?? 0) <= mostHandles, 8_000, 200)
        ledger.rests.push({
          program: program.name,
          inflight: await program.metric('gofer_inflight'),
          rssMb: program.rssMb(),
          handles: program.handles(),
        })
      }
    },
    coldRead: async () => {
      await end()
      const store = await openStorage({
        dataDir: folder,
        ...(databaseUrl === undefined ? {} : { databaseUrl }),
        clock: { now: Date.now },
      })
      const projects = new Map<string, number>()
      const rows = new Map<string, Readonly<Record<string, readonly unknown[]>>>()
      let text = ''
      let votes = 0
      try {
        for (const { id } of slack.world.teams) {
          const dump = await store.storage.dump(id)
          text += JSON.stringify(dump)
          rows.set(id, dump)
          votes += dump['votes']?.length ?? 0
          for await (const { proposal } of decisionsOf(store.storage, id))
            projects.set(proposal.project, (projects.get(proposal.project) ?? 0) + 1)
        }
      } finally {
        await store.close()
      }
      ledger.kept = { projects, votes, rows, text: text + bytesOf(folder) }
    },
    close: async () => {
      for (const line of lines) line.stop()
      await Promise.all(programs.filter((program) => program.isUp()).map((program) => program.kill()))
      await proxy.close()
      await slack.close()
      removeFolder()
    },
  }
}

/** A workspace where everybody is in #general, with the bot. */
/** Every decision of a workspace; the store gives at most a thousand at a time. */
async function* decisionsOf({ decisions }: Storage, team: string): AsyncGenerator<Decision> {
  let before: Decision | undefined
  for (;;) {
    const page = await decisions.list(team, { limit: 500, ...(before ? { before } : {}) })
    yield* page
    before = page.at(-1)
    if (!before) return
  }
}

export const oneTeam = (users: readonly User[], more: Partial<Team> = {}): Team =>
  teamOf({ users: [...users], ...more })

/** The address to answer at goes through the same network as the Web API. */
function redirected(delivery: Delivery, from: string, to: string): Delivery {
  return {
    kind: delivery.kind,
    payload: JSON.parse(JSON.stringify(delivery.payload).replaceAll(from, to)) as Delivery['payload'],
  }
}

/** Every byte of the embedded database, its journal included. */
const bytesOf = (folder: string): string =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(resolve(entry.parentPath, entry.name), 'latin1'))
    .join('\n')
