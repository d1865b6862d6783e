import { mkdtempSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { keptIn } from '#storage/kept.ts'

const textIn = (file: string, maker: string): string | undefined => keptIn(file, maker).read()?.toString('utf8')

const place = (): string => join(mkdtempSync(join(tmpdir(), 'gofer-kept-')), 'some.kept')

describe('a text that is kept', () => {
  test('comes back as it was, for its owner only, and leaves nothing beside it', () => {
    const file = place()
    keptIn(file, 'one').write('first')
    keptIn(file, 'one').write('line\nläne\n')
    expect(textIn(file, 'one')).toBe('line\nläne\n')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(join(file, '..'))).toEqual(['some.kept'])
  })

  test('may be bytes of any kind', () => {
    const file = place()
    const bytes = Uint8Array.from({ length: 256 }, (_, at) => at)
    keptIn(file, 'one').write(bytes)
    expect(keptIn(file, 'one').read()).toEqual(Buffer.from(bytes))
  })

  test('is not there for another maker', () => {
    const file = place()
    keptIn(file, 'one').write('text')
    expect(textIn(file, 'two')).toBeUndefined()
  })

  test.each([
    ['cut off', (file: string) => truncateSync(file, 66)],
    ['empty', (file: string) => truncateSync(file, 0)],
    ['changed', (file: string) => writeFileSync(file, readFileSync(file, 'utf8').replace('text', 'next'))],
  ])('is not there when its file is %s', (_how, harm) => {
    const file = place()
    keptIn(file, 'one').write('text')
    harm(file)
    expect(textIn(file, 'one')).toBeUndefined()
  })

  test('is not there before it was written, nor where there is no folder', () => {
    const file = place()
    expect(textIn(file, 'one')).toBeUndefined()
    const nowhere = keptIn(join(file, 'below'), 'one')
    expect(() => nowhere.write('text')).toThrow('ENOENT')
    expect(nowhere.read()).toBeUndefined()
  })
})
