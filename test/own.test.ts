import { readFileSync } from 'node:fs'
import { PassThrough } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { plainText } from '#answer/text.ts'
import { buildingAnswerer, createAnswerer } from '#answer/answerer.ts'
import { buildingCorpus, type Corpus } from '#answer/corpus.ts'
import type { Catalog } from '#knowledge/catalog.ts'
import { loadKnowledge } from '#knowledge/load.ts'
import { joining } from '#knowledge/own.ts'
import { type Breath, finished } from '#knowledge/search/slices.ts'
import { textShelf } from '#knowledge/shelf.ts'
import { manualClock } from '#standin/clock.ts'
import { StorageDown } from '#storage/down.ts'
import { memoryStorage } from '#storage/memory.ts'
import { ownAnswerers } from '../src/own.ts'
import { ownFiles } from './support/own.ts'

const question = 'who owns the parcel desk'
const lookMs = 61_000

function shared(): Catalog {
  const loaded = loadKnowledge('test/fixtures/kiln')
  if (loaded.kind === 'refused') throw new Error('the made-up folder is refused')
  return loaded.catalog
}

/** Workspaces beside a shared knowledge that a test may exchange. */
function rig(most: { count: number; bytes: number } = { count: 100, bytes: 1e9 }) {
  let corpus: Corpus = finished(buildingCorpus(shared()))
  let base = finished(buildingAnswerer(corpus))
  const clock = manualClock()
  const { ownKnowledge: store } = memoryStorage(clock.now)
  let reads = 0
  const lines = new PassThrough()
  let log = ''
  lines.on('data', (text: Buffer) => void (log += text.toString()))
  let pauses = 0
  let fails = false
  const breath: Breath = {
    now: () => pauses,
    sliceMs: 0,
    pause: () => {
      pauses += 1
      return setImmediate()
    },
  }
  const own = ownAnswerers({
    shared: {
      corpus: () => corpus,
      answerer: {
        get version() {
          return base.version
        },
        answer: (text, previous) => base.answer(text, previous),
        suggest: (text, limit) => base.suggest(text, limit),
      },
    },
    store: {
      ...store,
      read: (team) => {
        reads += 1
        return fails ? Promise.reject(new StorageDown('gone', 'away')) : store.read(team)
      },
    },
    clock,
    log: pino(lines),
    breath,
    most,
  })
  return {
    own,
    told: () => log,
    store,
    clock,
    failing: (does: boolean) => void (fails = does),
    reads: () => reads,
    pauses: () => pauses,
    /** @param later milliseconds until somebody looks */
    publish: async (
      team: string,
      change: readonly (readonly [string, string])[] = [],
      more: readonly (readonly [string, string])[] = [],
      later = lookMs,
    ) => {
      await store.publish(team, new Map([...ownFiles(change), ...more]))
      clock.advance(later)
      await own.look()
    },
    edit: (change: (catalog: Catalog) => Catalog) => {
      corpus = finished(buildingCorpus(change(corpus.catalog), corpus))
      base = finished(buildingAnswerer(corpus))
      return own.refresh()
    },
    ask: async (team: string, text = question) => plainText((await own.of(team)).answer(text)),
  }
}

test('a workspace with nothing of its own is answered at once by what all share', async () => {
  const { own, publish } = rig()
  await publish('T1')
  expect(own.of('T2')).not.toBeInstanceOf(Promise)
  expect(own.of('T1')).toBeInstanceOf(Promise)
  await own.of('T1')
  expect(own.of('T1')).not.toBeInstanceOf(Promise)
})

test('what is laid upon the shared knowledge answers to the letter as one that was read anew', async () => {
  const { own, publish } = rig()
  await publish('T1')
  const laid = await own.of('T1')
  const joined = finished(joining(shared(), textShelf(ownFiles())))
  if (joined.kind === 'refused') throw new Error('the own files are refused')
  const anew = createAnswerer(joined.catalog)
  const { entries } = joined.catalog
  const texts = [...entries.values()].flatMap(({ title, asks, aliases }) => [title, ...asks, ...aliases])
  for (const text of [...texts, 'parcle desk', 'ownership of desks', 'help', ''])
    expect(laid.answer(text)).toEqual(anew.answer(text))
  expect(laid.suggest('par', 5)).toEqual(anew.suggest('par', 5))
})

test('memory is bounded: who was asked for longest ago goes, and comes back when it is asked for', async () => {
  const { own, publish, ask, reads } = rig({ count: 2, bytes: 1e9 })
  for (const team of ['T1', 'T2', 'T3']) await publish(team, [['Heron', `Heron of ${team}`]])
  for (const team of ['T1', 'T2', 'T1', 'T3']) expect(await ask(team)).toContain(`Heron of ${team}`)
  expect(own.kept().count).toBe(2)
  expect(reads()).toBe(3)
  await ask('T1')
  expect(reads()).toBe(3)
  expect(await ask('T2')).toContain('Heron of T2')
  expect(reads()).toBe(4)
})

test('so are the bytes: one workspace is always kept', async () => {
  const { own, publish, ask } = rig({ count: 100, bytes: 1 })
  for (const team of ['T1', 'T2']) await publish(team)
  for (const team of ['T1', 'T2']) expect(await ask(team)).toContain('Heron')
  expect(own.kept().count).toBe(1)
  expect(own.kept().bytes).toBeGreaterThan(1)
})

test('many who ask at once wait for one building, which lets others have their turn', async () => {
  const { publish, ask, reads, pauses } = rig()
  await publish('T1')
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask('T1')))
  expect(new Set(answers).size).toBe(1)
  expect(reads()).toBe(1)
  expect(pauses()).toBeGreaterThan(10)
})

test('an edit of what all share reaches every workspace, without reading its own again', async () => {
  const { edit, publish, ask, reads } = rig()
  await publish('T1')
  expect(await ask('T1', 'acme')).toContain('runs its ledger')
  await edit((catalog) => {
    const acme = catalog.entries.get('acme')
    if (!acme) throw new Error('no acme')
    const entries = new Map([...catalog.entries, ['acme', { ...acme, answer: 'Acme Bank keeps its ledger on paper.' }]])
    return { ...catalog, entries, version: 'edited' }
  })
  expect(await ask('T1', 'acme')).toContain('on paper')
  expect(await ask('T1')).toContain('Heron')
  expect(reads()).toBe(1)
})

test('who was asked in is answered at once while something newer is built, from what was there', async () => {
  const { own, publish, ask, store, reads } = rig()
  await publish('T1')
  await ask('T1')
  await store.publish('T1', ownFiles([['Heron', 'Crane']]))
  const looking = own.look()
  expect(own.of('T1')).not.toBeInstanceOf(Promise)
  expect(await ask('T1')).toContain('Heron')
  await looking
  expect(await ask('T1')).toContain('Crane')
  expect(reads()).toBe(2)
})

test('what was published after a failure is not waited for as long as after the failure itself', async () => {
  const { own, publish, ask, failing, clock } = rig()
  failing(true)
  await publish('T1')
  expect(await ask('T1')).toContain('has no answer')
  failing(false)
  expect(await ask('T1')).toContain('has no answer')
  // Sooner than the rest after a failure is over.
  await publish('T1', [['Heron', 'Crane']], [], 500)
  expect(await ask('T1')).toContain('Crane')
  failing(true)
  await publish('T2')
  await ask('T2')
  failing(false)
  clock.advance(5_001)
  expect(await ask('T2')).toContain('Heron')
  expect(own.kept().refused).toBe(0)
})

test('what does not fit is counted, and told once', async () => {
  const { own, publish, ask, told } = rig()
  await publish('T1', [['[north-handbook]', '[nowhere]']])
  await ask('T1')
  await ask('T1')
  expect(own.kept()).toMatchObject({ count: 1, refused: 1, built: 1 })
  expect(told().match(/own knowledge: refused/g)).toHaveLength(1)
})

test('an answer of what all share tells when an own title stands in it, as in a button', async () => {
  const { own, publish } = rig()
  // Related to a shared topic, so that its answer leads there.
  await publish('T1', [['topic: adoption', 'topic: hiring']])
  const answers = ['hiring checklist', 'acme'].map(async (text) => (await own.of('T1')).answer(text))
  for (const answer of await Promise.all(answers)) {
    if (answer.kind !== 'found') throw new Error('a question that is answered')
    const holds = JSON.stringify(answer).includes('Which of our services')
    expect(answer.isOwn ?? false).toBe(holds)
  }
  const [hiring] = await Promise.all(answers)
  expect(hiring).toMatchObject({ isOwn: true })
})

test('an own entry may take the place of a shared one, for its workspace alone', async () => {
  const { publish, ask } = rig()
  const acme = readFileSync('test/fixtures/kiln/organisations/acme.yml', 'utf8')
  await publish(
    'T1',
    [],
    [['organisations/acme.yml', acme.replace(/^answer: .*$/m, 'answer: Acme Bank is our customer.')]],
  )
  expect(await ask('T1', 'acme')).toContain('our customer')
  expect(await ask('T2', 'acme')).toContain('runs its ledger')
})
