import { request as requestPlain, type IncomingMessage } from 'node:http'
import { request as requestSecure } from 'node:https'
import type { Fetch } from './outbound.ts'

type Answer = Awaited<ReturnType<Fetch>>

/**
 * Fetch for calls to Slack, as far as they need it: text goes out, the whole answer comes back within a time, and a redirection is
 * an answer like any other. Node's own fetch keeps everything of a call, its body included, until the next full collection of the
 * heap: at a hundred deliveries a second 1.7 MB a second, where this leaves 0.4.
 * @param timeoutMs for the whole of it; a call that it ends rejects with a `TimeoutError`, as one with `AbortSignal.timeout` does
 */
export const fetchWithin =
  (timeoutMs: number): Fetch =>
  (address, { method = 'GET', headers = {}, body = '', signal } = {}) => {
    if (typeof body !== 'string') throw new TypeError('a body of text')
    const url = new URL(address)
    const request = url.protocol === 'http:' ? requestPlain : requestSecure
    const { promise, resolve, reject } = Promise.withResolvers<Answer>()
    const outgoing = request(url, { method, headers })
    const stop = (reason: unknown): void => {
      reject(reason)
      outgoing.destroy()
    }
    const timer = setTimeout(() => stop(new DOMException('no answer in time', 'TimeoutError')), timeoutMs)
    const abort = (): void => stop(signal?.reason)
    signal?.addEventListener('abort', abort)
    outgoing.once('response', (incoming) => void answerOf(url.href, incoming, { resolve, reject }))
    // Stays: one that was given up may fail once more.
    outgoing.on('error', reject)
    outgoing.once('close', () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    })
    if (signal?.aborted) abort()
    else outgoing.end(body)
    return promise
  }

/** Where the call was given up meanwhile, that is known already and this is not heard. */
async function answerOf(
  url: string,
  incoming: IncomingMessage,
  call: { readonly resolve: (answer: Answer) => void; readonly reject: (reason: unknown) => void },
): Promise<void> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk)
  } catch (error) {
    return call.reject(error)
  }
  const bytes = Buffer.concat(chunks)
  const { statusCode: status = 0, statusMessage: statusText = '' } = incoming
  const headers = new Map(
    Object.entries(incoming.headersDistinct).map(([name, values = []]) => [name, values.join(', ')]),
  )
  call.resolve({
    url,
    status,
    statusText,
    ok: status >= 200 && status < 300,
    headers: { get: (name) => headers.get(name.toLowerCase()) ?? null, entries: () => headers.entries() },
    text: async () => bytes.toString('utf8'),
    json: async () => JSON.parse(bytes.toString('utf8')) as unknown,
    arrayBuffer: async () => new Uint8Array(bytes).buffer,
  })
}
