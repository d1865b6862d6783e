import { WebSocket } from 'ws'
import { isObject, type JsonObject } from '#slack/validate/json.ts'

type Client = {
  readonly socket: WebSocket
  readonly frames: unknown[]
  readonly closed: Promise<number>
  readonly next: (count: number) => Promise<void>
}

/** A client that keeps every frame, and answers envelopes as it is told. */
export function connect(url: string, answer?: (frame: JsonObject) => unknown): Client {
  const socket = new WebSocket(url)
  const frames: unknown[] = []
  let tell = (): void => undefined
  socket.on('error', () => undefined)
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  socket.on('message', (data) => {
    const frame: unknown = JSON.parse(data.toString())
    frames.push(frame)
    if (isObject(frame) && frame['envelope_id'] !== undefined && answer) socket.send(JSON.stringify(answer(frame)))
    tell()
  })
  return {
    socket,
    frames,
    closed,
    next: async (count) => {
      while (frames.length < count)
        await new Promise<void>((resolve) => {
          tell = resolve
        })
    },
  }
}
