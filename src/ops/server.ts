import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Log } from '#log.ts'
import { metricsType } from './metrics.ts'

type Handle = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

/** "POST /slack/events" to what answers it. */
export type HttpRoutes = ReadonlyMap<string, Handle>

export type Readiness = { readonly ready: boolean; readonly because: string }

export type OpsServer = {
  /** @returns the address it listens on */
  readonly start: () => Promise<string>
  /** Takes nothing new and waits for what is being answered, at most for a time. */
  readonly stop: (deadlineMs: number) => Promise<void>
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
  const server = createServer(limits, listener(routes, log))
  server.maxConnections = mostConnections
  return {
    start: () => listen(server, host, port),
    stop: (deadlineMs) => close(server, deadlineMs),
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
  return (request, response) => {
    response.setHeader('x-content-type-options', 'nosniff')
    const path = request.url?.split('?', 1)[0] ?? ''
    const handle = routeOf(routes, `${request.method === 'HEAD' ? 'GET' : request.method} ${path}`)
    if (!handle) return say(response, 404, 'not found')
    // A route that fails must neither end the process nor leave somebody waiting.
    Promise.try(handle, request, response).catch((error: unknown) => {
      log.error({ error }, 'a request failed')
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

function close(server: Server, deadlineMs: number): Promise<void> {
  return new Promise((resolve) => {
    const idle = setInterval(() => server.closeIdleConnections(), closeIdleEveryMs)
    const deadline = setTimeout(() => server.closeAllConnections(), deadlineMs)
    server.close(() => {
      clearInterval(idle)
      clearTimeout(deadline)
      resolve()
    })
    server.closeIdleConnections()
  })
}
