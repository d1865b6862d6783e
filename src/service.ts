import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { App, Receiver, webApi } from '@slack/bolt'
import type { Answerer } from '#answer/answer.ts'
import type { Decider } from '#decision/decider.ts'
import { type ManyWorkspaces, manyWorkspaces } from '#install/install.ts'
import { createRemovals } from '#install/removal.ts'
import { createChores } from '#ops/chores.ts'
import { createMetrics } from '#ops/metrics.ts'
import { createOpsServer, healthRoutes, type HttpRoutes, type Readiness } from '#ops/server.ts'
import { createApp } from '#slack/app.ts'
import { closeDueBallots } from '#slack/ballot/close.ts'
import { type Installation, installation } from '#slack/authorize.ts'
import { type Clock, systemClock } from '#slack/clock.ts'
import type { Deps } from '#slack/deps.ts'
import { HttpDoor } from '#slack/door/http.ts'
import { SocketDoor } from '#slack/door/socket.ts'
import type { DoorDeps } from '#slack/door/take.ts'
import { fetchWithin } from '#slack/fetch.ts'
import { createInflight } from '#slack/inflight.ts'
import { createOutbound } from '#slack/outbound.ts'
import { journaled } from '#slack/outbox/journaled.ts'
import { createOutbox, type Outbox } from '#slack/outbox/outbox.ts'
import { createPace } from '#slack/outbox/pace.ts'
import { recalling } from '#slack/recall.ts'
import { hastenChanged, tellDueReviews } from '#slack/review/tell.ts'
import { memoryStorage } from '#storage/memory.ts'
import { noticed } from '#storage/noticed.ts'
import { openStorage } from '#storage/open.ts'
import type { OpenStorage } from '#storage/served.ts'
import type { Health } from '#storage/opened.ts'
import type { Storage } from '#storage/ports.ts'
import { CannotStart } from './cannot-start.ts'
import { type Config, secretsOf } from './config.ts'
import { createEvents } from './events.ts'
import { keptBy, knowledgeOf } from './kept.ts'
import { breathing, type LiveKnowledge, liveKnowledge } from './live.ts'
import { createLog, type Log } from './log.ts'
import { ownAnswerers } from './own.ts'

/** What a test or the local workspace puts in place of the real thing. */
export type Overrides = {
  readonly answerer?: Answerer
  /** Goes with an answerer of one's own; without it nothing can be decided. */
  readonly decider?: Decider
  readonly storage?: Storage
  /** The opened database; without it and without `storage` everything is in memory. */
  readonly store?: OpenStorage
  readonly clock?: Clock
  readonly newId?: () => string
  readonly log?: Log
  /** Tokens by workspace id, where there are several. */
  readonly tokens?: ReadonlyMap<string, string>
  /** Served beside the program's own. */
  readonly routes?: HttpRoutes
}

export type Service = AsyncDisposable & {
  readonly app: App
  readonly storage: Storage
  readonly readiness: () => Readiness
  /** Questions that the knowledge base gives as examples. */
  readonly examples: () => readonly string[]
  /** @returns where it can be reached, for people */
  readonly start: () => Promise<string>
  /** Resolves, with a line for whoever runs it, where it turns out after the start that it can never serve. */
  readonly unfit: Promise<string>
  /** Resolves once everything that was begun is finished: who we are is known, and what was taken is done. */
  readonly settled: () => Promise<void>
  /**
   * Is not ready any more, takes nothing new, finishes what it took, closes. Safe to call twice.
   * @param graceMs so long requests are still answered, for whoever has yet to learn that it is not ready
   */
  readonly stop: (graceMs?: number) => Promise<void>
}

/**
 * Opens what the settings name. undefined: everything is kept in memory and gone at the end.
 * @throws CannotStart, one line naming the setting
 */
export async function openStore({ databaseUrl, dataDir }: Config): Promise<OpenStorage | undefined> {
  if (databaseUrl === undefined && dataDir === undefined) return undefined
  try {
    return await openStorage({
      dataDir: dataDir ?? '',
      ...(databaseUrl === undefined ? {} : { databaseUrl }),
      clock: systemClock,
      patient: true,
      oneClock: true,
    })
  } catch (error) {
    if (!(error instanceof Error)) throw error
    if (error.name === 'StorageRefused') throw new CannotStart([error.message])
    if (error.name !== 'StorageDown') throw error
    const setting = databaseUrl === undefined ? `DATA_DIR (${dataDir})` : 'DATABASE_URL'
    throw new CannotStart([`${setting}: a database that can be used; ${error.message}`])
  }
}

/** Balancers ask every second or so whether we are ready, and go on sending until they know. */
export const noticedMs = 2_000
/** Longer than any single step may take, and with the time before it short enough for fifteen seconds in all. */
const drainMs = 10_500
const webApiTimeoutMs = 5_000
/** Posts to a response_url and uploads have shorter limits of their own. */
const longestPostMs = 30_000

/** Puts the program together. The only place that knows all rooms. */
export function createService(config: Config, overrides: Overrides = {}): Service {
  const log = overrides.log ?? createLog(config.log, secretsOf(config))
  const metrics = createMetrics()
  const events = createEvents(log, metrics)
  const live = overrides.answerer
    ? still(overrides.answerer, overrides.decider)
    : liveKnowledge(config.knowledgeDir, knowledgeOf(config, log), log, {
        news: events.knowledge,
        kept: keptBy(config, log, 'index.kept', ['knowledge/', 'knowledge/search/', 'question/', 'answer/']),
      })
  const { answerer, decider } = live
  const clock = overrides.clock ?? systemClock
  const clientOptions = clientOptionsOf(config)
  const kept = overrides.storage ?? overrides.store?.storage ?? memoryStorage(clock.now)
  const storage = noticed(kept, events.storeFailed)
  const own = live.corpus
    ? ownAnswerers({
        shared: { corpus: live.corpus, answerer },
        store: storage.ownKnowledge,
        clock,
        log,
        breath: breathing,
      })
    : undefined
  const newId = overrides.newId ?? randomUUID
  const pace = createPace(clock)
  const outbox: Outbox = createOutbox({
    store: storage.outbox,
    clock,
    events,
    owner: randomUUID(),
    carry: (owed) => inflight.run(() => carry(owed)),
  })
  const straight = createOutbound({ fetch: fetchWithin(longestPostMs), clock, events, apiUrl: config.slackApiUrl })
  const outbound = journaled(straight, outbox, pace)
  const { us, many } = installedBy(config, { tokens: overrides.tokens, clientOptions, storage, clock, log })
  const removals = createRemovals({ end: us.remove, clock, log })
  const deps: Deps = {
    answerer,
    answererFor: own?.of ?? (() => answerer),
    decider,
    storage,
    clock,
    newId,
    events,
    log,
    outbound,
    outbox,
    pace,
    clientFor: us.clientFor,
    isAdmin: async (team, user) => config.admins.has(user) || (await us.isInstaller(team, user)),
    command: config.slashCommand,
  }

  const inflight = createInflight(clock)
  const { receiver, socket, routes } = doorOf(config, { ...deps, inflight, clientOptions, remove: removals.remove })
  const { app, carry } = createApp(deps, { receiver, installation: us, clientOptions })
  let stopping: Promise<void> | undefined
  const readiness = (): Readiness => {
    if (stopping) return { ready: false, because: 'stopping' }
    if (!health.ok) return { ready: false, because: `the database does not answer: ${health.because}` }
    return socket && !socket.connected
      ? { ready: false, because: 'no connection to Slack' }
      : { ready: true, because: `ready, knowledge ${answerer.version}` }
  }
  let health: Health = { ok: true }
  const { store } = overrides
  const chores = createChores({ clock, log, events }, [
    ...(store ? [{ name: 'health', everyMs: 2_000, run: async () => void (health = await store.health()) }] : []),
    ...(own ? [{ name: 'own knowledge', everyMs: 500, run: own.look }] : []),
    { name: 'outbox', everyMs: 2_000, run: outbox.tick },
    { name: 'purge', everyMs: 600_000, run: storage.purge },
    { name: 'changed knowledge', everyMs: 3_600_000, run: () => hastenChanged(deps) },
    { name: 'ballots', everyMs: 15_000, run: () => closeDueBallots(deps, clock.now()) },
    { name: 'reviews', everyMs: 30_000, run: () => tellDueReviews(deps) },
    ...(many ? [{ name: 'tokens', everyMs: 30_000, run: many.refresh }] : []),
  ])
  live.onChange(() => {
    void own?.refresh()
    hastenChanged(deps).catch((error: unknown) => log.warn({ error }, 'reviews wait for the next hour'))
  })
  const server = createOpsServer({
    ...config.listen,
    routes: new Map([
      ...healthRoutes(readiness, metrics.text),
      ...routes,
      ...(many?.routes ?? []),
      ...(overrides.routes ?? []),
    ]),
    log,
  })
  metrics.watch('ready', 'Whether it can serve, as /readyz says.', () => Number(readiness().ready))
  metrics.watch('store_up', 'Whether the database answered when it was last asked.', () => Number(health.ok))
  metrics.watch(
    'outbox_owed',
    'Turns that were taken and are not finished, over all replicas.',
    () => outbox.backlog().count,
  )
  metrics.watch(
    'outbox_oldest_seconds',
    'How long the oldest of them has been owed.',
    () => outbox.backlog().ageMs / 1000,
  )
  metrics.watch('own_answerers', 'Workspaces whose own entries are in memory.', () => own?.kept().count ?? 0)
  metrics.watch(
    'own_answerers_refused',
    'Of these, those whose files do not fit what all share: they get the shared answers.',
    () => own?.kept().refused ?? 0,
  )
  metrics.watch(
    'own_answerers_built',
    'How often such an answerer was built since the start.',
    () => own?.kept().built ?? 0,
  )
  metrics.watch(
    'own_answerers_bytes',
    'About what they take there, as an estimate by their entries.',
    () => own?.kept().bytes ?? 0,
  )
  metrics.watch('inflight', 'Deliveries that were taken and are not finished.', inflight.count)
  metrics.info.set({ ...about(config), version: versionOf(), node: process.version }, 1)
  let introduced = Promise.resolve()

  async function stop(graceMs: number): Promise<void> {
    live.close()
    socket?.pause()
    const done = chores.stop()
    await outbox.stop()
    const until = clock.now() + graceMs + drainMs
    await server.stop({ graceMs, deadlineMs: drainMs })
    // Nothing comes any more, and who waits in a line is left to another replica or to the next start.
    pace.stop()
    removals.stop()
    await inflight.drained(Math.max(0, until - clock.now()))
    await app.stop()
    await done
    await overrides.store?.close()
  }

  return {
    app,
    storage,
    readiness,
    examples: () => examplesOf(answerer),
    start: async () => {
      if (store) health = await store.health()
      // Nobody is to be answered without what is theirs.
      await own?.look()
      const mistake = await many?.mistake()
      if (mistake) throw new CannotStart([mistake])
      const address = await server.start().catch((error: unknown) => Promise.reject(listenError(error, config)))
      await app.start()
      live.watch()
      chores.start()
      introduced = us.introduce()
      return address
    },
    unfit: unfitBy(socket),
    settled: async () => {
      await introduced
      await inflight.idle()
    },
    stop: (graceMs = 0) => (stopping ??= stop(graceMs)),
    [Symbol.asyncDispose]: () => (stopping ??= stop(0)),
  }
}

/** Over HTTP Slack comes to us, whatever it thinks of our token. */
async function unfitBy(socket: SocketDoor | undefined): Promise<string> {
  const reason = await (socket?.refused ?? new Promise<never>(() => {}))
  return `SLACK_APP_TOKEN: an app-level token (xapp-...) that Slack takes; it answers ${reason}`
}

/** What kind of service this is, for the metrics. */
const about = ({ transport, databaseUrl, dataDir }: Config) => ({
  transport: transport.kind,
  store: databaseUrl ? 'postgres' : dataDir ? 'sqlite' : 'memory',
})

function versionOf(): string {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version?: unknown
  }
  return String(version)
}

type Door = { readonly receiver: Receiver; readonly socket?: SocketDoor; readonly routes: HttpRoutes }

function doorOf(
  { transport }: Config,
  deps: DoorDeps & { readonly log: Log; readonly clientOptions: webApi.WebClientOptions },
): Door {
  if (transport.kind === 'local')
    throw new CannotStart(['SLACK_BOT_TOKEN: a bot token; without Slack settings only the local workspace starts'])
  if (transport.kind !== 'socket') {
    const door = new HttpDoor(deps, transport.signingSecrets)
    return { receiver: door, routes: new Map([['POST /slack/events', door.handle]]) }
  }
  const { slackApiUrl } = deps.clientOptions
  const socket = new SocketDoor(deps, transport.appToken, slackApiUrl ? { slackApiUrl } : {})
  return { receiver: socket, socket, routes: new Map() }
}

/**
 * Without `headers`: Slack's client writes its token into the object it is given, and all clients would share the first one's.
 * Without retries of its own: it repeats posts whose answer got lost. `outbound` tries again where that is safe.
 */
function clientOptionsOf(config: Config): webApi.WebClientOptions {
  return {
    fetch: fetchWithin(webApiTimeoutMs),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    ...(config.slackApiUrl ? { slackApiUrl: config.slackApiUrl } : {}),
  }
}

/** How the app stands in its workspaces: in one by its token, in several by theirs, or in many by OAuth. */
function installedBy(
  { transport, slashCommand: command }: Config,
  {
    tokens,
    ...given
  }: {
    tokens: Overrides['tokens']
    clientOptions: webApi.WebClientOptions
    storage: Storage
    clock: Clock
    log: Log
  },
): { readonly us: Installation; readonly many?: ManyWorkspaces } {
  if (transport.kind === 'oauth' && !tokens) {
    const many = manyWorkspaces({ ...transport, command }, { ...given, store: given.storage.installations, fetch })
    return { us: many, many }
  }
  const token = 'botToken' in transport ? transport.botToken : 'xoxb-local'
  return { us: installation({ ...given, tokens: tokens ?? token }) }
}

/** Knowledge that does not change. */
const still = (
  answerer: Answerer,
  decider: Decider = nothingToDecide,
): Omit<LiveKnowledge, 'corpus'> & { readonly corpus?: never } => ({
  answerer: recalling(answerer),
  decider,
  watch: () => {},
  close: () => {},
  onChange: () => {},
})

const nothingToDecide: Decider = {
  version: '',
  frameworks: new Map(),
  domains: new Map(),
  suggestDomains: () => [],
  decide: () => {
    throw new Error('there is no framework to decide with')
  },
  changedSince: () => [],
}

function examplesOf(answerer: Answerer): string[] {
  const help = answerer.answer('help')
  return help.kind === 'about' ? help.examples.map(({ question }) => question) : []
}

function listenError(error: unknown, { listen }: Config): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE')
    return new CannotStart([`PORT: a port that is free; ${listen.port} on ${listen.host} is taken`])
  if (code === 'EACCES') return new CannotStart([`PORT: a port that this user may listen on; ${listen.port} is not`])
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new CannotStart([`HOST: an address of this machine; ${listen.host} is not`])
  return error
}
