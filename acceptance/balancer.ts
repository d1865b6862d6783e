import { Agent, createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Program } from './program.ts'

/** A load balancer of the usual kind: it asks each replica whether it is ready, and goes to the next one where nobody listens. */
export type Balancer = { readonly origin: string; readonly close: () => Promise<void> }

const askEveryMs = 100

/** @param isLasting keeps its connections to the replicas, which costs less; a stop of one may then meet a request on its way */
export async function startBalancer(replicas: readonly Program[], isLasting = false): Promise<Balancer> {
  const agent = isLasting ? new Agent({ keepAlive: true, scheduling: 'lifo' }) : false
  const ready = new Set<Program>(replicas)
  let turn = 0
  const asking = setInterval(() => {
    for (const replica of replicas)
      void replica.isReady().then((isReady) => (isReady ? ready.add(replica) : ready.delete(replica)))
  }, askEveryMs)

  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const list = replicas.filter((replica) => ready.has(replica))
    turn += 1
    for (let tries = 0; tries < list.length; tries += 1) {
      const replica = list[(turn + tries) % list.length]
      if (replica && (await forward(replica, { request, body, response, agent }))) return
    }
    response.writeHead(502).end()
  }
  const server = createServer((request, response) => {
    pass(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      clearInterval(asking)
      server.closeAllConnections()
      if (agent) agent.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

type Passing = {
  readonly request: IncomingMessage
  readonly body: Buffer
  readonly response: ServerResponse
  readonly agent: Agent | false
}

/** @returns false where nothing was sent, since nobody listened: only then may another replica get it */
function forward(replica: Program, { request, body, response, agent }: Passing): Promise<boolean> {
  return new Promise((resolve) => {
    const onward = httpRequest(
      `${replica.origin}${request.url ?? '/'}`,
      { method: request.method ?? 'POST', headers: request.headers, agent },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
        answer.on('end', () => resolve(true))
        answer.on('error', () => resolve(true))
      },
    )
    onward.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') return resolve(false)
      response.destroy()
      resolve(true)
    })
    onward.end(body)
  })
}
