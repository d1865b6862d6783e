import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import type { RunningWorld } from '#standin/world.ts'
import type { Json } from '../support/blocks.ts'

/** What the app got: the payload as an object, whichever form it came in. */
export type Heard = { readonly headers: IncomingHttpHeaders; readonly payload: Json }
/** `never`: the connection is held, and nothing is said. */
export type Says = {
  readonly status?: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly never?: boolean
}
export type Listener = { readonly url: string; readonly heard: readonly Heard[]; says: Says }

/** An app that only listens, and answers as the test wants. It ends with the test. */
export async function startListener(says: Says = {}): Promise<Listener> {
  const heard: Heard[] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      heard.push({ headers: request.headers, payload: read(body) })
      const { status = 200, body: answer, headers, never = false } = listener.says
      if (never) return undefined
      response.writeHead(status, headers)
      return response.end(answer === undefined ? '' : JSON.stringify(answer))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const listener: Listener = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`, heard, says }
  return listener
}

function read(body: string): Json {
  if (body.startsWith('{')) return JSON.parse(body) as Json
  const fields = Object.fromEntries(new URLSearchParams(body))
  return fields['payload'] === undefined ? fields : (JSON.parse(fields['payload']) as Json)
}

export type Connected = { readonly heard: Json[]; acknowledge: boolean }

/** An app that hears envelopes, and acknowledges them or not. */
export async function connectListener({ api, world, socket }: RunningWorld): Promise<Connected> {
  const opened = await fetch(`${api.url}apps.connections.open`, {
    method: 'POST',
    headers: { authorization: `Bearer ${world.appToken}` },
  })
  const { url } = (await opened.json()) as { readonly url: string }
  const app: Connected = { heard: [], acknowledge: false }
  const client = new WebSocket(url)
  // Ended before it was open, where a test is over sooner than that.
  client.on('error', () => {})
  client.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString('utf8')) as Json
    if (frame['envelope_id'] === undefined) return
    app.heard.push(frame)
    if (app.acknowledge) client.send(JSON.stringify({ envelope_id: frame['envelope_id'] }))
  })
  await socket.connected()
  onTestFinished(() => client.terminate())
  return app
}
