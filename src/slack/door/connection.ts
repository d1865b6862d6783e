import { WebSocket } from 'ws'
import { z } from 'zod'

/** What came over a connection and waits to be acknowledged; `body` is whatever came. */
export type Envelope = { readonly id: string; readonly body: unknown }

/**
 * moved: Slack asks us to come back over another connection, and this one lives on for a moment. turned away: Slack wants no
 * connection of ours. ended: nothing comes over it any more.
 */
export type Parting = 'moved' | 'turned away' | 'ended'

/** One greeted connection to Slack. It is never opened again. */
export type Connection = {
  /** Resolves with the first reason to look for another one. */
  readonly parted: Promise<Parting>
  readonly ended: Promise<void>
  /** Rejects where this one cannot carry it any more. */
  readonly acknowledge: (id: string, reply?: object) => Promise<void>
  /** Closes it, by force where Slack does not answer. What comes until then is still taken. */
  readonly close: () => Promise<void>
}

export type ConnectionEvents = {
  readonly took: (envelope: Envelope, connection: Connection) => void
  readonly unreadable: () => void
}

/** Slack greets every connection; one that stays silent is none (reliability.md, 2.4). Milliseconds. */
const helloMs = 10_000
/** A connection whose other end is gone without a word answers no ping. */
const pingEveryMs = 2_000
const pongMs = 5_000
/** Slack answers a farewell at once, if it is there. What it sent before is still on its way meanwhile, and cutting the line would lose it. */
const farewellMs = 2_000
/** Slack's largest frames are far below this. */
const maxPayload = 16 * 1024 * 1024

/**
 * Opens a connection at an address that Slack gave. Slack's own client is not used, because at each refresh it hangs up with
 * acknowledgements on the way and is deaf for five seconds, and a malformed frame ends the process (reliability.md, finding 5 and 6).
 * @throws when Slack does not greet it in time, or the signal gives it up
 */
export async function openConnection(address: string, signal: AbortSignal, on: ConnectionEvents): Promise<Connection> {
  const socket = new WebSocket(address, { handshakeTimeout: helloMs, maxPayload, perMessageDeflate: false })
  const greeted = Promise.withResolvers<void>()
  const parted = Promise.withResolvers<Parting>()
  const ended = Promise.withResolvers<void>()
  const connection: Connection = {
    parted: parted.promise,
    ended: ended.promise,
    acknowledge: (id, reply = {}) => send(socket, JSON.stringify({ envelope_id: id, payload: reply })),
    close: async () => {
      socket.close(1000)
      const force = setTimeout(() => socket.terminate(), farewellMs)
      await ended.promise
      clearTimeout(force)
    },
  }
  const give = (reason: string): void => greeted.reject(new Error(reason))
  socket.on('error', (error) => give(error.message))
  socket.on('close', (code) => {
    give(`closed with ${code} before a hello`)
    parted.resolve('ended')
    ended.resolve()
  })
  socket.on('message', (data, isBinary) => {
    const frame = isBinary ? undefined : frameIn(data.toString('utf8'))
    if (!frame) return on.unreadable()
    if (frame.type === 'hello') return greeted.resolve()
    if (frame.type === 'disconnect') {
      give(`${frame.reason} before a hello`)
      return parted.resolve(movable.has(frame.reason) ? 'moved' : 'turned away')
    }
    if (frame.envelope_id === undefined) return on.unreadable()
    on.took({ id: frame.envelope_id, body: frame.payload }, connection)
  })
  keepAlive(socket, ended.promise)
  const late = setTimeout(() => give('no hello'), helloMs)
  const abandon = (): void => give('stopping')
  signal.addEventListener('abort', abandon)
  try {
    await greeted.promise
    return connection
  } catch (error) {
    socket.terminate()
    throw error
  } finally {
    clearTimeout(late)
    signal.removeEventListener('abort', abandon)
  }
}

/** After these Slack wants us back (docs.slack.dev/apis/events-api/using-socket-mode); after too_many_websockets and link_disabled it does not. */
const movable: ReadonlySet<string> = new Set(['warning', 'refresh_requested'])

const frameShape = z.looseObject({
  type: z.string().catch(''),
  reason: z.string().catch('no reason'),
  envelope_id: z.string().optional().catch(undefined),
  payload: z.unknown().optional(),
})

function frameIn(text: string): z.infer<typeof frameShape> | undefined {
  try {
    return frameShape.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

function send(socket: WebSocket, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (socket.readyState !== WebSocket.OPEN) return reject(new Error('the connection is gone'))
    socket.send(text, (error) => (error ? reject(error) : resolve()))
  })
}

/** In real time, whatever clock the rest goes by: it is the network that is measured. */
function keepAlive(socket: WebSocket, ended: Promise<void>): void {
  let heard = performance.now()
  const hear = (): void => void (heard = performance.now())
  socket.on('pong', hear)
  socket.on('message', hear)
  const pinging = setInterval(() => {
    if (socket.readyState !== WebSocket.OPEN) return
    if (performance.now() - heard > pongMs) socket.terminate()
    else socket.ping()
  }, pingEveryMs)
  socket.on('open', hear)
  void ended.then(() => clearInterval(pinging))
}
