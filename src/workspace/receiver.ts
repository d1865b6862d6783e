import type { App, Receiver } from '@slack/bolt'
import { readDelivery } from '#slack/read.ts'
import { type DoorDeps, take } from '#slack/door/take.ts'

/** What came back for one body: everything that was acknowledged, which is one thing if all is well. */
export type Taken = { readonly acks: readonly (object | undefined)[]; readonly refused?: string }

/** The door in process: the same checks and the same way through Bolt as the others, without a socket. */
export class LocalReceiver implements Receiver {
  readonly #deps: DoorDeps
  #app: App | undefined

  constructor(deps: DoorDeps) {
    this.#deps = deps
  }

  init(app: App): void {
    this.#app = app
  }
  async start(): Promise<void> {}
  async stop(): Promise<void> {}

  /** @returns when everything that the body set off is done */
  async send(body: Record<string, unknown>, envelope?: string): Promise<Taken> {
    const acks: (object | undefined)[] = []
    const read = readDelivery(body)
    if (read.kind !== 'delivery' || !this.#app)
      return { acks, ...(read.kind === 'malformed' ? { refused: read.why } : {}) }
    const write = (ack: object | undefined): void => void acks.push(ack)
    await take(this.#app, this.#deps, {
      body,
      delivery: read.delivery,
      write,
      keys: envelope === undefined ? [] : [`envelope|${envelope}`],
    })
    return { acks }
  }
}
