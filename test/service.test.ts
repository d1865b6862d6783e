import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { startWorld, type RunningWorld } from '#standin/world.ts'

// The program as an operator starts it: a process, its settings, its signals.

type Program = {
  readonly child: ChildProcess
  readonly out: () => string
  readonly err: () => string
  readonly ended: Promise<number | null>
}

const running: ChildProcess[] = []
const folders: string[] = []
/** A database of its own for each: the worlds of two tests use the same ids. */
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'gofer-service-'))
  folders.push(made)
  return made
}
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
  for (const close of closing.splice(0)) await close()
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true })
})

function start(env: Record<string, string>): Program {
  const child = spawn(process.execPath, ['src/main.ts'], {
    env: { PATH: process.env['PATH'] ?? '', KNOWLEDGE_DIR: 'test/fixtures/kiln', DATA_DIR: folder(), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  running.push(child)
  let out = ''
  let err = ''
  child.stdout.on('data', (text: Buffer) => void (out += text.toString()))
  child.stderr.on('data', (text: Buffer) => void (err += text.toString()))
  return { child, out: () => out, err: () => err, ended: once(child, 'exit').then(([code]) => code as number | null) }
}

async function world(): Promise<RunningWorld> {
  const slack = await startWorld()
  closing.push(slack.close)
  return slack
}

const settings = (slack: RunningWorld) => ({
  SLACK_BOT_TOKEN: slack.world.teams[0]?.token ?? '',
  SLACK_SIGNING_SECRET: slack.world.signingSecret,
  SLACK_API_URL: slack.api.url,
  PORT: '0',
})

async function originOf(program: Program): Promise<string> {
  await expect.poll(program.out, { timeout: 10_000 }).toContain('http://')
  return /http:\/\/\S+/.exec(program.out())?.[0] ?? ''
}

describe('the program', () => {
  test('says in one line where it listens, is healthy, and ready', async () => {
    const slack = await world()
    const program = start(settings(slack))
    const origin = await originOf(program)
    expect(program.out()).toMatch(/^Gofer listens on http:\/\/127\.0\.0\.1:\d+\n$/)
    expect((await fetch(`${origin}/healthz`)).status).toBe(200)
    expect((await fetch(`${origin}/readyz`)).status).toBe(200)
    await slack.sendTo(`${origin}/slack/events`)(slack.payloads.slashCommand('help'))
    expect(await (await fetch(`${origin}/metrics`)).text()).toContain(
      'gofer_answered_total{surface="command",kind="about",intent="help",band="strong"} 1',
    )
    program.child.kill('SIGTERM')
    expect(await program.ended).toBe(0)
  })

  test('finishes what it took when it is told to stop, and exits 0', async () => {
    const slack = await world()
    const program = start(settings(slack))
    const send = slack.sendTo(`${await originOf(program)}/slack/events`)
    slack.api.fault('chat.postMessage', { kind: 'slow', ms: 1_500 })
    await Promise.all(['a', 'b', 'c'].map((text) => send(slack.payloads.appMention(`help ${text}`))))
    program.child.kill('SIGTERM')
    expect(await program.ended).toBe(0)
    expect(slack.api.calls('chat.postMessage')).toHaveLength(3)
  })

  test('does so over a socket as well, and is quick about it', async () => {
    const slack = await world()
    const { SLACK_SIGNING_SECRET: _unused, ...common } = settings(slack)
    const program = start({ ...common, SLACK_APP_TOKEN: slack.world.appToken })
    const origin = await originOf(program)
    await slack.socket.connected(2)
    await expect.poll(async () => (await fetch(`${origin}/readyz`)).status).toBe(200)
    slack.api.fault('chat.postMessage', { kind: 'slow', ms: 1_000 })
    await slack.socket.send(slack.payloads.appMention('help'))
    const asked = performance.now()
    program.child.kill('SIGTERM')
    expect(await program.ended).toBe(0)
    expect(slack.api.calls('chat.postMessage')).toHaveLength(1)
    expect(performance.now() - asked).toBeLessThan(10_000)
  })

  test('prints no secret, whatever the level', async () => {
    const slack = await world()
    const program = start({ ...settings(slack), LOG_LEVEL: 'trace' })
    const send = slack.sendTo(`${await originOf(program)}/slack/events`)
    await send(slack.payloads.appMention('canary words'))
    await expect.poll(() => slack.api.calls('chat.postMessage')).toHaveLength(1)
    program.child.kill('SIGTERM')
    await program.ended
    for (const secret of [slack.world.signingSecret, slack.world.teams[0]?.token ?? '', 'canary'])
      expect(program.out() + program.err()).not.toContain(secret)
  })

  test.each<[string, Record<string, string>, RegExp]>([
    ['a mistake in the settings', { SLACK_BOT_TOKEN: 'nonsense' }, /^SLACK_BOT_TOKEN: [^\n]*xoxb-[^\n]*\n$/],
    [
      'a folder that is none',
      { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'x', KNOWLEDGE_DIR: join(tmpdir(), 'nowhere') },
      /^KNOWLEDGE_DIR: .*\nsubject\.yml:/,
    ],
  ])('does not start with %s, and says what is wished', async (_what, env, line) => {
    const program = start(env)
    expect(await program.ended).toBe(1)
    expect(program.err()).toMatch(line)
    expect(program.err()).not.toContain('    at ')
  })

  test('ends where Slack refuses its app-level token from the start, and says so in one line', async () => {
    const slack = await world()
    const { SLACK_SIGNING_SECRET: _unused, ...common } = settings(slack)
    const program = start({ ...common, SLACK_APP_TOKEN: 'xapp-1-A0OTHER-1-wrong' })
    expect(await program.ended).toBe(1)
    expect(program.err()).toMatch(/^SLACK_APP_TOKEN: an app-level token .* invalid_auth\n$/m)
    expect(program.err()).not.toContain('    at ')
  })

  test('does not start on a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    closing.push(async () => void other.close())
    const port = String((other.address() as AddressInfo).port)
    const program = start({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'x', PORT: port })
    expect(await program.ended).toBe(1)
    expect(program.err()).toContain(`PORT: a port that is free; ${port}`)
  })

  test('without Slack settings is the local workspace, and ends whoever looks at it', async () => {
    const program = start({ PORT: '0' })
    const origin = await originOf(program)
    expect(program.out()).toMatch(/^Gofer's local workspace: http:\/\/127\.0\.0\.1:\d+\/\n\(no Slack settings/)
    expect(await (await fetch(origin)).text()).toContain('<title>')
    const page = await fetch(`${origin}workspace/stream?session=s`)
    expect(page.status).toBe(200)
    const act = { kind: 'send', channel: 'C0BRGEN', text: '/golang help' }
    const body = JSON.stringify({ team: 'T0BRIGHT', user: 'U0ANA', session: 's', act })
    const acted = await fetch(`${origin}workspace/act`, { method: 'POST', body })
    expect(await acted.json()).toEqual({ kind: 'done' })
    program.child.kill('SIGTERM')
    expect(await program.ended).toBe(0)
    expect(await page.text()).toContain('slash command: /golang help')
  })

  test('does not start on a workspace file that is none, and says so in one line', async () => {
    const program = start({ PORT: '0', WORKSPACE_FILE: 'package.json' })
    expect(await program.ended).toBe(1)
    expect(program.err()).toMatch(/^WORKSPACE_FILE: [^\n]*package\.json[^\n]*\n$/)
  })
})
