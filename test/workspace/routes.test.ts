import { request } from 'node:http'
import { describe, expect, test } from 'vitest'
import { opened, type Opened } from './opened.ts'

// Another page that is open in the same browser must not act here.

const body = JSON.stringify({ team: 'T0BRIGHT', user: 'U0ANA', session: 's', act: { kind: 'openHome' } })

/** With the headers that a browser sets by itself, and that `fetch` of Node would not let anybody set. */
function ask({ address }: Opened, method: string, path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const asking = request(new URL(path, address), { method, headers }, (response) => {
      resolve(response.statusCode ?? 0)
      response.destroy()
    })
    asking.on('error', reject)
    asking.end(method === 'POST' ? body : undefined)
  })
}

const paths = [
  ['POST', '/workspace/act'],
  ['GET', '/workspace/stream?session=s'],
  ['GET', '/workspace/wire/1'],
] as const

describe.each(paths)('%s %s', (method, path) => {
  test.each<[string, Record<string, string>]>([
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['no origin at all, as a sandboxed page sends it', { origin: 'null' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }],
    ['a page of the same site at another port', { 'sec-fetch-site': 'same-site' }],
    ['a foreign name that leads here', { host: 'evil.example' }],
    ['a foreign name that looks like ours', { host: '127.0.0.1.evil.example' }],
    ['a foreign name and its own origin', { host: 'evil.example:80', origin: 'http://evil.example:80' }],
  ])('is refused to %s', async (_who, headers) => {
    expect(await ask(await opened(), method, path, headers)).toBe(403)
  })

  test('is open to the page itself, by each name of this machine', async () => {
    const workspace = await opened()
    const { port } = new URL(workspace.address)
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`]) {
      const headers = { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }
      expect([200, 404]).toContain(await ask(workspace, method, path, headers))
    }
  })
})

test('nothing but the page is served', async () => {
  const workspace = await opened()
  for (const path of ['/page/../config.ts', '/page/%2e%2e/config.ts', '/page/', '/page/tsconfig.json', '/config.ts'])
    expect([path, await ask(workspace, 'GET', path, {})]).toEqual([path, 404])
})

test('the page may load what is served here, and nothing else', async () => {
  const { address } = await opened()
  const page = await fetch(address)
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self' 'sha256-/)
  expect(page.headers.get('x-content-type-options')).toBe('nosniff')
  const again = await fetch(address, { headers: { 'if-none-match': page.headers.get('etag') ?? '' } })
  expect([page.status, again.status]).toEqual([200, 304])
})

test.each(['', 'nonsense', '{}', '[]', 'x'.repeat(1_000_001)])('what is no act is refused: %.20s', async (text) => {
  const { address } = await opened()
  expect((await fetch(`${address}workspace/act`, { method: 'POST', body: text })).status).toBe(400)
})

test('somebody who is not there is told so, and a stream needs a session', async () => {
  const { act, address } = await opened()
  expect(await act({ team: 'T0NONE', user: 'U0ANA' }, { kind: 'openHome' })).toMatchObject({ kind: 'failed' })
  expect(await act({ team: 'T0BRIGHT', user: 'U0FEMI' }, { kind: 'openHome' })).toMatchObject({ kind: 'failed' })
  expect((await fetch(`${address}workspace/stream`)).status).toBe(400)
})
