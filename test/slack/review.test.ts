import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { loadKnowledge } from '#knowledge/load.ts'
import { memoryStorage } from '#storage/memory.ts'
import type { NewDecision } from '#storage/ports/decisions.ts'
import type { Storage } from '#storage/ports.ts'
import { startLocal, type Local, type LocalOptions } from './local.ts'
import { buttonOf, wordsOf } from './reading.ts'
import { ana, direct, town, you } from './town.ts'

// A decision comes back: on its day, or before when something that it leaned on says something else.

const day = 86_400_000
const id = '0123456789abcdef0123456789abcdef'

const decision = (more: Partial<NewDecision> = {}): NewDecision => ({
  id,
  team: town.id,
  owner: you.id,
  state: 'decided',
  proposal: { project: 'A *bridge* <!channel>', alternatives: [] },
  choices: {},
  framework: { id: 'kiln-fit', version: 1 },
  verdict: 'fit',
  cited: [],
  pilot: false,
  ...more,
})

async function decided(options: LocalOptions = {}, more: Partial<NewDecision> = {}) {
  // The store outlives a restart of the program, as a database does.
  let storage: Storage | undefined
  const local = await startLocal({ ...options, storageFor: (now) => (storage ??= memoryStorage(now)) })
  if (!storage) throw new Error('no storage was asked for')
  await storage.decisions.create(decision(more))
  const at = new Date(local.clock.now() + 183 * day).toISOString()
  await storage.reviews.schedule(town.id, id, at)
  return { local, storage }
}

const told = (local: Local): number => local.shown.filter((one) => one.kind === 'message' && !one.replaced).length

/** Lets so much time pass, and then enough for the program's own rounds: a timer that is set while time stands is met by the next step. */
async function pass(local: Local, ms: number): Promise<void> {
  for (const step of [ms, 31_000, 31_000]) {
    local.clock.advance(step)
    await local.service.settled()
    await new Promise((resolve) => setTimeout(resolve, 15))
  }
}

describe('a review', () => {
  test('is told to the owner on its day, once, in a direct message', async () => {
    const { local } = await decided()
    await pass(local, 182 * day)
    expect(told(local)).toBe(0)
    await pass(local, day + 60_000)
    await expect.poll(() => told(local)).toBe(1)
    const message = local.message()
    expect(message.place.id).toBe(direct.id)
    expect(wordsOf(message)).toContain('The day that was set for looking at it again has come.')
    expect(message.text).not.toContain('<!channel>')
    await pass(local, 30 * day)
    expect(told(local)).toBe(1)
    expect(local.problems()).toEqual([])
  })

  test('is told after a restart that slept through its day, and not again after the next', async () => {
    const { local } = await decided()
    await local.restart()
    local.clock.advance(200 * day)
    await local.restart()
    await expect.poll(() => told(local)).toBe(1)
    await local.restart()
    await pass(local, day)
    expect(told(local)).toBe(1)
  })

  test('waits while Slack is busy, and comes when it is not', async () => {
    const { local } = await decided()
    const calm = local.world.api.fault('chat.postMessage', { kind: 'rateLimited', retryAfter: 30 })
    await pass(local, 184 * day)
    expect(told(local)).toBe(0)
    calm()
    for (let minute = 0; minute < 40 && told(local) === 0; minute += 1) await pass(local, 60_000)
    expect(told(local)).toBe(1)
  })

  test('whose answer got lost counts as told: nobody is told twice', async () => {
    const { local } = await decided()
    local.world.api.fault('chat.postMessage', { kind: 'reset', done: true }, 1)
    await pass(local, 184 * day)
    await expect.poll(() => told(local)).toBe(1)
    for (let hour = 0; hour < 5; hour += 1) await pass(local, 3_600_000)
    expect(told(local)).toBe(1)
  })

  test('still right: it comes back later, and its buttons are spent', async () => {
    const { local, storage } = await decided()
    await pass(local, 184 * day)
    await expect.poll(() => told(local)).toBe(1)
    await local.slack.press(buttonOf(local.message(), 'Still right'), local.message())
    expect(local.message().replaced).toBe(true)
    expect(wordsOf(local.message())).toMatch(/^Noted: still right\. It comes back on \d{4}-\d\d-\d\d\.$/)
    expect((await storage.decisions.read(town.id, id))?.version).toBe(2)
    await pass(local, 40 * day)
    await expect.poll(() => told(local)).toBe(2)
  })

  test('later: in a month', async () => {
    const { local } = await decided()
    await pass(local, 184 * day)
    await expect.poll(() => told(local)).toBe(1)
    await local.slack.press(buttonOf(local.message(), 'Ask me in a month'), local.message())
    await pass(local, 29 * day)
    expect(told(local)).toBe(1)
    await pass(local, 2 * day)
    await expect.poll(() => told(local)).toBe(2)
  })

  test('is the owner’s to answer: somebody else is refused and changes nothing', async () => {
    const { local, storage } = await decided({}, { owner: ana.id })
    await storage.decisions.create(decision({ id: `${id.slice(1)}0` }))
    await storage.reviews.schedule(town.id, `${id.slice(1)}0`, new Date(local.clock.now() + day).toISOString())
    await pass(local, 2 * day)
    await expect.poll(() => told(local)).toBe(1)
    const button = local.slack.forge(local.message(), buttonOf(local.message(), 'Still right'), { value: id })
    await local.slack.press(button, local.message())
    expect(wordsOf(local.message())).toBe('Only its owner or an admin can answer that.')
    expect((await storage.decisions.read(town.id, id))?.version).toBe(1)
  })

  test('is not told of a decision that was superseded in the meantime', async () => {
    const { local, storage } = await decided()
    await storage.decisions.change(town.id, id, 1, { state: 'superseded' })
    await pass(local, 184 * day)
    expect(told(local)).toBe(0)
  })

  test('whose day comes while the team is asked waits for the end of that, and is told then, once', async () => {
    const { local, storage } = await decided()
    const at = new Date(local.clock.now() + 183 * day).toISOString()
    await storage.decisions.change(town.id, id, 1, { state: 'open', reviewAt: at })
    await pass(local, 182 * day)
    for (let days = 0; days < 4; days += 1) await pass(local, day)
    expect(told(local)).toBe(0)
    // A ballot without an answer gives the record back as it was, and its date cannot be set a second time.
    await storage.decisions.change(town.id, id, 2, { state: 'decided' })
    expect(await storage.reviews.schedule(town.id, id, at)).toBe('already')
    await pass(local, day)
    await expect.poll(() => told(local)).toBe(1)
    expect(wordsOf(local.message())).toContain('The day that was set for looking at it again has come.')
    expect(wordsOf(local.message())).not.toContain('You may have read this before')
    await pass(local, 30 * day)
    expect(told(local)).toBe(1)
    expect(local.problems()).toEqual([])
  })

  test('whose day came while the team was asked falls away where the team decided, and sets a day of its own', async () => {
    const { local, storage } = await decided()
    await storage.decisions.change(town.id, id, 1, { state: 'open' })
    await pass(local, 184 * day)
    const later = new Date(local.clock.now() + 90 * day).toISOString()
    await storage.decisions.change(town.id, id, 2, { state: 'decided', reviewAt: later })
    expect(await storage.reviews.schedule(town.id, id, later)).toBe('scheduled')
    await pass(local, 30 * day)
    expect(told(local)).toBe(0)
    await pass(local, 61 * day)
    await expect.poll(() => told(local)).toBe(1)
  })

  test('of a record that went back to a draft is not told', async () => {
    const { local, storage } = await decided()
    await storage.decisions.change(town.id, id, 1, { state: 'draft' })
    await pass(local, 184 * day)
    await storage.decisions.change(town.id, id, 2, { state: 'decided' })
    await pass(local, 10 * day)
    expect(told(local)).toBe(0)
  })
})

describe('knowledge that changes', () => {
  function folder(): string {
    const made = mkdtempSync(join(tmpdir(), 'gofer-review-'))
    onTestFinished(() => rmSync(made, { recursive: true, force: true }))
    cpSync('test/fixtures/kiln', made, { recursive: true })
    return made
  }
  const entry = 'acme'

  test('brings a decision back that leans on it, once for each change, also when nothing ran at the time', async () => {
    const knowledge = folder()
    const { local, storage } = await decided({ knowledge }, { cited: [{ entry, grade: 'A', version: 'of old' }] })
    await local.restart()
    await pass(local, 0)
    await expect.poll(() => told(local)).toBe(1)
    expect(wordsOf(local.message())).toContain('comes back before its day')
    expect(wordsOf(local.message())).toContain(': corrected.')
    await local.restart()
    await pass(local, 2 * day)
    expect(told(local)).toBe(1)
    expect((await storage.decisions.read(town.id, id))?.state).toBe('decided')
  })

  test('an edit while it runs is noticed without a restart', async () => {
    const knowledge = folder()
    const { local, storage } = await decided({ knowledge })
    const file = join(knowledge, 'organisations', `${entry}.yml`)
    const known = await storage.decisions.change(town.id, id, 1, {
      cited: [{ entry, grade: 'A', version: versionIn(knowledge, entry) }],
    })
    expect(known.kind).toBe('done')
    await pass(local, day)
    expect(told(local)).toBe(0)
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^answer: .*$/m, 'answer: It fires differently today.'))
    await expect
      .poll(
        async () => {
          await pass(local, 60_000)
          return told(local)
        },
        { timeout: 10_000 },
      )
      .toBe(1)
  })
})

/** The digest that a citation of today holds. */
function versionIn(folder: string, entry: string): string {
  const loaded = loadKnowledge(folder)
  return loaded.kind === 'loaded' ? (loaded.catalog.versions.get(entry) ?? '') : ''
}
