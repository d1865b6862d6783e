import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { loadKnowledge } from '#knowledge/load.ts'
import { liveKnowledge } from '../src/live.ts'

test('an edit is picked up; a broken one keeps the last good answers and says what is wrong, where; mended, it counts', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kiln-'))
  cpSync('test/fixtures/kiln', folder, { recursive: true })
  const file = join(folder, 'topics/pauses.yml')
  const lines = new PassThrough()
  let told = ''
  lines.on('data', (text: Buffer) => void (told += text.toString()))
  const loaded = loadKnowledge(folder)
  if (loaded.kind === 'refused') throw new Error('the fixture is refused')
  const live = liveKnowledge(folder, loaded, pino(lines))
  const said = (): string => JSON.stringify(live.answerer.answer('collector pauses'))
  const edit = (from: string, to: string): void => writeFileSync(file, readFileSync(file, 'utf8').replace(from, to))
  live.watch()
  try {
    expect(said()).toContain('below a millisecond')
    edit('below a millisecond', 'below two milliseconds')
    await expect.poll(said, { timeout: 5000 }).toContain('below two milliseconds')
    edit('answer:', 'anwser:')
    await expect.poll(() => told, { timeout: 5000 }).toContain('topics/pauses.yml:answer')
    expect(said()).toContain('below two milliseconds')
    edit('anwser:', 'answer:')
    edit('below two milliseconds', 'below three milliseconds')
    await expect.poll(said, { timeout: 5000 }).toContain('below three milliseconds')
  } finally {
    live.close()
  }
})
