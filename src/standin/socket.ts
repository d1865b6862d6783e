import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import { limitOf, type Finding } from '#slack/validate.ts'
import { isObject } from '#slack/validate/json.ts'
import { entitled, envelopeType, type Delivery } from './payloads.ts'
import type { SlackApi } from './server.ts'
import type { Exchange } from './wire.ts'

/** What an app sent back for an envelope. `late`: after Slack had given up on it. */
export type Ack = {
  readonly envelopeId: string
  readonly payload?: unknown
  readonly at: number
  readonly ms: number
  readonly late: boolean
  readonly findings: readonly Finding[]
}

export type EnvelopeOptions = {
  /** The same id again is the same envelope, delivered twice. */
  readonly envelopeId?: string
  /** 0 is possible for a repetition too (bolt-js#2487). */
  readonly retry?: { readonly attempt: number; readonly reason: string }
  /** Slack waits three seconds; a test about silence may wait less. */
  readonly patienceMs?: number
  /** The acknowledgement comes after Slack has given up. */
  readonly late?: boolean
}

/** Socket Mode on the stand-in's own port. */
export type SlackSocket = {
  /** Sends a delivery over one connection, in turn, and waits for the ack; undefined: none came in time. */
  readonly send: (delivery: Delivery, options?: EnvelopeOptions) => Promise<Ack | undefined>
  readonly acks: readonly Ack[]
  readonly connections: () => number
  /** Resolves once so many connections are open and greeted. */
  readonly connected: (count?: number) => Promise<void>
  readonly disconnect: (reason: 'warning' | 'refresh_requested' | 'link_disabled' | 'too_many_websockets') => void
  /** Any text over every connection: frames that are no envelope. */
  readonly raw: (text: string) => void
  /** Breaks every connection: at once, or by saying nothing more (half open). */
  readonly drop: (how: 'reset' | 'freeze' | { readonly code: number }) => void
  /** Whether new connections are greeted. */
  readonly greet: (isPolite: boolean) => void
  readonly close: () => Promise<void>
}

type Waiting = {
  readonly since: number
  readonly delivery: Delivery
  readonly exchange: Exchange
  readonly done: (ack: Ack) => void
}

export function startSlackSocket(
  api: SlackApi,
  { pingEveryMs = 10_000 }: { readonly pingEveryMs?: number } = {},
): SlackSocket {
  const { ids, clock, world, wire } = api.slack
  const server = new WebSocketServer({ noServer: true })
  const tickets = new Set<string>()
  const greeted = new Set<WebSocket>()
  const acks: Ack[] = []
  const waiting = new Map<string, Waiting>()
  const arrivals = new Set<() => void>()
  let isPolite = true
  let turn = 0

  api.slack.openSocket = () => {
    const ticket = ids.uuid()
    tickets.add(ticket)
    return `${api.url.replace('http', 'ws').replace('/api/', '/link/')}?ticket=${ticket}&app_id=${world.appId}`
  }

  /** A server does not write to whoever has said farewell, though the connection is not quite gone yet. */
  const open = (): WebSocket[] => [...greeted].filter(({ readyState }) => readyState === WebSocket.OPEN)

  const toAll = (text: string): void => {
    for (const socket of server.clients) socket.send(text)
  }

  const hello = (): string =>
    JSON.stringify({
      type: 'hello',
      num_connections: greeted.size,
      connection_info: { app_id: world.appId },
      debug_info: {
        host: 'stand-in',
        started: new Date(clock.now()).toISOString(),
        build_number: 1,
        approximate_connection_time: 18_060,
      },
    })

  const receive = (data: Buffer): void => {
    const frame = parse(data.toString('utf8'))
    const envelopeId = isObject(frame) ? String(frame['envelope_id']) : ''
    const sent = waiting.get(envelopeId)
    if (!sent || !isObject(frame)) return
    const ms = performance.now() - sent.since
    const isLate = ms > limitOf('protocol.ack.http_200_deadline.maxSeconds') * 1000
    const payload = frame['payload']
    const findings = isLate ? [] : api.acknowledge(sent.delivery, isEmpty(payload) ? undefined : payload)
    const ack: Ack = {
      envelopeId,
      at: clock.now(),
      ms,
      late: isLate,
      findings,
      ...(payload === undefined ? {} : { payload }),
    }
    acks.push(ack)
    wire.end(sent.exchange, {
      status: isLate ? 'operation_timeout' : 'acknowledged',
      isFailure: isLate,
      findings,
      answer: { line: 'acknowledgement', headers: {}, body: frame },
    })
    sent.done(ack)
  }

  const accept = (socket: WebSocket): void => {
    // A reset is an error to ws; here it is what the test wanted.
    socket.on('error', () => undefined)
    socket.on('message', receive)
    socket.on('close', () => greeted.delete(socket))
    if (greeted.size >= limitOf('protocol.socket_mode.connections.maxCount')) {
      socket.send(
        JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets', debug_info: { host: 'stand-in' } }),
      )
      return socket.close()
    }
    if (!isPolite) return
    greeted.add(socket)
    socket.send(hello())
    for (const tell of arrivals) tell()
  }

  const upgrade = (request: IncomingMessage, raw: Duplex, head: Buffer): void => {
    const ticket = new URL(request.url ?? '/', 'ws://slack.invalid').searchParams.get('ticket') ?? ''
    // A ticket opens one connection.
    if (!tickets.delete(ticket)) return void raw.end('HTTP/1.1 401 Unauthorized\r\n\r\n')
    server.handleUpgrade(request, raw, head, accept)
  }
  api.server.on('upgrade', upgrade)

  const pings = setInterval(() => {
    for (const socket of server.clients) socket.ping()
  }, pingEveryMs)
  pings.unref()

  return {
    acks,
    connections: () => open().length,
    connected: async (count = 1) => {
      while (open().length < count) await new Promise<void>((resolve) => arrivals.add(resolve))
    },
    send: (delivery, options = {}) => {
      const sockets = open()
      const socket = sockets[turn++ % sockets.length]
      if (!socket) throw new Error('no app is connected')
      const envelopeId = options.envelopeId ?? ids.uuid()
      const frame = envelope(delivery, envelopeId, options)
      const exchange = wire.begin({
        ...entitled(delivery),
        via: 'socket',
        url: api.url,
        request: { line: `envelope ${envelopeId}`, headers: {}, body: frame },
        raw: JSON.stringify(frame),
        ...(options.retry ? { retry: `retry ${options.retry.attempt}, ${options.retry.reason}` } : {}),
      })
      return new Promise((resolve) => {
        const giveUp = (): void => {
          wire.end(exchange, { status: 'operation_timeout', isFailure: true })
          resolve(undefined)
        }
        const patience = setTimeout(
          giveUp,
          options.patienceMs ?? limitOf('protocol.ack.http_200_deadline.maxSeconds') * 1000,
        )
        const done = (ack: Ack): void => {
          clearTimeout(patience)
          resolve(ack.late ? undefined : ack)
        }
        if (!options.late) waiting.set(envelopeId, { since: performance.now(), delivery, exchange, done })
        socket.send(JSON.stringify(frame))
      })
    },
    disconnect: (reason) => toAll(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'stand-in' } })),
    raw: toAll,
    drop: (how) => {
      for (const socket of server.clients) {
        if (how === 'reset') socket.terminate()
        else if (how === 'freeze') socket.pause()
        else socket.close(how.code)
      }
    },
    greet: (polite) => {
      isPolite = polite
    },
    close: () => {
      clearInterval(pings)
      api.server.off('upgrade', upgrade)
      for (const socket of server.clients) socket.terminate()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function envelope(delivery: Delivery, envelopeId: string, { retry }: EnvelopeOptions): unknown {
  const type = envelopeType(delivery)
  return {
    envelope_id: envelopeId,
    type,
    payload: delivery.payload,
    accepts_response_payload: type !== 'events_api',
    ...(retry
      ? { retry_attempt: retry.attempt, retry_reason: retry.reason }
      : type === 'events_api'
        ? { retry_attempt: 0, retry_reason: '' }
        : {}),
  }
}

const isEmpty = (payload: unknown): boolean =>
  payload === undefined || payload === '' || (isObject(payload) && Object.keys(payload).length === 0)

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
