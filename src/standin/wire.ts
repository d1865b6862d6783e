import type { Finding } from '#slack/validate.ts'
import { isObject } from '#slack/validate/json.ts'
import type { KitClock } from './clock.ts'

/** A request or an answer as it went over the wire. `body`: parsed where it is JSON or a form, for people to read. */
export type Sent = {
  /** `POST /api/chat.postMessage`, `200 OK`, `envelope`. */
  readonly line: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

/** One request with its answer. */
export type Exchange = {
  readonly n: number
  /** Milliseconds since 1970, by the world's clock. */
  readonly at: number
  readonly direction: 'to the app' | 'from the app'
  readonly via: 'http' | 'socket'
  readonly title: string
  readonly team?: string
  readonly url: string
  readonly request: Sent
  /** The body byte for byte, where it went as text. */
  readonly raw?: string
  readonly retry?: string
  /** `waiting` until something came back. */
  status: string
  isFailure: boolean
  /** Milliseconds until the answer, in real time. */
  ms?: number
  answer?: Sent
  findings: readonly Finding[]
  /** What made it go wrong on purpose. */
  fault?: string
}

type Begun = Pick<Exchange, 'direction' | 'via' | 'title' | 'url' | 'request' | 'team' | 'raw' | 'retry'>
type Ended = Pick<Exchange, 'status' | 'isFailure'> & Partial<Pick<Exchange, 'answer' | 'findings' | 'fault'>>

/** What went over the wire, in order; the newest few thousand, since a benchmark sends millions. */
export type Wire = {
  readonly exchanges: readonly Exchange[]
  readonly begin: (begun: Begun) => Exchange
  readonly end: (exchange: Exchange, ended: Ended) => void
  readonly find: (n: number) => Exchange | undefined
}

const most = 2_000

export function createWire(clock: Pick<KitClock, 'now'>, changed: () => void): Wire {
  let exchanges: Exchange[] = []
  const begunAt = new WeakMap<Exchange, number>()
  let count = 0
  return {
    get exchanges() {
      return exchanges
    },
    begin: (begun) => {
      count += 1
      const exchange: Exchange = {
        n: count,
        at: clock.now(),
        ...begun,
        status: 'waiting',
        isFailure: false,
        findings: [],
      }
      begunAt.set(exchange, performance.now())
      exchanges.push(exchange)
      // By halves: taking the oldest one away each time would move all others each time.
      if (exchanges.length > most * 2) exchanges = exchanges.slice(-most)
      changed()
      return exchange
    },
    end: (exchange, ended) => {
      Object.assign(exchange, ended, { ms: performance.now() - (begunAt.get(exchange) ?? performance.now()) })
      changed()
    },
    find: (n) => exchanges.find((exchange) => exchange.n === n),
  }
}

/** The request as a command for a shell. @param anew headers that have to be made again, such as a signature of now */
export function curlOf({ url, request, raw = rawOf(request) }: Exchange, anew: Sent['headers'] = {}): string {
  const headers = Object.entries({ ...request.headers, ...anew }).filter(([name]) => !ownHeaders.has(name))
  return [
    `curl -X POST ${quoted(url)}`,
    ...headers.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    `--data-raw ${quoted(raw)}`,
  ].join(' \\\n  ')
}

/** A body that is known only as what it held, as its own header says it went. */
function rawOf({ headers, body }: Sent): string {
  if (!headers['content-type']?.startsWith('application/x-www-form-urlencoded') || !isObject(body))
    return JSON.stringify(body)
  const fields = Object.entries(body).filter(([, value]) => value !== undefined)
  return String(
    new URLSearchParams(
      fields.map(([name, value]): [string, string] => [
        name,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
    ),
  )
}

/** curl writes these itself. */
const ownHeaders = new Set(['content-length', 'host', 'connection', 'accept-encoding', 'transfer-encoding'])
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`
