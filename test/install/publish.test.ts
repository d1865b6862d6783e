import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openStorage } from '#storage/open.ts'
import { ownFiles } from '../support/own.ts'

// What a curator does for one workspace, beside a service that has the database open.

const own = 'test/fixtures/kiln-own'

function run(script: 'publish' | 'check' | 'ask', env: Readonly<Record<string, string>>, ...given: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', `src/cli/${script}.ts`, ...given],
    { env: { PATH: process.env['PATH'] ?? '', KNOWLEDGE_DIR: 'test/fixtures/kiln', ...env }, encoding: 'utf8' },
  )
  return { status, stdout, stderr }
}

async function database() {
  const folder = mkdtempSync(join(tmpdir(), 'gofer-publish-'))
  const opened = await openStorage({ dataDir: folder, clock: { now: Date.now } })
  onTestFinished(async () => {
    await opened.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return { env: { DATA_DIR: folder }, store: opened.storage.ownKnowledge }
}

/** The own folder with a line that is wrong in it. */
function broken(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gofer-own-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  cpSync(own, folder, { recursive: true })
  writeFileSync(join(folder, 'topics', 'other.yml'), 'tittle: x\n')
  return folder
}

test('a folder is published for one workspace, published again and withdrawn', async () => {
  const { env, store } = await database()
  expect(run('publish', env, '--workspace', 'T0NORTH', own)).toEqual({
    status: 0,
    stdout: 'T0NORTH: 1 entry of its own; 2 files changed\n',
    stderr: '',
  })
  expect((await store.read('T0NORTH'))?.files).toEqual(ownFiles())
  expect(await store.read('T0SOUTH')).toBeUndefined()
  expect(run('publish', env, '--workspace', 'T0NORTH', '--withdraw').stdout).toBe(
    'T0NORTH: 0 entries of its own; 2 files changed\n',
  )
  expect((await store.read('T0NORTH'))?.files.size).toBe(0)
})

test('a folder that does not pass the check is published nowhere', async () => {
  const { env, store } = await database()
  const folder = broken()
  const refused = run('publish', env, '--workspace', 'T0NORTH', folder)
  expect(refused.status).toBe(1)
  expect(refused.stderr).toMatch(/^topics\/other\.yml:/)
  expect(await store.read('T0NORTH')).toBeUndefined()
  const checked = run('check', env, '--own', folder)
  expect([checked.status, checked.stdout]).toEqual([1, expect.stringMatching(/^topics\/other\.yml:/)])
})

test.each([
  [['--workspace', 'north', own], /^--workspace: the id of one workspace/],
  [['--workspace', 'E0ORG', own], /^--workspace: the id of one workspace/],
  [['--workspace', 'T0NORTH', 'README.md'], /a folder with entries in it/],
  [['--workspace', 'T0NORTH'], /one folder with the entries, or --withdraw/],
  [['--workspace', 'T0NORTH', own, own], /one folder with the entries/],
  [['--workspace', 'T0NORTH', '--withdraw', own], /^--withdraw: no folder/],
  [[own], /^--workspace: the id/],
  [['--workspace', 'T0NORTH', '/nowhere'], /a folder with entries in it/],
])('a mistake is told in a line: %j', async (given, words) => {
  const { env } = await database()
  const { status, stderr } = run('publish', env, ...given)
  expect(status).toBe(1)
  expect(stderr).toMatch(words)
  expect(stderr.trim().split('\n')).toHaveLength(1)
})

test('what a workspace would be answered can be asked before it is published', () => {
  const question = 'who owns the parcel desk'
  expect(run('ask', {}, '--own', own, question).stdout).toContain('team Heron')
  expect(run('ask', {}, question).stdout).toContain('has no answer')
  expect(run('check', {}, '--own', own).stdout).toBe('entries of its own: 1, nothing to mend\n')
})

test('what would take answers from all is refused, and says which', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gofer-own-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  cpSync(own, folder, { recursive: true })
  writeFileSync(join(folder, 'synonyms.yml'), 'xylo: [the, help, who]\n')
  const { status, stdout } = run('check', {}, '--own', folder)
  expect(status).toBe(1)
  expect(stdout).toMatch(
    /^\.:\(file\): words that everybody may type left as they are: "help" no longer means what it did \[lost\]/,
  )
  writeFileSync(join(folder, 'synonyms.yml'), 'xylo: [xyl]\n')
  writeFileSync(join(folder, 'README.md'), 'Ours.\n')
  expect(run('check', {}, '--own', folder).status).toBe(0)
})
