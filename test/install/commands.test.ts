import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createSealer } from '#install/seal.ts'
import { openStorage } from '#storage/open.ts'
import { decisionOf, installationOf } from '../storage/samples.ts'
import { keyOf } from './served.ts'

// The commands as an operator runs them, beside a service that has the database open.

const [old, current] = [keyOf(), keyOf()]
const settings = {
  SLACK_CLIENT_ID: '1',
  SLACK_CLIENT_SECRET: 'a-client-secret',
  SLACK_SIGNING_SECRET: 'a-secret',
  PUBLIC_URL: 'https://gofer.example',
}

function run(script: 'rotate' | 'export', env: Record<string, string>, ...given: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', `src/cli/${script}.ts`, ...given],
    { env: { PATH: process.env['PATH'] ?? '', ...env }, encoding: 'utf8' },
  )
  return { status, stdout, stderr }
}

async function database() {
  const folder = mkdtempSync(join(tmpdir(), 'gofer-commands-'))
  const opened = await openStorage({ dataDir: folder, clock: { now: Date.now } })
  onTestFinished(async () => {
    await opened.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const sealer = createSealer([{ id: 'old', base64: old }])
  for (const team of ['T1', 'T2'])
    await opened.storage.installations.save(
      installationOf(team, { token: sealer.seal(`xoxb-${team}`, { team, field: 'token' }) }),
    )
  await opened.storage.decisions.create(decisionOf('T1'))
  return { folder, storage: opened.storage }
}

test('tokens:rotate seals anew, says how many, and is done when it says so', async () => {
  const { folder, storage } = await database()
  const env = { ...settings, DATA_DIR: folder, TOKEN_ENCRYPTION_KEY: `new:${current},old:${old}` }
  expect(run('rotate', env)).toEqual({
    status: 0,
    stdout: 'sealed anew: 2, with the first key before: 0, left as they were: 0\n',
    stderr: '',
  })
  expect(run('rotate', env).stdout).toContain('sealed anew: 0, with the first key before: 2')
  expect((await storage.installations.read('T1'))?.token).toMatch(/^g1\.new\./)
  const lost = run('rotate', { ...env, TOKEN_ENCRYPTION_KEY: `other:${keyOf()}` })
  expect([lost.status, lost.stderr.split('\n')[0]]).toEqual([
    1,
    'TOKEN_ENCRYPTION_KEY: the key "new", which sealed the token of T1, is not among those given; add it behind the first one',
  ])
})

test('export prints everything of one workspace, and no token', async () => {
  const { folder } = await database()
  const { status, stdout, stderr } = run('export', { DATA_DIR: folder }, 'T1')
  expect([status, stderr]).toEqual([0, '3 rows of T1\n'])
  expect(JSON.parse(stdout)).toMatchObject({
    team: 'T1',
    tables: {
      decisions: [{ team: 'T1', proposal: { project: 'payments' } }],
      citations: [{ entry: 'monzo' }],
      installations: [{ team: 'T1', installer: 'U1ANA' }],
    },
  })
  expect(stdout).not.toMatch(/g1\.|xoxb|"T2"/)
})

test('both say in one line what is missing, and make nothing', () => {
  const empty = mkdtempSync(join(tmpdir(), 'gofer-commands-'))
  onTestFinished(() => rmSync(empty, { recursive: true, force: true }))
  const secrets = { ...settings, TOKEN_ENCRYPTION_KEY: keyOf() }
  for (const [script, env, given, line] of [
    ['export', {}, ['T1'], /^DATA_DIR: the folder with the database, or DATABASE_URL/],
    ['export', { DATA_DIR: empty }, ['T1'], /^DATA_DIR: the folder with the database; there is none in/],
    ['export', { DATA_DIR: empty }, [], /^export: the id of one workspace/],
    ['export', { DATA_DIR: empty }, ['t1; drop'], /^export: the id of one workspace/],
    ['export', { DATABASE_URL: 'postgres://u:hidden@127.0.0.1:1/x' }, ['T1'], /^the database cannot be reached/],
    ['rotate', { DATA_DIR: empty, ...secrets }, [], /^DATA_DIR: the folder with the database; there is none in/],
    ['rotate', { ...secrets, TOKEN_ENCRYPTION_KEY: '' }, [], /^TOKEN_ENCRYPTION_KEY: a key/],
  ] as const) {
    const { status, stdout, stderr } = run(script, env, ...given)
    expect([status, stdout, stderr]).toEqual([1, '', expect.stringMatching(line)])
    expect(stderr.trimEnd()).not.toMatch(/\n|hidden/)
  }
  expect(readdirSync(empty)).toEqual([])
  expect(readFileSync('package.json', 'utf8')).toMatch(/"tokens:rotate": .*rotate\.ts/)
})
