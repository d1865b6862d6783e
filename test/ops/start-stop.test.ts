import { spawn, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folder } from './command.ts'
import { ask, settingsFor, slackWith, start } from './program.ts'
import { sendUntilNotReady } from './senders.ts'

describe('a stop', () => {
  test('asked for twice ends at once, whatever is under way', async () => {
    const slack = await slackWith()
    const program = start(settingsFor(slack))
    const origin = await program.origin()
    const send = slack.sendTo(`${origin}/slack/events`)
    slack.api.fault('chat.postMessage', { kind: 'hang' })
    await send(slack.payloads.appMention('help'))
    await expect.poll(() => slack.api.calls('chat.postMessage')).toHaveLength(1)
    program.child.kill('SIGTERM')
    // It waits for the call first, which Slack never answers.
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(program.child.exitCode).toBeNull()
    const asked = performance.now()
    program.child.kill('SIGTERM')
    expect(await program.ended).toBe(1)
    expect(performance.now() - asked).toBeLessThan(1_000)
  })

  test('loses no request of those who have yet to learn of it, over connections that are kept or new: 5 times', async () => {
    const slack = await slackWith()
    for (let round = 0; round < 5; round += 1) {
      const program = start(settingsFor(slack))
      const origin = await program.origin()
      const sending = sendUntilNotReady(slack, origin, { senders: 12, askEveryMs: 1_000 })
      setTimeout(() => program.child.kill('SIGTERM'), 200 + round * 37)
      const { answered, kept, lost } = await sending
      expect(lost).toEqual([])
      expect(kept).toBeGreaterThan(0)
      expect(answered).toBeGreaterThan(0)
      expect(await program.ended).toBe(0)
    }
  }, 60_000)

  test('is told by /readyz at once, and by every answer: its connection ends with it', async () => {
    const slack = await slackWith()
    const program = start(settingsFor(slack))
    const origin = await program.origin()
    expect((await fetch(`${origin}/healthz`)).headers.get('connection')).toBe('keep-alive')
    program.child.kill('SIGTERM')
    await expect.poll(() => ask(origin, '/readyz')).toEqual({ status: 503, text: 'stopping\n' })
    const answer = await slack.sendTo(`${origin}/slack/events`)(slack.payloads.slashCommand('help'))
    expect(answer.status).toBe(200)
    expect(answer.headers['connection']).toBe('close')
    expect(await program.ended).toBe(0)
  })

  test('ends within fifteen seconds although Slack never answers', async () => {
    const slack = await slackWith()
    const program = start(settingsFor(slack))
    const send = slack.sendTo(`${await program.origin()}/slack/events`)
    slack.api.fault('*', { kind: 'hang' })
    await send(slack.payloads.appMention('help'))
    const asked = performance.now()
    program.child.kill('SIGTERM')
    expect(await program.ended).toBe(0)
    expect(performance.now() - asked).toBeLessThan(15_000)
  }, 30_000)
})

test('asked of npm, which ends without telling, is a stop too', async () => {
  const slack = await slackWith()
  const env = { ...settingsFor(slack), PATH: process.env['PATH'] ?? '', DATA_DIR: folder(), PORT: '0' }
  const npm = spawn('sh', ['-c', `"${process.execPath}" src/main.ts; true`], {
    env: { ...env, KNOWLEDGE_DIR: 'test/fixtures/kiln', npm_lifecycle_event: 'start' },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let out = ''
  npm.stdout.on('data', (text: Buffer) => void (out += text.toString()))
  await expect.poll(() => out, { timeout: 15_000 }).toContain('http://')
  const origin = /http:\/\/\S+/.exec(out)?.[0] ?? ''
  expect((await ask(origin, '/healthz')).status).toBe(200)
  npm.kill('SIGTERM')
  await expect.poll(() => ask(origin, '/healthz').catch(() => 'gone'), { timeout: 5_000 }).toBe('gone')
})

test('that an error brings which nothing caught finishes what was taken, says where, and nothing of the error’s words', async () => {
  const script = `
    import { untilStopped } from '#ops/signals.ts'
    const stopped = untilStopped()
    setTimeout(function thrower() { throw new Error('canary words') }, 10)
    setTimeout(() => void Promise.reject(new Error('canary again')), 20)
    await stopped
    await new Promise((resolve) => setTimeout(resolve, 200))
    console.log('finished')
  `
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
  })
  expect({ status, stdout }).toEqual({ status: 1, stdout: 'finished\n' })
  expect(stderr).toContain('thrower')
  expect(stderr).not.toContain('canary')
})

describe('a start while Slack’s API is down', () => {
  test('over a socket is alive, not ready, and says why; ready as soon as Slack is back', async () => {
    const slack = await slackWith()
    const back = slack.api.fault('*', { kind: 'status', status: 503, body: '' })
    const program = start(settingsFor(slack, 'socket'))
    const origin = await program.origin()
    expect((await ask(origin, '/healthz')).status).toBe(200)
    expect(await ask(origin, '/readyz')).toEqual({ status: 503, text: 'no connection to Slack\n' })
    back()
    await expect.poll(async () => (await ask(origin, '/readyz')).status, { timeout: 20_000 }).toBe(200)
    const answer = await slack.socket.send(slack.payloads.slashCommand('help'))
    expect(answer?.payload).toMatchObject({ response_type: 'ephemeral' })
  }, 40_000)

  test('over HTTP is ready: Slack reaches us, and commands are answered without its API', async () => {
    const slack = await slackWith()
    slack.api.fault('*', { kind: 'status', status: 503, body: '' })
    const program = start(settingsFor(slack))
    const origin = await program.origin()
    expect((await ask(origin, '/readyz')).status).toBe(200)
    const send = slack.sendTo(`${origin}/slack/events`)
    expect((await send(slack.payloads.slashCommand('help'))).body).toMatchObject({ response_type: 'ephemeral' })
  })
})

describe('settings that waiting does not mend', () => {
  test('a folder that cannot be written to stops the start in one line', async () => {
    const slack = await slackWith()
    const file = join(folder(), 'file')
    writeFileSync(file, '')
    const readonly = start({ ...settingsFor(slack), DATA_DIR: join(file, 'below') })
    expect(await readonly.ended).toBe(1)
    expect(readonly.err()).toMatch(/^DATA_DIR: [^\n]+\n$/)
  })

  test('no line of a start that fails holds the password of the database', async () => {
    const slack = await slackWith()
    for (const url of ['postgres://gofer:canary-word@[no-host', 'postgres://gofer:canary-word@127.0.0.1:99999/x']) {
      const program = start({ ...settingsFor(slack), DATABASE_URL: url })
      expect(await program.ended).toBe(1)
      expect(program.out() + program.err()).not.toContain('canary')
      expect(program.err()).toContain('DATABASE_URL')
    }
  })
})

test('the commands of the package are those that the documents name', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
  for (const file of ['docs/operate.md', 'SECURITY.md', 'deploy/README.md'])
    for (const [, name] of readFileSync(file, 'utf8').matchAll(/npm run (?:-s )?([a-z:]+)/g))
      expect(Object.keys(scripts)).toContain(name)
})
