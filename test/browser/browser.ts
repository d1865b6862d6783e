import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { type Config, type Env, readEnv, toConfig } from '#config.ts'
import { createAnswerer } from '#answer/answerer.ts'
import { loadKnowledge } from '#knowledge/load.ts'
import { openWorkspace, type LocalWorkspace } from '#workspace/workspace.ts'

/** The names under which systems install it. */
const names = ['chromium', 'chromium-browser', 'google-chrome']

/** What `CHROMIUM` names, else the first of the usual names that is on the path; undefined where there is none. */
export function findChromium(env: Env = readEnv()): string | undefined {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  const candidates = env['CHROMIUM']
    ? [env['CHROMIUM']]
    : names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return candidates.find(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Nothing but loopback can be resolved or asked: a page that wanted something from elsewhere would not get it. */
const loopbackOnly = ['--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1', '--no-proxy-server']

export const launch = (executablePath: string): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...loopbackOnly,
    ],
  })

/** The settings of a workspace that is no test's but one's own: a free port, and no word on the terminal. */
export function configFor(env: Env = {}): Config {
  const made = toConfig({ PORT: '0', LOG_LEVEL: 'silent', ...env })
  if (made.kind === 'mistakes') throw new Error(made.lines.join('\n'))
  return made.config
}

/** The real knowledge folder, read once for a whole file of tests: reading it is most of what a start costs. */
function knowledge(): ReturnType<typeof createAnswerer> {
  const loaded = loadKnowledge(configFor().knowledgeDir)
  if (loaded.kind === 'refused') throw new Error('the knowledge folder has mistakes: npm run knowledge:check')
  return createAnswerer(loaded.catalog)
}
let answerer: ReturnType<typeof createAnswerer> | undefined

export type LocalOptions = {
  readonly browser: Browser
  readonly env?: Env
  /** How the browser is: size, theme of the system, permissions. */
  readonly context?: BrowserContextOptions
  /** Where the page begins: what the address holds behind its `#`. */
  readonly at?: string
  /** A first visit begins with the welcome; every other test has it behind. */
  readonly welcome?: boolean
}

/** A page in somebody's browser. */
export type Visit = {
  readonly page: Page
  /** What went wrong in it that no person sees: errors of the console and of the page, requests that failed or left. */
  readonly problems: readonly string[]
}

/** A local workspace of one's own, and who looks at it. */
export type Local = Visit &
  AsyncDisposable & {
    readonly workspace: LocalWorkspace
    /** Somebody else's browser, or one's own a second time. */
    readonly another: (options?: Pick<LocalOptions, 'context' | 'at' | 'welcome'>) => Promise<Visit>
    /** Those of all pages. */
    readonly allProblems: () => string[]
  }

export async function openLocal({ browser, env, ...first }: LocalOptions): Promise<Local> {
  answerer ??= knowledge()
  const workspace = await openWorkspace(configFor(env), { answerer })
  const closing: (() => Promise<void>)[] = []
  const visits: Visit[] = []
  const another: Local['another'] = async (options = {}) => {
    const { visit, close } = await visitPage(browser, workspace.address, options)
    closing.push(close)
    visits.push(visit)
    return visit
  }
  const close = async (): Promise<void> => {
    await Promise.all(closing.map((one) => one()))
    await workspace[Symbol.asyncDispose]()
  }
  try {
    const visit = await another(first)
    return {
      ...visit,
      workspace,
      another,
      allProblems: () => visits.flatMap(({ problems }) => problems),
      [Symbol.asyncDispose]: close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

type Opened = { readonly visit: Visit; readonly close: () => Promise<void> }

export async function visitPage(
  browser: Browser,
  address: string,
  { context: wishes, at, welcome = false }: Pick<LocalOptions, 'context' | 'at' | 'welcome'> = {},
): Promise<Opened> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 820 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
    ...wishes,
  })
  // Once, so that a test which asks for the welcome again still has it after a reload.
  if (!welcome) await context.addInitScript(`localStorage['gofer.welcome'] ??= 'gone'`)
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const problems: string[] = []
  listen(page, address, problems)
  await page.goto(at === undefined ? address : `${address}#/${at}`)
  await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor()
  return { visit: { page, problems }, close: () => context.close() }
}

function listen(page: Page, address: string, problems: string[]): void {
  const own = new URL(address).origin
  page.on('console', (line) => {
    if (['error', 'warning'].includes(line.type())) problems.push(`console: ${line.text()} (${line.location().url})`)
  })
  page.on('pageerror', (error) => problems.push(`error: ${error.stack ?? error.message}`))
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (origin !== own && protocol !== 'data:') problems.push(`left: ${request.method()} ${request.url()}`)
  })
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? ''
    // The page itself ends its stream when somebody else is looked at, and the browser when it goes.
    if (reason === 'net::ERR_ABORTED' && new URL(request.url()).pathname === '/workspace/stream') return
    problems.push(`failed: ${request.method()} ${request.url()} ${reason}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`answered ${response.status()}: ${response.url()}`)
  })
}
