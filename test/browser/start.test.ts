import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readEnv } from '#config.ts'
import { visitPage } from './browser.ts'
import { answersIn, ask, sees } from './page.ts'
import { executable, theBrowser } from './walk.ts'

// Without a chromium all suites of this folder are skipped, and this one says why; where one is required, it fails.
const isSkipped = executable === undefined && readEnv()['CI_BROWSER'] !== 'required'
const why = isSkipped ? ", skipped: no chromium; install Debian's chromium or set CHROMIUM" : ''
if (isSkipped) console.warn(`The browser suite${why}`)

describe.skipIf(isSkipped)(`the browser suite${why}`, () => {
  test('has a chromium', () => {
    expect(executable).toBeDefined()
  })
})

describe.skipIf(executable === undefined)('npm start', () => {
  test('prints an address, and a browser finds the workspace there', async () => {
    const child = spawn('npm', ['start'], {
      env: { ...process.env, PORT: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    const ended = once(child, 'exit')
    onTestFinished(async () => {
      stop(child, 'SIGKILL')
      await ended
    })
    let out = ''
    child.stdout.on('data', (text: Buffer) => void (out += text.toString()))
    await expect.poll(() => out, { timeout: 15_000 }).toMatch(/local workspace: http:\/\/127\.0\.0\.1:\d+\/\n/)
    const [address = ''] = /http:\S+/.exec(out) ?? []
    const { visit, close } = await visitPage(await theBrowser(), address, { welcome: true })
    await sees(visit.page.getByRole('region', { name: 'Welcome' }))
    await ask(visit.page, 'who-uses fintech')
    await sees(answersIn(visit.page).getByRole('heading', { name: /^Who uses Go/ }))
    await close()
    expect(visit.problems).toEqual([])
    stop(child, 'SIGTERM')
    await ended
  })
})

/** npm and what it started: they are a group of their own. */
function stop({ pid, exitCode, signalCode }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, signal)
}
