import { type App, type Receiver, webApi } from '@slack/bolt'
import type { Log } from '#log.ts'
import { hopeless } from '../authorize.ts'
import { boltLogger } from '../bolt-logger.ts'
import { fetchWithin } from '../fetch.ts'
import { createInflight, type Inflight } from '../inflight.ts'
import { failureOf } from '../outcome.ts'
import { readDelivery } from '../read.ts'
import { type Connection, type Envelope, openConnection, type Parting } from './connection.ts'
import { type DoorDeps, take } from './take.ts'

/** One hears while the other is lost and sought again. Slack allows ten for an app, and a refresh takes one more for a moment. */
const connections = 2
/** Before the next try, the longer the more of them failed; the last one again and again. Milliseconds, like all below. */
const pausesMs = [100, 500, 1_000, 2_000, 4_000]
/** With a token that Slack does not take, and at most where Slack says for how long it will not listen. */
const longPauseMs = { hopeless: 10_000, busy: 30_000 }
/** After one that lasted so long the next one is sought at once. */
const goodMs = 10_000
/** Slack closes a connection about ten seconds after its warning (docs.slack.dev/apis/events-api/using-socket-mode). */
const lingersMs = 12_000
/** An acknowledgement that comes later is not read any more. */
const patienceMs = 3_000
const addressMs = 5_000

/**
 * The door for Socket Mode: always two connections, each replaced before Slack takes it away where Slack says so beforehand, and
 * sought again for ever where it does not. What came over one that is gone is acknowledged over another.
 */
export class SocketDoor implements Receiver {
  readonly #deps: DoorDeps & { readonly log: Log }
  readonly #slack: webApi.WebClient
  /** With what came over them and is not acknowledged yet. */
  readonly #open = new Map<Connection, Inflight>()
  readonly #stopping = new AbortController()
  readonly #refused = Promise.withResolvers<string>()
  #app: App | undefined
  #farewell: Promise<unknown> | undefined
  #opened = 0

  constructor(deps: DoorDeps & { readonly log: Log }, appToken: string, clientOptions: webApi.WebClientOptions) {
    this.#deps = deps
    const fetch = fetchWithin(addressMs)
    // Without tries of its own: it is asked again anyway, and a stop need not wait for it.
    this.#slack = new webApi.WebClient(appToken, {
      ...clientOptions,
      logger: boltLogger(deps.log),
      fetch: (url, init) => fetch(url, { ...init, signal: this.#stopping.signal }),
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    })
  }

  init(app: App): void {
    this.#app = app
  }

  /** Whether Slack can reach us at this moment. */
  get connected(): boolean {
    return this.#open.size > 0
  }

  /**
   * Resolves with Slack's word where it refuses the token before there ever was a connection: nobody would ever be heard. A token that
   * is refused later may be mended on Slack's side, and is tried again.
   */
  get refused(): Promise<string> {
    return this.#refused.promise
  }

  /** Does not wait for Slack: the rest of the program is up while the connections are still being made. */
  async start(): Promise<void> {
    for (let line = 0; line < connections; line += 1) void this.#keep()
  }

  /** Says farewell once what came is acknowledged; Slack gives the rest to somebody else. */
  pause(): void {
    this.#stopping.abort()
    this.#farewell ??= Promise.all([...this.#open.keys()].map((connection) => this.#close(connection)))
  }

  async stop(): Promise<void> {
    this.pause()
    await this.#farewell
  }

  /** One connection after the other, until the program stops. Never throws: whoever gave up would never be heard of again. */
  async #keep(): Promise<void> {
    for (let failed = 0; !this.#stopping.signal.aborted;) {
      const since = this.#deps.clock.now()
      const came = await this.#live().catch((error: unknown) => this.#complain(error))
      if (came === 'moved') continue
      const isGood = came === 'ended' && this.#deps.clock.now() - since >= goodMs
      failed = isGood ? 0 : failed + 1
      const pause = pausesMs[Math.min(failed, pausesMs.length - 1)] ?? 0
      await this.#rest(typeof came === 'number' ? Math.max(came, pause) : pause)
    }
  }

  /** From opening a connection until another one is wanted. @throws when none could be opened */
  async #live(): Promise<Parting> {
    const { events } = this.#deps
    const { url = '' } = await this.#slack.apps.connections.open({})
    const connection = await openConnection(url, this.#stopping.signal, {
      took: (envelope, from) =>
        void this.#take(envelope, from).catch((error: unknown) => events.failed('socket', error, { request: '' })),
      unreadable: () => events.rejected('frame'),
    })
    this.#note(connection)
    const parting = await connection.parted
    if (parting === 'moved') void this.#lingerOn(connection)
    else await this.#close(connection)
    return parting
  }

  #note(connection: Connection): void {
    const { clock, events } = this.#deps
    const details = { connection: (this.#opened += 1) }
    this.#open.set(connection, createInflight(clock))
    events.connection('open', details)
    void this.#forget(connection, () => events.connection('closed', details))
  }

  async #forget(connection: Connection, tell: () => void): Promise<void> {
    await connection.ended
    this.#open.delete(connection)
    tell()
  }

  /** @returns for how long it makes no sense to ask again */
  #complain(error: unknown): number {
    if (this.#stopping.signal.aborted) return 0
    const outcome = failureOf(error)
    const reason = outcome.kind === 'refused' ? outcome.reason : error instanceof Error ? error.message : 'unknown'
    this.#deps.log.error({ reason }, 'SLACK_APP_TOKEN: no connection to Slack; trying again')
    if (outcome.kind !== 'refused') return 0
    if (this.#opened === 0 && hopeless.has(outcome.reason)) this.#refused.resolve(outcome.reason)
    return hopeless.has(outcome.reason) ? longPauseMs.hopeless : Math.min(outcome.again ?? 0, longPauseMs.busy)
  }

  /** It is Slack that closes it: what Slack still sends over it would be lost. */
  async #lingerOn(connection: Connection): Promise<void> {
    await Promise.race([connection.ended, this.#rest(lingersMs)])
    await this.#close(connection)
  }

  /** Safe to call twice. */
  async #close(connection: Connection): Promise<void> {
    await this.#open.get(connection)?.drained(patienceMs)
    await connection.close()
  }

  /** Less where the program stops. */
  #rest(ms: number): Promise<void> {
    const { signal } = this.#stopping
    return new Promise((resolve) => {
      const done = (): void => {
        cancel()
        signal.removeEventListener('abort', done)
        resolve()
      }
      const cancel = this.#deps.clock.after(ms, done)
      signal.addEventListener('abort', done)
      if (signal.aborted) done()
    })
  }

  async #take({ id, body }: Envelope, from: Connection): Promise<void> {
    const { inflight, remove, events } = this.#deps
    if (!this.#app) return
    const answered = Promise.withResolvers<void>()
    void this.#open.get(from)?.run(() => answered.promise)
    const ack = (reply?: object): Promise<void> => this.#acknowledge(from, id, reply).finally(answered.resolve)
    try {
      const read = readDelivery(body)
      if (read.kind === 'removal') {
        // What is not acknowledged comes again.
        const removed = await inflight.run(() => remove(read.removal))
        if (removed === 'done') await ack()
      } else if (read.kind === 'delivery') {
        await take(this.#app, this.#deps, {
          body: { ...(body as object) },
          delivery: read.delivery,
          write: ack,
          refuse: () => {},
          keys: [`envelope|${id}`],
        })
      } else {
        // Acknowledged all the same: what cannot be read now cannot be read when it comes again.
        if (read.kind === 'malformed') events.rejected('shape')
        await ack()
      }
    } finally {
      answered.resolve()
    }
  }

  /**
   * Over the connection that it came by, or another one where that is gone. Slack's pages say nothing about the second; its client
   * for Python does it, whose acknowledgements go over whatever session there is when they are ready.
   */
  async #acknowledge(from: Connection, id: string, reply: object | undefined): Promise<void> {
    for (const connection of new Set([from, ...this.#open.keys()]))
      try {
        return await connection.acknowledge(id, reply)
      } catch {
        // The next one.
      }
    throw new Error('no connection to acknowledge over')
  }
}
