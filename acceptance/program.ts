import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { leaving } from './left-over.ts'
import type { Ledger, Readying } from './ledger.ts'
import { until } from './until.ts'

/** The program as an operator runs it: a process of its own, its settings, its signals. */
export type Program = {
  readonly name: string
  readonly origin: string
  /** Starts it and waits until it is ready. @throws when it does not become so */
  readonly start: (after?: Readying['after'], env?: Env) => Promise<void>
  /** Starts it and waits for nothing but that it answers /healthz. @throws when it does not */
  readonly launch: (env?: Env) => Promise<void>
  /** Starts what must not start. @returns its exit code and its last words; a code of null: it went on for so long */
  readonly refuses: (env?: Env, ms?: number) => Promise<Refusal>
  readonly kill: () => Promise<void>
  /** SIGTERM. @returns the exit code */
  readonly term: () => Promise<number | null>
  /** Any signal, and nobody waits for anything. */
  readonly signal: (signal: NodeJS.Signals) => void
  readonly isUp: () => boolean
  readonly isReady: () => Promise<boolean>
  /** What /readyz says. */
  readonly readiness: () => Promise<string>
  /** A figure of /metrics; NaN where there is none. */
  readonly metric: (name: string) => Promise<number>
  readonly rssMb: () => number | null
  /** Open files and sockets; null where the system does not tell (anything but Linux). */
  readonly handles: () => number | null
  readonly pid: () => number | undefined
}

type Env = Readonly<Record<string, string>>
export type Refusal = { readonly code: number | null; readonly said: string }

/** As docs/operate.md starts it: the check before it, which also keeps compiled code for the next start, then the program. */
const command = ['../tools/preflight.cjs', '../src/main.ts'].map((file) =>
  fileURLToPath(new URL(file, import.meta.url)),
)
const skew = fileURLToPath(new URL('skew.ts', import.meta.url))
/** reliability.md, INV6, asks for five seconds; waiting longer tells how much longer it was. */
const patienceMs = 30_000
/** A start is the hardest work that a process does, and rows that stand beside one another would measure each other's. */
const startsAtOnce = 1
const starts = { running: 0, waiting: [] as (() => void)[] }

async function inTurnToStart<T>(work: () => Promise<T>): Promise<T> {
  if (starts.running >= startsAtOnce) await new Promise<void>((resolve) => starts.waiting.push(resolve))
  else starts.running += 1
  try {
    return await work()
  } finally {
    const next = starts.waiting.shift()
    if (next) next()
    else starts.running -= 1
  }
}

export async function createProgram(name: string, settings: Env, ledger: Ledger): Promise<Program> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  let child: ChildProcess | undefined
  let isAsked = false
  let said = ''
  let more: Env = {}

  const ask = async (path: string): Promise<{ readonly status: number; readonly text: string }> => {
    try {
      const response = await fetch(`${origin}${path}`, { signal: AbortSignal.timeout(2_000) })
      return { status: response.status, text: (await response.text()).trim() }
    } catch {
      return { status: 0, text: 'nobody answers' }
    }
  }
  const isReady = async (): Promise<boolean> => (await ask('/readyz')).status === 200
  const isUp = (): boolean => child !== undefined && child.exitCode === null && child.signalCode === null

  const run = (env: Env): ChildProcess => {
    isAsked = false
    said = ''
    more = { ...more, ...env }
    const merged: Record<string, string> = { ...settings, ...more }
    // A clock that goes wrong comes before everything else in the process.
    const before = merged['CLOCK_SHIFT_MS'] === undefined ? [] : ['--import', skew]
    const running = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...before, ...command], {
      env: { PATH: process.env['PATH'] ?? '', LOG_FORMAT: 'json', ...merged, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child = running
    const ended = leaving(() => running.kill('SIGKILL'))
    const hear = (data: Buffer): void => {
      const text = data.toString()
      said = (said + text).slice(-2_000)
      for (const line of text.split('\n')) if (line !== '') ledger.lines.push({ program: name, line })
    }
    running.stdout.on('data', hear)
    running.stderr.on('data', hear)
    running.once('exit', (code, signal) => {
      ended()
      ledger.exits.push({ program: name, asked: isAsked, how: String(signal ?? code), at: Date.now() })
    })
    return running
  }

  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> => {
    const running = child
    if (!running || running.exitCode !== null || running.signalCode !== null) return running?.exitCode ?? null
    isAsked = true
    const ended = once(running, 'exit')
    running.kill(signal)
    // A process that was stopped hears nothing.
    running.kill('SIGCONT')
    // What does not end by itself within the contract's fifteen seconds is ended, and its code tells.
    const deadline = setTimeout(() => running.kill('SIGKILL'), 16_000)
    const [code] = (await ended) as [number | null]
    clearTimeout(deadline)
    return code
  }

  const started = async (env: Env, path: string): Promise<void> => {
    const running = run(env)
    const isThere = await until(
      async () => running.exitCode !== null || (await ask(path)).status === 200,
      patienceMs,
      20,
    )
    if (!isThere || running.exitCode !== null)
      throw new Error(`${name} did not come up: ${said.slice(-400)} ${(await ask('/readyz')).text}`)
  }

  return {
    name,
    origin,
    isReady,
    readiness: async () => (await ask('/readyz')).text,
    isUp,
    pid: () => child?.pid,
    start: (after = 'start', env = {}) =>
      inTurnToStart(async () => {
        const began = performance.now()
        await started(env, '/readyz')
        ledger.readyings.push({ program: name, ms: performance.now() - began, after })
      }),
    launch: (env = {}) => inTurnToStart(() => started(env, '/healthz')),
    refuses: (env = {}, ms = 20_000) =>
      inTurnToStart(async () => {
        const running = run(env)
        isAsked = true
        await until(() => running.exitCode !== null || running.signalCode !== null, ms, 20)
        const code = running.exitCode
        if (isUp()) await end('SIGKILL')
        return { code, said: said.trim() }
      }),
    kill: async () => void (await end('SIGKILL')),
    term: () => end('SIGTERM'),
    signal: (signal) => {
      if (signal === 'SIGTERM' || signal === 'SIGKILL') isAsked = true
      child?.kill(signal)
    },
    metric: async (wanted) => {
      const { text } = await ask('/metrics')
      return Number(new RegExp(`^${wanted} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN)
    },
    rssMb: () => {
      const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(read(`/proc/${child?.pid}/status`)) ?? []
      return kilobytes === undefined ? null : Number(kilobytes) / 1024
    },
    handles: () => {
      try {
        return readdirSync(`/proc/${child?.pid}/fd`).length
      } catch {
        return null
      }
    },
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
