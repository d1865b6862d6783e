import { type App, type Receiver, SocketModeReceiver, type webApi } from '@slack/bolt'
import type { Log } from '#log.ts'
import { boltLogger } from '../bolt-logger.ts'
import { readDelivery } from '../read.ts'
import { type DoorDeps, take } from './take.ts'

type SocketClient = SocketModeReceiver['client']
/** As Slack's socket client gives it; `body` is whatever came. */
type Frame = { readonly ack: (body?: object) => Promise<void>; readonly envelope_id?: unknown; readonly body?: unknown }

/** At each refresh of a connection Slack's client is deaf for five seconds; a second one hears what the first does not. Slack allows ten. */
const connections = 2
const reconnectMs = 10_000

/**
 * The door for Socket Mode. It takes the connection of Bolt's SocketModeReceiver and leaves its listener unused: that one
 * ends the process on a malformed frame, on a refused token at a reconnect, and drops what was acknowledged at a stop.
 */
export class SocketDoor implements Receiver {
  readonly #deps: DoorDeps
  readonly #log: Log
  readonly #clients: readonly SocketClient[]
  readonly #open = new Set<number>()
  #app: App | undefined
  #stopping = false

  constructor(deps: DoorDeps & { readonly log: Log }, appToken: string, clientOptions: webApi.WebClientOptions) {
    this.#deps = deps
    this.#log = deps.log
    this.#clients = Array.from({ length: connections }, (_, index) => {
      // Its own options: the number of retries must stay large here, since giving up a connection means never hearing again.
      const { client } = new SocketModeReceiver({
        appToken,
        logger: boltLogger(deps.log),
        installerOptions: { clientOptions: { ...clientOptions } },
      })
      return this.#listen(client, index)
    })
  }

  init(app: App): void {
    this.#app = app
  }

  /** Whether Slack can reach us at this moment. */
  get connected(): boolean {
    return this.#open.size > 0
  }

  /** Does not wait for Slack: the rest of the program is up while the connection is still being made. */
  async start(): Promise<void> {
    for (const client of this.#clients) void client.start()
  }

  /** From now on nothing is taken: what comes is not acknowledged, and Slack gives it to another connection. */
  pause(): void {
    this.#stopping = true
  }

  async stop(): Promise<void> {
    this.#stopping = true
    await Promise.race([
      Promise.allSettled(this.#clients.map((client) => client.disconnect())),
      this.#deps.clock.wait(1_000),
    ])
  }

  #listen(client: SocketClient, connection: number): SocketClient {
    this.#guard(client)
    client.on('connected', () => this.#note(connection, 'open'))
    client.on('close', () => this.#note(connection, 'closed'))
    client.on(
      'slack_event',
      (frame: Frame) =>
        void this.#take(frame).catch((error: unknown) => this.#deps.events.failed('socket', error, { request: '' })),
    )
    return client
  }

  /** Two places of the client reject where nobody listens, which would end the process: a frame it cannot read, and a reconnect that fails. */
  #guard(client: SocketClient): void {
    const [read] = client.listeners('ws_message')
    if (read) {
      client.removeListener('ws_message', read)
      client.on(
        'ws_message',
        (...frame: unknown[]) => void Promise.resolve(read(...frame)).catch(() => this.#deps.events.rejected('frame')),
      )
    }
    const connect = client.start.bind(client)
    client.start = async () => {
      for (;;) {
        try {
          return await connect()
        } catch (error) {
          // Whoever waits for this connection is stopping as well; rejecting would reach nobody who listens.
          if (this.#stopping) return await new Promise<never>(() => {})
          this.#log.error(
            { reason: error instanceof Error ? error.message : String(error) },
            'SLACK_APP_TOKEN: no connection to Slack; trying again',
          )
          await this.#deps.clock.wait(reconnectMs)
        }
      }
    }
  }

  #note(connection: number, state: 'open' | 'closed'): void {
    if (state === 'open') this.#open.add(connection)
    else this.#open.delete(connection)
    this.#deps.events.connection(state, { connection })
  }

  async #take({ ack, body, envelope_id: envelope }: Frame): Promise<void> {
    if (this.#stopping || !this.#app) return
    const read = readDelivery(body)
    if (read.kind === 'removal') {
      const { inflight, remove } = this.#deps
      // What is not acknowledged comes again.
      return (await inflight.run(() => remove(read.removal))) === 'done' ? ack() : undefined
    }
    // Acknowledged all the same: what cannot be read now cannot be read when it comes again.
    if (read.kind !== 'delivery') {
      if (read.kind === 'malformed') this.#deps.events.rejected('shape')
      return ack()
    }
    const keys = typeof envelope === 'string' ? [`envelope|${envelope}`] : []
    await take(this.#app, this.#deps, {
      body: { ...(body as object) },
      delivery: read.delivery,
      write: (reply) => ack(reply),
      refuse: () => {},
      keys,
    })
  }
}
