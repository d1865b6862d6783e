import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { catalogOrExit } from './knowledge.ts'

/**
 * Asks for every link once, politely, and tells what is gone. Only where a network exists: never part of a test.
 * A link counts as dead after failures on two different days: one bad evening is no proof.
 */
const cachePath = '.data/links.json'
const cacheSchema = z.record(
  z.string(),
  z.object({ ok: z.iso.date().optional(), failed: z.array(z.iso.date()), status: z.string() }),
)
type Cache = z.infer<typeof cacheSchema>

/** Days for which a good answer is believed, and milliseconds between two requests to one host. */
const freshDays = 30
const pauseMs = 1000
const timeoutMs = 10_000
const today = new Date().toISOString().slice(0, 10)

const catalog = catalogOrExit()
if (catalog) {
  const cache = readCache()
  const due = [...catalog.sources.values()].flatMap((source) =>
    source.url && !isFresh(cache[source.url]) ? [{ id: source.id, url: source.url }] : [],
  )
  if (!(await online(due))) {
    console.error('no link answers: is there a network? Nothing was noted')
    process.exit(1)
  }
  await askAll(due, cache)
  mkdirSync(dirname(cachePath), { recursive: true })
  writeFileSync(cachePath, `${JSON.stringify(cache, null, 1)}\n`)
  const dead = [...catalog.sources.values()].filter(
    (source) => source.url && new Set(cache[source.url]?.failed).size >= 2,
  )
  for (const source of dead)
    console.log(
      `sources/:${source.id}: a link that answers; ${source.url} has failed on two days (${cache[source.url ?? '']?.status ?? ''})`,
    )
  console.log(`${due.length} links asked, ${dead.length} dead`)
  if (dead.length > 0) process.exitCode = 1
}

/** A few hosts at once: where none of them is reached, it is our network that is gone and not their pages. */
async function online(due: readonly { url: string }[]): Promise<boolean> {
  const hosts = [...new Map(due.map(({ url }) => [new URL(url).host, url])).values()].slice(0, 5)
  const answers = await Promise.all(hosts.map(ask))
  return answers.length === 0 || answers.some((status) => status === 'ok' || status.startsWith('status'))
}

function isFresh(known: Cache[string] | undefined): boolean {
  return known?.ok !== undefined && Date.parse(today) - Date.parse(known.ok) < freshDays * 86_400_000
}

/** Hosts side by side, the links of one host one after the other. */
async function askAll(due: readonly { id: string; url: string }[], cache: Cache): Promise<void> {
  const byHost = Map.groupBy(due, ({ url }) => new URL(url).host)
  await Promise.all(
    [...byHost.values()].map(async (links) => {
      for (const { url } of links) {
        const status = await ask(url)
        const before = cache[url]
        cache[url] =
          status === 'ok'
            ? { ok: today, failed: [], status }
            : { ...before, failed: [...new Set([...(before?.failed ?? []), today])], status }
        await wait(pauseMs)
      }
    }),
  )
}

async function ask(url: string): Promise<string> {
  try {
    const response = await fetch(url, {
      method: 'HEAD',
      redirect: 'follow',
      signal: AbortSignal.timeout(timeoutMs),
      headers: { 'user-agent': 'gofer-link-check' },
    })
    // A page that refuses HEAD or robots is there; only "gone" says that it is not.
    return response.status === 404 || response.status === 410 || response.status >= 500
      ? `status ${response.status}`
      : 'ok'
  } catch (error) {
    return error instanceof Error ? error.name : 'unreachable'
  }
}

function readCache(): Cache {
  try {
    return cacheSchema.parse(JSON.parse(readFileSync(cachePath, 'utf8')))
  } catch {
    // No cache, or one of another version: everything is asked anew.
    return {}
  }
}
