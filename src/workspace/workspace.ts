import type { Config } from '#config.ts'
import { CannotStart } from '#cannot-start.ts'
import { createService, openStore, type Overrides } from '#service.ts'
import { addMessage } from '#standin/api/chat.ts'
import type { Slack } from '#standin/api/state.ts'
import { seededRandom } from '#standin/clock.ts'
import { httpLine, type Line, retrying, socketLine } from '#standin/line.ts'
import { createPeople } from '#standin/people/people.ts'
import { createWhatIfs } from '#standin/what-if.ts'
import { startWorld, type RunningWorld } from '#standin/world.ts'
import { keepIn, UnreadableWorkspace } from './keep.ts'
import { manifestFeatures } from './manifest.ts'
import { workspaceRoutes } from './routes.ts'
import { startersFor } from './scene.ts'
import { seededTalk, seededWorld } from './seed.ts'
import { createStream } from './stream.ts'

export type LocalWorkspace = AsyncDisposable & {
  /** Where a browser finds it. */
  readonly address: string
  readonly slack: RunningWorld
}

/** What a minute between two deliveries of an event lasts here: nobody tries out a retry for six minutes. */
const shortMinute = 3_000

/**
 * The local workspace: a stand-in for Slack on a port of its own, the real app with nothing changed but its addresses, and
 * a page for people beside the app's own routes.
 */
export async function openWorkspace(config: Config, overrides: Overrides = {}): Promise<LocalWorkspace> {
  const random = seededRandom(seedOf(config))
  const slack = await startWorld(seededWorld(manifestFeatures(config.slashCommand)), { random })
  try {
    return await openIn(slack, config, overrides)
  } catch (error) {
    // A stand-in that still listened would keep a program alive that cannot start.
    await slack.close()
    throw error
  }
}

async function openIn(slack: RunningWorld, config: Config, overrides: Overrides): Promise<LocalWorkspace> {
  const { delivery, file } = localOf(config)
  const core = slack.api.slack
  talk(core)
  const stopKeeping = file === undefined ? () => {} : keep(file, core)
  let events = ''

  const send: Line = (...what) => httpLine(slack.sendTo(`${events}/slack/events`))(...what)
  const plain = delivery === 'socket' ? socketLine(slack.socket) : send
  const whatIfs = createWhatIfs(slack.api, plain, delivery === 'socket' ? slack.socket : undefined)
  const line = retrying(whatIfs.line, slack.clock, shortMinute)
  const people = createPeople(slack.api, line)
  const stream = createStream({
    slack: core,
    whatIfs: whatIfs.list,
    more: ({ team }) => ({
      transport: delivery,
      starters: core.world.teams
        .filter(({ id }) => id === team)
        .flatMap((one) => startersFor(config.slashCommand, one, service.examples())),
    }),
  })
  const startOver = (): void => {
    for (const { id, on } of whatIfs.list()) if (on) whatIfs.set(id, false)
    core.messages = []
    core.views.clear()
    core.homes.clear()
    for (const { id, channels } of seededWorld(core.world.features).teams)
      for (const team of core.world.teams) if (team.id === id) team.channels = channels
    talk(core)
    stream.refresh()
  }

  const store = await openStore(config)
  const service = createService(appConfig(config, slack), {
    ...(store ? { store } : {}),
    ...overrides,
    tokens: new Map(core.world.teams.map(({ id, token }) => [id, token])),
    routes: workspaceRoutes({ slack: core, stage: { people, whatIfs, startOver }, stream }),
  })
  const close = async (): Promise<void> => {
    line.stop()
    stream.close()
    await service.stop()
    // Last: what the app said while it finished is kept as well.
    stopKeeping()
    await slack.close()
  }
  try {
    events = await service.start()
  } catch (error) {
    await service.stop()
    throw error
  }
  return { address: `${events}/`, slack, [Symbol.asyncDispose]: close }
}

const localOf = ({ transport }: Config) => {
  if (transport.kind === 'local') return transport
  throw new Error('the local workspace is for a start without Slack settings')
}

/**
 * The same seed makes the same ids. A database that outlives the world would know them again and take all that happens at
 * the second start for what it had been told at the first: there, each start has ids of its own.
 */
function seedOf(config: Config): number {
  const isKept = config.dataDir !== undefined || config.databaseUrl !== undefined
  return localOf(config).seed + (isKept ? Date.now() : 0)
}

/** The same settings, with the stand-in where Slack would be. */
function appConfig(config: Config, { api, world }: RunningWorld): Config {
  const botToken = world.teams[0]?.token ?? ''
  return {
    ...config,
    admins: new Set(world.teams.flatMap(({ users }) => users.flatMap(({ id, isAdmin }) => (isAdmin ? [id] : [])))),
    slackApiUrl: api.url,
    transport:
      localOf(config).delivery === 'socket'
        ? { kind: 'socket', botToken, appToken: world.appToken }
        : { kind: 'http', botToken, signingSecrets: [world.signingSecret] },
  }
}

/** What was said before anybody came. */
function talk(slack: Slack): void {
  for (const { text, ...where } of seededTalk) addMessage(slack, { ...where, via: 'person', args: { text } })
  slack.touch()
}

function keep(file: string, slack: Slack): () => void {
  try {
    return keepIn(file, slack)
  } catch (error) {
    throw error instanceof UnreadableWorkspace ? new CannotStart([error.message]) : error
  }
}
