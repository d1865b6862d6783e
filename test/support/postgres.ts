import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** A PostgreSQL of the tests' own, in a temporary folder, on this machine's loopback only. */
export type TestPostgres = {
  /** An empty database. @returns its address */
  readonly database: () => Promise<string>
  /** Takes the server away, as a crash or an update would. */
  readonly stop: () => Promise<void>
  /** The same data on the same port. */
  readonly start: () => Promise<void>
  /** Stops it and deletes its files. */
  readonly end: () => Promise<void>
}

/** Why there is none to be had on this machine, in words for a test's title; undefined where there is one. */
export function whyNoPostgres(): string | undefined {
  if (!postgresPrograms()) return 'no PostgreSQL is installed on this machine'
  return process.getuid?.() === 0 && !account()
    ? 'PostgreSQL does not run as root, and there is no user postgres'
    : undefined
}

export async function startPostgres(): Promise<TestPostgres> {
  const bin = postgresPrograms() ?? fail('no PostgreSQL is installed')
  const home = mkdtempSync(join(tmpdir(), 'gofer-postgres-'))
  const data = join(home, 'data')
  mkdirSync(data, { mode: 0o700 })
  // The server refuses to run as root.
  const user = process.getuid?.() === 0 ? account() : undefined
  if (user) for (const folder of [home, data]) chownSync(folder, user.uid, user.gid)
  const made = spawnSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'tests', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'],
    { ...user, cwd: home, encoding: 'utf8' },
  )
  if (made.status !== 0) fail(`initdb: ${made.stderr}`)
  const port = await freePort()
  const url = (name: string): string => `postgres://tests@127.0.0.1:${port}/${name}`

  let server: ChildProcess | undefined
  let databases = 0
  const kill = (): void => void server?.kill('SIGQUIT')
  process.once('exit', kill)

  async function start(): Promise<void> {
    const settings = ['fsync=off', 'unix_socket_directories=', 'shared_buffers=16MB', 'max_connections=90']
    const given = ['-D', data, '-h', '127.0.0.1', '-p', String(port), ...settings.flatMap((one) => ['-c', one])]
    server = spawn(join(bin, 'postgres'), given, { ...user, cwd: home, stdio: 'ignore' })
    for (let waited = 0; !(await answers(url('postgres'))); waited += 50) {
      if (server.exitCode !== null || waited > 15_000) fail('PostgreSQL did not start')
      await sleep(50)
    }
  }

  async function stop(): Promise<void> {
    if (!server || server.exitCode !== null) return
    const ended = once(server, 'exit')
    // At once: it ends connections without waiting for anybody.
    server.kill('SIGQUIT')
    await ended
  }

  await start()
  return {
    start,
    stop,
    database: async () => {
      const name = `test_${(databases += 1)}`
      await withClient(url('postgres'), (client) => client.query(`create database ${name}`))
      return url(name)
    },
    end: async () => {
      await stop()
      process.removeListener('exit', kill)
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** Runs something on a connection of its own. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    await withClient(url, (client) => client.query('select 1'))
    return true
  } catch {
    return false
  }
}

/** The folder with the server's own programs: the newest of the distribution's, or one on the path. */
export function postgresPrograms(): string | undefined {
  const packaged = '/usr/lib/postgresql'
  const versions = existsSync(packaged)
    ? readdirSync(packaged).toSorted((one, other) => Number(other) - Number(one))
    : []
  const folders = [
    ...versions.map((version) => join(packaged, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ]
  return folders.find(
    (folder) => folder !== '' && ['initdb', 'postgres'].every((name) => existsSync(join(folder, name))),
  )
}

function account(): { readonly uid: number; readonly gid: number } | undefined {
  const [uid, gid] = ['-u', '-g'].map((what) => spawnSync('id', [what, 'postgres'], { encoding: 'utf8' }))
  return uid?.status === 0 && gid?.status === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : undefined
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

function fail(words: string): never {
  throw new Error(words)
}
