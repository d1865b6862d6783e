// What is used of ws 8. The package carries no types, and @types/ws is not among our dependencies.
declare module 'ws' {
  import type { IncomingMessage } from 'node:http'
  import type { Duplex } from 'node:stream'

  export class WebSocket {
    static readonly OPEN: number
    readonly readyState: number
    constructor(
      address: string,
      options?: {
        readonly handshakeTimeout?: number
        readonly maxPayload?: number
        readonly perMessageDeflate?: boolean
      },
    )
    on(event: 'message', listener: (data: Buffer, isBinary: boolean) => void): this
    on(event: 'close', listener: (code: number, reason: Buffer) => void): this
    on(event: 'open' | 'pong' | 'ping', listener: () => void): this
    on(event: 'error', listener: (error: Error) => void): this
    send(data: string | Uint8Array, done?: (error?: Error) => void): void
    ping(): void
    pause(): void
    resume(): void
    close(code?: number, reason?: string): void
    terminate(): void
  }

  export class WebSocketServer {
    readonly clients: Set<WebSocket>
    constructor(options: { readonly noServer: true; readonly autoPong?: boolean })
    handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, done: (socket: WebSocket) => void): void
    close(done?: () => void): void
  }
}
