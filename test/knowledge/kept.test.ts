import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadKept } from '#knowledge/kept.ts'
import { loadKnowledge } from '#knowledge/load.ts'

/** What a file on the disk would be to the start after. */
function paper() {
  let text: string | undefined
  let writes = 0
  return {
    read: () => text,
    write: (made: string) => {
      text = made
      writes += 1
    },
    writes: () => writes,
  }
}

function copyOf(folder: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'gofer-kept-'))
  cpSync(folder, copy, { recursive: true })
  return copy
}

const subject = (folder: string) => join(folder, 'subject.yml')

describe('reading a folder with what an earlier start made of it', () => {
  test.each(['knowledge', 'test/fixtures/kiln'])('gives the very same of %s, and writes once', (folder) => {
    const kept = paper()
    const fresh = loadKnowledge(resolve(folder))
    expect(fresh.kind).toBe('loaded')
    expect(loadKept(resolve(folder), kept)).toStrictEqual(fresh)
    expect(loadKept(resolve(folder), kept)).toStrictEqual(fresh)
    expect(kept.writes()).toBe(1)
  })

  test('takes an edited file as it now is, and keeps that', () => {
    const kept = paper()
    const folder = copyOf('test/fixtures/kiln')
    loadKept(folder, kept)
    writeFileSync(subject(folder), `# Looked at again.\n${readFileSync(subject(folder), 'utf8')}`)
    expect(loadKept(folder, kept)).toStrictEqual(loadKnowledge(folder))
    expect(kept.writes()).toBe(2)
  })

  test('refuses what is wrong as ever, and keeps nothing of it', () => {
    const kept = paper()
    const folder = copyOf('test/fixtures/kiln')
    loadKept(folder, kept)
    writeFileSync(subject(folder), 'name: [')
    expect(loadKept(folder, kept)).toStrictEqual(loadKnowledge(folder))
    expect(loadKept(folder, kept).kind).toBe('refused')
    expect(kept.writes()).toBe(1)
  })
})
