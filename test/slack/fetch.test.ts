import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { fetchWithin } from '#slack/fetch.ts'

async function serving(answer: RequestListener): Promise<{ readonly url: string; readonly connections: () => number }> {
  let connections = 0
  const server = createServer(answer).on('connection', () => void (connections += 1))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, connections: () => connections }
}

describe('a call', () => {
  test('sends what it is given, brings the whole answer, and keeps the connection for the next one', async () => {
    const { url, connections } = await serving((request, response) => {
      request.setEncoding('utf8').once('data', (text: string) => {
        response.writeHead(201, { 'X-Two': ['a', 'b'] }).write(`${request.method} ${request.headers['content-type']} `)
        setImmediate(() => response.end(`${text} é`))
      })
    })
    const send = fetchWithin(5_000)
    for (let n = 0; n < 3; n += 1) {
      const answer = await send(url, { method: 'POST', headers: { 'content-type': 'a/b' }, body: 'ü' })
      expect([answer.status, answer.ok, answer.headers.get('x-TWO')]).toEqual([201, true, 'a, b'])
      expect(await answer.text()).toBe('POST a/b ü é')
    }
    expect(connections()).toBe(1)
  })

  test('does not follow where it is sent on to', async () => {
    const { url } = await serving((_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end())
    const answer = await fetchWithin(5_000)(url)
    expect([answer.status, answer.ok, await answer.text()]).toEqual([302, false, ''])
  })

  test.each([
    ['nothing', () => {}],
    ['a beginning', (_, response) => void response.writeHead(200).write('{"ok":')],
  ] as const satisfies readonly (readonly [string, RequestListener])[])(
    'ends in time where %s comes',
    async (_, answer) => {
      const { url } = await serving(answer)
      await expect(fetchWithin(50)(url)).rejects.toMatchObject({ name: 'TimeoutError' })
    },
  )

  test('ends when its caller gives it up, before or while', async () => {
    const { url } = await serving(() => {})
    const control = new AbortController()
    const going = fetchWithin(5_000)(url, { signal: control.signal })
    control.abort(new Error('given up'))
    await expect(going).rejects.toThrow('given up')
    await expect(fetchWithin(5_000)(url, { signal: control.signal })).rejects.toThrow('given up')
  })

  test('says whether anything was sent', async () => {
    await expect(fetchWithin(5_000)('http://127.0.0.1:1/')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    const { url } = await serving((request) => request.socket.destroy())
    await expect(fetchWithin(5_000)(url)).rejects.toMatchObject({ code: 'ECONNRESET' })
  })
})
