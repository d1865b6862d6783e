import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, onTestFinished } from 'vitest'
import { startWorld, type RunningWorld, type WorldOptions } from '#standin/world.ts'
import type { World } from '#standin/description.ts'
import { folder } from './command.ts'

/** The program as an operator starts it. */
export type Program = {
  readonly child: ChildProcess
  readonly out: () => string
  readonly err: () => string
  readonly ended: Promise<number | null>
  /** Where it listens, once it says so. */
  readonly origin: () => Promise<string>
}

/** Starts it with these settings and no others; it is gone after the test. */
export function start(env: Readonly<Record<string, string>>): Program {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/main.ts'], {
    env: {
      PATH: process.env['PATH'] ?? '',
      KNOWLEDGE_DIR: 'test/fixtures/kiln',
      DATA_DIR: folder(),
      PORT: '0',
      LOG_FORMAT: 'json',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let out = ''
  let err = ''
  child.stdout.on('data', (text: Buffer) => void (out += text.toString()))
  child.stderr.on('data', (text: Buffer) => void (err += text.toString()))
  return {
    child,
    out: () => out,
    err: () => err,
    ended: once(child, 'exit').then(([code]) => code as number | null),
    origin: async () => {
      await expect.poll(() => out + (child.exitCode === null ? '' : err), { timeout: 15_000 }).toContain('http://')
      return /http:\/\/\S+/.exec(out)?.[0] ?? ''
    },
  }
}

/** A Slack of the test's own. */
export async function slackWith(description: Partial<World> = {}, options: WorldOptions = {}): Promise<RunningWorld> {
  const slack = await startWorld(description, options)
  onTestFinished(slack.close)
  return slack
}

/** What connects the program with it. */
export const settingsFor = ({ world, api }: RunningWorld, over: 'http' | 'socket' = 'http') => ({
  SLACK_BOT_TOKEN: world.teams[0]?.token ?? '',
  SLACK_API_URL: api.url,
  ...(over === 'http' ? { SLACK_SIGNING_SECRET: world.signingSecret } : { SLACK_APP_TOKEN: world.appToken }),
})

/** The status and words of a path. */
export async function ask(origin: string, path: string): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(`${origin}${path}`)
  return { status: response.status, text: await response.text() }
}
