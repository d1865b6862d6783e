import { Agent, request as httpRequest, type OutgoingHttpHeaders } from 'node:http'

/** A request made ready beforehand: signing must not count against the server. */
export type Prepared = { readonly headers: OutgoingHttpHeaders; readonly body: Buffer }

export type LoadResult = {
  readonly requests: number
  readonly perSecond: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
  /** Not 200, or no answer at all. */
  readonly failed: number
  /** 200 with blocks in the body: a server that only says "taken" has not answered yet. */
  readonly answered: number
}

/** Sends every request over so many kept-alive connections, each waiting for its answer before it sends the next. */
export async function load(port: number, prepared: readonly Prepared[], concurrency: number): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency, maxFreeSockets: concurrency })
  const times: number[] = []
  const counts = { failed: 0, answered: 0 }
  let next = 0

  const work = async (): Promise<void> => {
    for (let request = prepared[next++]; request; request = prepared[next++]) {
      const start = performance.now()
      const { status, hasBlocks } = await send(port, agent, request)
      times.push(performance.now() - start)
      if (status !== 200) counts.failed += 1
      else if (hasBlocks) counts.answered += 1
    }
  }

  const start = performance.now()
  await Promise.all(Array.from({ length: concurrency }, work))
  const seconds = (performance.now() - start) / 1000
  agent.destroy()
  const sorted = times.toSorted((left, right) => left - right)
  return {
    requests: times.length,
    perSecond: times.length / seconds,
    p50: quantile(sorted, 0.5),
    p99: quantile(sorted, 0.99),
    ...counts,
  }
}

/** One request; a connection that breaks counts as status 0. */
export function send(
  port: number,
  agent: Agent,
  { headers, body }: Prepared,
): Promise<{ readonly status: number; readonly hasBlocks: boolean }> {
  return new Promise((resolve) => {
    const request = httpRequest(
      { host: '127.0.0.1', port, path: '/slack/events', method: 'POST', headers, agent },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', () => resolve({ status: 0, hasBlocks: false }))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, hasBlocks: Buffer.concat(chunks).includes('"blocks"') }),
        )
      },
    )
    request.on('error', () => resolve({ status: 0, hasBlocks: false }))
    request.end(body)
  })
}

export const median = (values: readonly number[]): number =>
  quantile(
    values.toSorted((left, right) => left - right),
    0.5,
  )

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
