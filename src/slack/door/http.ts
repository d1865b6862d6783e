import type { IncomingMessage, ServerResponse } from 'node:http'
import type { App, Receiver } from '@slack/bolt'
import { readDelivery } from '../read.ts'
import { largestBody, parseBody, readBody } from './body.ts'
import { claimOf, isSigned, keysOf } from './signature.ts'
import { type DoorDeps, take } from './take.ts'
import { Written } from './written.ts'

/** What an unsigned request may at most say: `ssl_check=1&token=...`. */
const largestSslCheck = 1_024

/**
 * The door for HTTP. Bolt's own receiver verifies against one secret, parses a body twice, lets requests of the future in
 * and ends on `null`; this one checks in the order of cost and hands Bolt a body that is known to be sound.
 */
export class HttpDoor implements Receiver {
  readonly #deps: DoorDeps
  readonly #keys: ReturnType<typeof keysOf>
  #app: App | undefined

  constructor(deps: DoorDeps, secrets: readonly string[]) {
    this.#deps = deps
    this.#keys = keysOf(secrets)
  }

  init(app: App): void {
    this.#app = app
  }

  /** Listening and closing are the server's; a request is given to `handle`. */
  async start(): Promise<void> {}
  async stop(): Promise<void> {}

  readonly handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const claim = claimOf(request.headers, this.#deps.clock.now())
    const most = claim ? largestBody : largestSslCheck
    if (Number(request.headers['content-length'] ?? 0) > most)
      return this.#reject(response, claim ? 413 : 401, 'too_large')
    const raw = await readBody(request, most)
    if (raw === 'broken') return void response.destroy()
    if (raw === 'too_large') return this.#reject(response, claim ? 413 : 401, 'too_large')
    if (!claim) return isSslCheck(raw) ? send(response) : this.#reject(response, 401, 'unsigned')
    if (!isSigned(claim, raw, this.#keys)) return this.#reject(response, 401, 'signature')
    const body = parseBody(raw, request.headers['content-type'])
    if (!body) return this.#reject(response, 400, 'form')
    await this.#pass(body, response)
  }

  async #pass(body: Record<string, unknown>, response: ServerResponse): Promise<void> {
    if (body['ssl_check'] === '1') return send(response)
    if (body['type'] === 'url_verification') return send(response, { challenge: body['challenge'] })
    const read = readDelivery(body)
    if (read.kind === 'malformed') return this.#reject(response, 400, 'shape')
    if (read.kind === 'removal') {
      const { inflight, remove } = this.#deps
      const removed = await inflight.run(() => remove(read.removal))
      return removed === 'done' ? send(response) : again(response)
    }
    if (read.kind === 'nothing' || !this.#app) return send(response)
    await take(this.#app, this.#deps, {
      body,
      delivery: read.delivery,
      write: (ack) => send(response, ack),
      refuse: () => again(response),
    })
  }

  #reject(response: ServerResponse, status: number, why: string): void {
    this.#deps.events.rejected(why)
    // The rest of a body is read and thrown away by node, within the server's own time limit.
    response.req.resume()
    response.writeHead(status, { 'content-length': 0 }).end()
  }
}

/** An empty 200, or a JSON body. With its length, so that it goes out in one piece. */
function send(response: ServerResponse, body?: object): void {
  if (response.headersSent) return
  if (body === undefined) return void response.writeHead(200, { 'content-length': 0 }).end()
  // A string goes out with its headers in one write; a buffer would take two pieces.
  const [text, encoding] =
    body instanceof Written ? ([body.bytes, 'latin1'] as const) : ([JSON.stringify(body), 'utf8'] as const)
  response
    .writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(text, encoding),
    })
    .end(text, encoding)
}

/** Slack repeats an event that was answered with anything but a success (slack-platform.md, 2.3). */
function again(response: ServerResponse): void {
  if (!response.headersSent) response.writeHead(503, { 'content-length': 0, 'retry-after': '10' }).end()
}

/** Slack checks our certificate now and then, without signing. */
function isSslCheck(raw: Buffer): boolean {
  return parseBody(raw, 'application/x-www-form-urlencoded')?.['ssl_check'] === '1'
}
