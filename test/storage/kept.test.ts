import { mkdtempSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { keptIn } from '#storage/kept.ts'

const place = (): string => join(mkdtempSync(join(tmpdir(), 'gofer-kept-')), 'some.kept')

describe('a text that is kept', () => {
  test('comes back as it was, for its owner only, and leaves nothing beside it', () => {
    const file = place()
    keptIn(file, 'one').write('first')
    keptIn(file, 'one').write('line\nläne\n')
    expect(keptIn(file, 'one').read()).toBe('line\nläne\n')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(join(file, '..'))).toEqual(['some.kept'])
  })

  test('is not there for another maker', () => {
    const file = place()
    keptIn(file, 'one').write('text')
    expect(keptIn(file, 'two').read()).toBeUndefined()
  })

  test.each([
    ['cut off', (file: string) => truncateSync(file, 66)],
    ['empty', (file: string) => truncateSync(file, 0)],
    ['changed', (file: string) => writeFileSync(file, readFileSync(file, 'utf8').replace('text', 'next'))],
  ])('is not there when its file is %s', (_how, harm) => {
    const file = place()
    keptIn(file, 'one').write('text')
    harm(file)
    expect(keptIn(file, 'one').read()).toBeUndefined()
  })

  test('is not there before it was written, nor where there is no folder', () => {
    const file = place()
    expect(keptIn(file, 'one').read()).toBeUndefined()
    const nowhere = keptIn(join(file, 'below'), 'one')
    expect(() => nowhere.write('text')).toThrow('ENOENT')
    expect(nowhere.read()).toBeUndefined()
  })
})
