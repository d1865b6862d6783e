import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'

export type Child = {
  readonly port: number
  /** Microseconds of CPU over all threads so far; null where the system does not tell (anything but Linux). */
  readonly cpu: () => number | null
  readonly rssMb: () => number | null
  readonly stop: () => Promise<void>
}

/** Knowledge of ten thousand entries on a busy machine takes a while. */
const longestStartMs = 60_000

/** @param answers asks the server once; true when it is ready */
export type StartOptions = {
  /** For node: a file and what stands before and after it. */
  readonly args: readonly string[]
  /** A file that what it says goes to, as with a service whose log is kept. */
  readonly log: string
  readonly env: Readonly<Record<string, string>>
  readonly answers: (port: number) => Promise<boolean>
}
export type Started =
  | { readonly kind: 'started'; readonly child: Child; readonly startMs: number }
  | { readonly kind: 'failed'; readonly reason: string }

/** Starts a server as a process of its own and waits until it answers. */
export async function startChild({ args, log, env, answers }: StartOptions): Promise<Started> {
  const port = await freePort()
  const start = performance.now()
  const out = openSync(log, 'w')
  const child = spawn(process.execPath, args, {
    env: { ...inherited(), ...env, PORT: String(port) },
    stdio: ['ignore', out, out],
  })
  closeSync(out)

  const end = start + longestStartMs
  while (child.exitCode === null && performance.now() < end) {
    if (await answers(port)) return { kind: 'started', child: handle(child, port), startMs: performance.now() - start }
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  const how =
    child.exitCode === null
      ? `no answer with 200 to a signed command within ${longestStartMs / 1000} s`
      : `exit ${child.exitCode}`
  await stop(child)
  const said = readFileSync(log, 'utf8').trim().split('\n').slice(-1)
  return { kind: 'failed', reason: [how, ...said].join(': ') }
}

/** A setting of whoever runs the bench, such as a real workspace's token, must not leak into what is measured. */
const inherited = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => ['PATH', 'HOME', 'TMPDIR', 'NODE_OPTIONS'].includes(name)),
  )

function handle(child: ChildProcess, port: number): Child {
  const { pid } = child
  return { port, cpu: () => cpuOf(pid), rssMb: () => rssOf(pid), stop: () => stop(child) }
}

/** Nanoseconds on the CPU stand first in schedstat; `stat` counts in steps of 10 ms, which is a hundred requests and more. */
function cpuOf(pid: number | undefined): number | null {
  try {
    const tasks = readdirSync(`/proc/${pid}/task`)
    return tasks.reduce(
      (sum, task) => sum + Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]) / 1000,
      0,
    )
  } catch {
    return null
  }
}

function rssOf(pid: number | undefined): number | null {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return kilobytes === undefined ? null : Number(kilobytes) / 1024
  } catch {
    return null
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const patience = setTimeout(() => child.kill('SIGKILL'), 16_000)
  await gone
  clearTimeout(patience)
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // An address is a string only for pipes.
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
