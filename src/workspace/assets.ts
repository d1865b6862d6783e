import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createRequire, stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { bundled } from './bundle.ts'

/** A file as a browser gets it. */
export type Asset = { readonly type: string; readonly body: Buffer; readonly zipped: Buffer; readonly tag: string }

const folder = fileURLToPath(new URL('../page/', import.meta.url))
const packages = createRequire(import.meta.url)

/** What the page takes from elsewhere, served from here: it works without a network. */
const vendors: Readonly<Record<string, string>> = {
  '/page/vendor/preact.js': 'preact',
  '/page/vendor/hooks.js': 'preact/hooks',
  '/page/vendor/htm.js': 'htm',
}

export type Assets = {
  /** By path: `/`, `/page/main.ts`. */
  readonly find: (path: string) => Promise<Asset | undefined>
  /** For the page's Content-Security-Policy: only what is served here, and the one inline import map. */
  readonly policy: () => string
}

const entry = '/page/main.ts'

/** The page's files, made ready once each and again when they changed: an edit shows at the next reload. */
export function createAssets(): Assets {
  const made = new Map<string, { readonly at: number; readonly asset: Promise<Asset> }>()
  const sources = sourcesOf()
  const changedAt = (file: string): number => statSync(file).mtimeMs
  const find = async (path: string): Promise<Asset | undefined> => {
    const file = sources.get(path)
    if (file === undefined) return undefined
    // The entry holds all others, so it is as new as the newest of them.
    const at = path === entry ? Math.max(...[...sources.values()].map(changedAt)) : changedAt(file)
    const known = made.get(path)
    if (known?.at === at) return known.asset
    const asset = makeAsset(path, file)
    made.set(path, { at, asset })
    return asset
  }
  // Nobody should wait for it at the first visit.
  void find(entry).catch(() => undefined)
  return { find, policy: () => policyOf(readFileSync(join(folder, 'index.html'), 'utf8')) }
}

function policyOf(page: string): string {
  const map = /<script type="importmap">([\s\S]*?)<\/script>/.exec(page)?.[1] ?? ''
  const hash = createHash('sha256').update(map).digest('base64')
  return `default-src 'none'; script-src 'self' 'sha256-${hash}'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
}

/** Sends a file, zipped where the browser takes that. */
export function sendAsset(
  request: IncomingMessage,
  response: ServerResponse,
  asset: Asset,
  headers: Readonly<Record<string, string>> = {},
): void {
  const caching = { 'cache-control': 'no-cache', etag: asset.tag, vary: 'accept-encoding', ...headers }
  if (request.headers['if-none-match'] === asset.tag) return void response.writeHead(304, caching).end()
  const zips = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
  const body = zips ? asset.zipped : asset.body
  response
    .writeHead(200, {
      ...caching,
      'content-type': asset.type,
      'content-length': body.byteLength,
      ...(zips ? { 'content-encoding': 'gzip' } : {}),
    })
    .end(body)
}

/** Which file stands behind a path. Only these are served. */
function sourcesOf(): Map<string, string> {
  const own = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|css)$/.test(name))
    .map((name): [string, string] => [`/page/${name.replaceAll('\\', '/')}`, join(folder, name)])
  const foreign = Object.entries(vendors).map(([path, name]): [string, string] => [path, moduleFile(name)])
  return new Map([['/', join(folder, 'index.html')], ...own, ...foreign])
}

/** The module's form for browsers; `require.resolve` may name the one for Node. */
function moduleFile(name: string): string {
  const file = packages.resolve(name)
  return name === 'htm' ? join(file, '../htm.module.js') : file
}

async function makeAsset(path: string, file: string): Promise<Asset> {
  const body = Buffer.from(await contentOf(path, file))
  return { type: typeOf(path), body, zipped: gzipSync(body), tag: `"${createHash('sha1').update(body).digest('hex')}"` }
}

async function contentOf(path: string, file: string): Promise<string> {
  const source = readFileSync(file, 'utf8')
  if (path.endsWith('.css')) return source.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/\s+/g, ' ')
  if (!path.endsWith('.ts')) return source
  return (path === entry ? await bundled(file) : undefined) ?? stripTypeScriptTypes(source)
}

const typeOf = (path: string): string =>
  path === '/'
    ? 'text/html; charset=utf-8'
    : path.endsWith('.css')
      ? 'text/css; charset=utf-8'
      : 'text/javascript; charset=utf-8'
