import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { createAssets, type Asset } from '#workspace/assets.ts'

const assets = createAssets()
const bodyOf = async (path: string): Promise<string> => (await assets.find(path))?.body.toString('utf8') ?? ''
/** What stands between the tags of the one script that is not a file. */
const inlineScripts = (page: string): string[] =>
  [...page.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(([, text = '']) => text)

/** Every file that a browser asks for at a first visit: what the page names, and what that imports in turn. */
async function firstVisit(): Promise<Map<string, Asset | undefined>> {
  const page = await bodyOf('/')
  const { imports } = JSON.parse(inlineScripts(page)[0] ?? '{"imports":{}}') as { imports: Record<string, string> }
  const wanted = [...page.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path = '']) => path)
  const loaded = new Map([['/', await assets.find('/')]])
  for (let path = wanted.pop(); path !== undefined; path = wanted.pop()) {
    if (loaded.has(path)) continue
    loaded.set(path, await assets.find(path))
    const base = `http://page.invalid${path}`
    // Only at the beginning of a statement: a style or a text may hold the same word.
    const named = (await bodyOf(path)).matchAll(/(?:^|[;}\s])(?:import|export)\b[^'"();]*["']([^'"]+)["']/g)
    if (!path.endsWith('.css'))
      for (const [, name = ''] of named) wanted.push(imports[name] ?? new URL(name, base).pathname)
  }
  return loaded
}

test('the page’s policy allows the one script that stands in it, byte for byte', async () => {
  const inline = inlineScripts(await bodyOf('/'))
  expect(inline).toHaveLength(1)
  const digest = createHash('sha256').update(String(inline[0])).digest('base64')
  expect(assets.policy()).toContain(`script-src 'self' 'sha256-${digest}';`)
})

test('everything that a first visit asks for is served here, and is less than 60 KB', async () => {
  const loaded = await firstVisit()
  expect([...loaded].filter(([, asset]) => !asset).map(([path]) => path)).toEqual([])
  expect(loaded.size).toBeGreaterThan(4)
  const weight = [...loaded.values()].reduce((sum, asset) => sum + (asset?.zipped.byteLength ?? 0), 0)
  expect(weight).toBeLessThan(60 * 1024)
})

test('a file goes zipped as it is', async () => {
  for (const asset of (await firstVisit()).values())
    expect(asset && gunzipSync(asset.zipped).equals(asset.body)).toBe(true)
})

test('a browser gets no types', async () => {
  expect(await bodyOf('/page/protocol.ts')).not.toContain('export type')
})

test.each(['/page/tsconfig.json', '/page/../config.ts', '/nowhere'])('%s is not the page', async (path) => {
  expect(await assets.find(path)).toBeUndefined()
})
