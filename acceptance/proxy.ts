import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net'

/**
 * A TCP proxy that breaks what passes through it. It stands before the Web API and before PostgreSQL, and knows neither: what it does
 * is what networks do (reliability.md, 4).
 */
export type Proxy = {
  readonly port: number
  /** `http://127.0.0.1:…` */
  readonly origin: string
  /** How the network is from now on, for connections that are open as well. */
  readonly set: (weather: Weather) => Promise<void>
  /** From the next request that begins with this on, its connection's answers stop after their first bytes. Returns what takes it back. */
  readonly stallAnswerOf: (beginning: string) => () => void
  /** Writes to the client of a connection, oldest first, as if its server had. @returns whether there is such a connection */
  readonly inject: (index: number, bytes: Buffer) => boolean
  /** Connections whose first bytes begin with this. */
  readonly count: (beginning: string) => number
  readonly close: () => Promise<void>
}

export type Weather =
  | { readonly kind: 'fair' }
  /** Milliseconds that every piece waits, each way. */
  | { readonly kind: 'latency'; readonly ms: number }
  /** Every connection ends at once, in order; new ones are taken. */
  | { readonly kind: 'drop' }
  /** The same with RST. */
  | { readonly kind: 'reset' }
  /** What is open stays open and nothing passes; new ones are taken as usual. */
  | { readonly kind: 'half-open' }
  /** Nothing passes, on old connections and on new ones. */
  | { readonly kind: 'black-hole' }
  /** Nobody listens. */
  | { readonly kind: 'refuse' }

type Pair = {
  readonly client: Socket
  readonly server: Socket
  readonly born: number
  first: string
  isStill: boolean
  stall: boolean
}

export async function startProxy(to: { readonly host: string; readonly port: number }): Promise<Proxy> {
  const pairs = new Set<Pair>()
  const stalling = new Set<string>()
  let weather: Weather = { kind: 'fair' }
  let born = 0

  const pass = (pair: Pair, to: Socket, chunk: Buffer): void => {
    if (pair.isStill || weather.kind === 'black-hole' || to.destroyed) return
    if (weather.kind === 'latency') setTimeout(() => void (to.destroyed || to.write(chunk)), weather.ms)
    else to.write(chunk)
  }

  const accept = (client: Socket): void => {
    const server = connect(to)
    const pair: Pair = { client, server, born: (born += 1), first: '', isStill: false, stall: false }
    pairs.add(pair)
    const end = (): void => {
      pairs.delete(pair)
      client.destroy()
      server.destroy()
    }
    client.on('data', (chunk: Buffer) => {
      if (pair.first === '') pair.first = chunk.toString('latin1', 0, 200)
      const head = chunk.toString('latin1', 0, 200)
      if ([...stalling].some((beginning) => head.startsWith(beginning))) pair.stall = true
      pass(pair, server, chunk)
    })
    server.on('data', (chunk: Buffer) => {
      if (!pair.stall) return pass(pair, client, chunk)
      // The status and the headers, and the body never ends.
      const ends = chunk.indexOf('\r\n\r\n')
      pass(pair, client, ends === -1 ? chunk : chunk.subarray(0, ends + 4))
      pair.isStill = true
    })
    for (const socket of [client, server]) {
      socket.on('error', end)
      socket.on('close', end)
    }
  }

  let listener: Server | undefined = await listen(0, accept)
  const { port } = listener.address() as AddressInfo
  const shut = async (): Promise<void> => {
    const open = listener
    listener = undefined
    if (open) await new Promise<void>((resolve) => open.close(() => resolve()))
  }
  const cut = (how: 'destroy' | 'resetAndDestroy'): void => {
    for (const { client, server } of pairs) {
      client[how]()
      server[how]()
    }
  }

  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    set: async (next) => {
      weather = next
      if (next.kind === 'drop') cut('destroy')
      if (next.kind === 'reset') cut('resetAndDestroy')
      if (next.kind === 'half-open') for (const pair of pairs) pair.isStill = true
      if (next.kind === 'refuse') {
        const closed = shut()
        cut('resetAndDestroy')
        await closed
      } else listener ??= await listen(port, accept)
    },
    stallAnswerOf: (beginning) => {
      stalling.add(beginning)
      return () => {
        stalling.delete(beginning)
        for (const pair of pairs) if (pair.stall) pair.client.destroy()
      }
    },
    inject: (index, bytes) => {
      const [...open] = pairs
      const sockets = open.filter(({ first }) => first.startsWith('GET /link/'))
      const chosen = sockets.toSorted((one, other) => one.born - other.born)[index]
      chosen?.client.write(bytes)
      return chosen !== undefined
    },
    count: (beginning) => [...pairs].filter(({ first }) => first.startsWith(beginning)).length,
    close: async () => {
      const closed = shut()
      cut('destroy')
      await closed
    },
  }
}

async function listen(port: number, accept: (client: Socket) => void): Promise<Server> {
  const server = createServer(accept)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return server
}
