import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { loadKnowledge } from '#knowledge/load.ts'
import type { Breath } from '#knowledge/search/slices.ts'
import { type KnowledgeNews, type LiveKnowledge, liveKnowledge } from '../src/live.ts'

type Rig = {
  readonly live: LiveKnowledge
  readonly path: (file: string) => string
  readonly edit: (file: string, from: string, to: string) => void
  /** What was logged. */
  readonly told: () => string
  readonly news: string[]
  /** How often a rebuild let others have their turn. */
  readonly breaths: () => number
}

/**
 * A copy of a knowledge folder, watched as in service.
 * @param onBreath what others do with their turn, by its number; every step of the work is followed by one
 */
function watched(knowledge: string, onBreath: (number: number, live: LiveKnowledge) => void = () => {}): Rig {
  const folder = mkdtempSync(join(tmpdir(), 'kiln-'))
  cpSync(knowledge, folder, { recursive: true })
  const path = (file: string): string => join(folder, file)
  const lines = new PassThrough()
  let told = ''
  lines.on('data', (text: Buffer) => void (told += text.toString()))
  const loaded = loadKnowledge(folder)
  if (loaded.kind === 'refused') throw new Error('the folder is refused')
  const news: string[] = []
  const tell: KnowledgeNews = (outcome) => void news.push(outcome)
  let breaths = 0
  let ticks = 0
  const breath: Breath = {
    now: () => (ticks += 1),
    sliceMs: 0,
    pause: async () => {
      await setImmediate()
      breaths += 1
      onBreath(breaths, live)
    },
  }
  const live = liveKnowledge(folder, loaded, pino(lines), { news: tell, breath })
  onTestFinished(() => {
    live.close()
    rmSync(folder, { recursive: true, force: true })
  })
  live.watch()
  return {
    live,
    path,
    edit: (file, from, to) => writeFileSync(path(file), readFileSync(path(file), 'utf8').replace(from, to)),
    told: () => told,
    news,
    breaths: () => breaths,
  }
}

const file = 'topics/pauses.yml'
const saidBy = ({ answerer }: LiveKnowledge): string => JSON.stringify(answerer.answer('collector pauses'))
const patience = { timeout: 10_000 }

test('an edit is picked up; a broken one keeps the last good answers and says what is wrong, where; mended, it counts', async () => {
  const { live, edit, told, news } = watched('test/fixtures/kiln')
  const said = (): string => saidBy(live)
  expect(said()).toContain('below a millisecond')
  edit(file, 'below a millisecond', 'below two milliseconds')
  await expect.poll(said, patience).toContain('below two milliseconds')
  const [before, version] = [said(), live.answerer.version]
  edit(file, 'answer:', 'anwser:')
  await expect.poll(told, patience).toContain('topics/pauses.yml:answer')
  expect(news).toEqual(['loaded', 'taken', 'refused'])
  expect(said()).toBe(before)
  expect([live.answerer.version, live.decider.version]).toEqual([version, version])
  edit(file, 'anwser:', 'answer:')
  await expect.poll(told, patience).toContain('the refused edit is taken back')
  expect(said()).toBe(before)
  edit(file, 'below two milliseconds', 'below three milliseconds')
  await expect.poll(said, patience).toContain('below three milliseconds')
})

test('the shipped knowledge is rebuilt with a turn for others after every few entries, and answers from what was there until then', async () => {
  const during = new Set<string>()
  const rig = watched('knowledge', (_, { answerer, decider }) => during.add(`${answerer.version} ${decider.version}`))
  const { live, path, news, breaths } = rig
  const { version } = live.answerer
  const entry = { title: 'Zorblax', aliases: ['zorblax'], topic: 'patterns', answer: 'A zorblax hums.', sources: ['x'] }
  const dated = { ...entry, checked: '2026-01-01', review_by: '2027-01-01' }
  // JSON is YAML.
  writeFileSync(path('topics/zorblax.yml'), JSON.stringify(dated))
  await expect.poll(() => JSON.stringify(live.answerer.answer('zorblax')), patience).toContain('A zorblax hums.')
  expect(live.answerer.version).not.toBe(version)
  expect(live.decider.version).toBe(live.answerer.version)
  expect(news).toEqual(['loaded', 'taken'])
  expect([...during]).toEqual([`${version} ${version}`])
  expect(breaths()).toBeGreaterThan(1_000)
})

test('what is edited during a rebuild is taken by another one', async () => {
  const rig = watched('test/fixtures/kiln', (number) => {
    // Every file has been read by then, and the first edit with them.
    if (number === 100) rig.edit(file, 'below two milliseconds', 'below three milliseconds')
  })
  rig.edit(file, 'below a millisecond', 'below two milliseconds')
  const versions: string[] = []
  rig.live.onChange(() => versions.push(saidBy(rig.live)))
  await expect.poll(() => versions.length, patience).toBe(2)
  expect(versions[0]).toContain('below two milliseconds')
  expect(versions[1]).toContain('below three milliseconds')
})

test('who closes it during a rebuild gets no other answers any more', async () => {
  const { live, path, news, breaths } = watched('test/fixtures/kiln', (number) => {
    if (number === 100) live.close()
  })
  const { version } = live.answerer
  appendFileSync(path(file), '\n# another\n')
  await expect.poll(breaths, patience).toBe(100)
  for (let turn = 0; turn < 20; turn++) await setImmediate()
  expect(breaths()).toBe(100)
  expect(live.answerer.version).toBe(version)
  expect(news).toEqual(['loaded'])
})
