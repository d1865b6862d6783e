import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '#log.ts'
import { metricsType } from './metrics.ts'
import { sparing } from './sparing.ts'

type Handle = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

/** "POST /slack/events" to what answers it. */
export type HttpRoutes = ReadonlyMap<string, Handle>

export type Readiness = { readonly ready: boolean; readonly because: string }

export type OpsServer = {
  /** @returns the address it listens on */
  readonly start: () => Promise<string>
  /** Takes nothing new and waits for what is being answered. Called once. */
  readonly stop: (times: StopTimes) => Promise<void>
}

export type StopTimes = {
  /**
   * So long everything is still answered, each connection for the last time (RFC 9112, 9.6): whoever sends us requests has to
   * learn first that we are not ready any more, because a request to a closed port or on a closed connection is lost.
   */
  readonly graceMs: number
  /** Then what is being answered may take so long. */
  readonly deadlineMs: number
}

/** A client that sends its headers or body slower than this is not Slack. Node's own limits are minutes. */
const limits = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: 65_000,
}
const mostConnections = 2_000
/** An idle connection would keep a server from closing for as long as it is kept alive. */
const closeIdleEveryMs = 50
/** A connection that was just accepted may have its first request on the way; one that says nothing for so long has not. */
const silentMs = 1_000

/** The one HTTP server of the program: whether it lives, whether it can serve, and whatever else is given. */
export function createOpsServer({
  host,
  port,
  routes,
  log,
}: {
  host: string
  port: number
  routes: HttpRoutes
  log: Log
}): OpsServer {
  const lasts = lastAnswers()
  const answer = listener(routes, log)
  const server = createServer(limits, (request, response) => {
    lasts.watch(response)
    answer(request, response)
  })
  server.maxConnections = mostConnections
  const closeSilent = silentConnections(server)
  return {
    start: () => listen(server, host, port),
    stop: async ({ graceMs, deadlineMs }) => {
      lasts.begin()
      if (graceMs > 0) await sleep(graceMs)
      await close(server, deadlineMs, closeSilent)
    },
  }
}

/** The process lives, and whether it can serve, with the reason in words. */
export function healthRoutes(readiness: () => Readiness, exposition: () => Promise<string>): HttpRoutes {
  return new Map<string, Handle>([
    ['GET /healthz', (_request, response) => say(response, 200, 'ok')],
    [
      'GET /readyz',
      (_request, response) => {
        const { ready, because } = readiness()
        say(response, ready ? 200 : 503, because)
      },
    ],
    ['GET /metrics', async (_request, response) => say(response, 200, await exposition(), metricsType)],
  ])
}

function listener(routes: HttpRoutes, log: Log): RequestListener {
  const spare = sparing()
  return (request, response) => {
    response.setHeader('x-content-type-options', 'nosniff')
    const path = request.url?.split('?', 1)[0] ?? ''
    const handle = routeOf(routes, `${request.method === 'HEAD' ? 'GET' : request.method} ${path}`)
    if (!handle) return say(response, 404, 'not found')
    // A route that fails must neither end the process nor leave somebody waiting.
    Promise.try(handle, request, response).catch((error: unknown) => {
      spare('request', (times) => log.error({ error, times }, 'a request failed'))
      if (!response.headersSent) say(response, 500, 'failed')
    })
  }
}

/** The route itself, or the one for all that is below: `GET /page/*`. */
function routeOf(routes: HttpRoutes, key: string): Handle | undefined {
  const exact = routes.get(key)
  if (exact) return exact
  for (const [route, handle] of routes) if (route.endsWith('/*') && key.startsWith(route.slice(0, -1))) return handle
  return undefined
}

function say(response: ServerResponse, status: number, text: string, type = 'text/plain; charset=utf-8'): void {
  const body = `${text.trimEnd()}\n`
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body)
}

function listen(server: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.removeListener('error', reject)
      const { address, family, port: given } = server.address() as AddressInfo
      resolve(`http://${family === 'IPv6' ? `[${address}]` : address}:${given}`)
    })
  })
}

/** From a moment on every answer says that its connection ends with it, those that are being made included. */
function lastAnswers(): { readonly watch: (response: ServerResponse) => void; readonly begin: () => void } {
  const open = new Set<ServerResponse>()
  let isLast = false
  return {
    watch: (response) => {
      if (isLast) response.shouldKeepAlive = false
      open.add(response)
      response.once('close', () => open.delete(response))
    },
    begin: () => {
      isLast = true
      for (const response of open) if (!response.headersSent) response.shouldKeepAlive = false
    },
  }
}

/** Node takes a connection that never said anything for a busy one. @returns closes those that have been silent for long */
function silentConnections(server: Server): () => void {
  const accepted = new Map<Socket, number>()
  server.on('connection', (socket) => {
    accepted.set(socket, performance.now())
    socket.once('close', () => accepted.delete(socket))
  })
  return () => {
    for (const [socket, at] of accepted)
      if (socket.bytesRead === 0 && performance.now() - at > silentMs) socket.destroy()
  }
}

async function close(server: Server, deadlineMs: number, closeSilent: () => void): Promise<void> {
  // Right after node has accepted and read whatever had come: nothing is left in a buffer that closing would throw away.
  await new Promise(setImmediate)
  return new Promise((resolve) => {
    const idle = setInterval(() => {
      server.closeIdleConnections()
      closeSilent()
    }, closeIdleEveryMs)
    const deadline = setTimeout(() => server.closeAllConnections(), deadlineMs)
    server.close(() => {
      clearInterval(idle)
      clearTimeout(deadline)
      resolve()
    })
    server.closeIdleConnections()
  })
}
