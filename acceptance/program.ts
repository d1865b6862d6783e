import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Ledger, Readying } from './ledger.ts'
import { until } from './until.ts'

/** The program as an operator runs it: a process of its own, its settings, its signals. */
export type Program = {
  readonly name: string
  readonly origin: string
  /** Starts it and waits until it is ready. @throws when it does not become so */
  readonly start: (after?: Readying['after']) => Promise<void>
  readonly kill: () => Promise<void>
  /** SIGTERM. @returns the exit code */
  readonly term: () => Promise<number | null>
  readonly isUp: () => boolean
  readonly isReady: () => Promise<boolean>
  /** A figure of /metrics; NaN where there is none. */
  readonly metric: (name: string) => Promise<number>
  readonly rssMb: () => number | null
  /** Open files and sockets; null where the system does not tell (anything but Linux). */
  readonly handles: () => number | null
}

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
/** reliability.md, INV6, asks for five seconds; waiting longer tells how much longer it was. */
const patienceMs = 30_000

export async function createProgram(
  name: string,
  env: Readonly<Record<string, string>>,
  ledger: Ledger,
): Promise<Program> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  let child: ChildProcess | undefined
  let isAsked = false

  const isReady = async (): Promise<boolean> => {
    try {
      return (await fetch(`${origin}/readyz`, { signal: AbortSignal.timeout(2_000) })).status === 200
    } catch {
      return false
    }
  }

  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> => {
    const running = child
    if (!running || running.exitCode !== null || running.signalCode !== null) return running?.exitCode ?? null
    isAsked = true
    const ended = once(running, 'exit')
    running.kill(signal)
    // What does not end by itself within the contract's fifteen seconds is ended, and its code tells.
    const deadline = setTimeout(() => running.kill('SIGKILL'), 16_000)
    const [code] = (await ended) as [number | null]
    clearTimeout(deadline)
    return code
  }

  return {
    name,
    origin,
    isReady,
    isUp: () => child !== undefined && child.exitCode === null && child.signalCode === null,
    start: async (after = 'start') => {
      const began = performance.now()
      isAsked = false
      const running = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
        env: { PATH: process.env['PATH'] ?? '', LOG_FORMAT: 'json', ...env, PORT: String(port) },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      child = running
      let said = ''
      const hear = (data: Buffer): void => {
        const text = data.toString()
        said = (said + text).slice(-2_000)
        for (const line of text.split('\n')) if (line !== '') ledger.lines.push({ program: name, line })
      }
      running.stdout.on('data', hear)
      running.stderr.on('data', hear)
      running.once('exit', (code, signal) =>
        ledger.exits.push({ program: name, asked: isAsked, how: String(signal ?? code), at: Date.now() }),
      )
      const isThere = await until(async () => running.exitCode !== null || (await isReady()), patienceMs, 20)
      if (!isThere || running.exitCode !== null) throw new Error(`${name} did not become ready: ${said.slice(-400)}`)
      ledger.readyings.push({ program: name, ms: performance.now() - began, after })
    },
    kill: async () => void (await end('SIGKILL')),
    term: () => end('SIGTERM'),
    metric: async (wanted) => {
      try {
        const text = await (await fetch(`${origin}/metrics`)).text()
        return Number(new RegExp(`^${wanted} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN)
      } catch {
        return Number.NaN
      }
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
