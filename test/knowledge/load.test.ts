import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { formatFinding } from '#knowledge/finding.ts'
import { loading, loadKnowledge } from '#knowledge/load.ts'
import { finished } from '#knowledge/search/slices.ts'

/** What is said of a copy of the made-up folder after something was done to it. */
function said(change: (folder: string) => void): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'kiln-'))
  cpSync('test/fixtures/kiln', folder, { recursive: true })
  change(folder)
  const loaded = loadKnowledge(folder)
  return loaded.kind === 'refused' ? loaded.findings.map(formatFinding) : []
}

const write = (path: string, text: string) => (folder: string) => writeFileSync(join(folder, path), text)

describe('a folder that cannot be read names file, field and wish', () => {
  test('one that is right says nothing', () => {
    expect(said(() => {})).toEqual([])
  })

  test.each([
    ['broken YAML', write('topics/hiring.yml', 'title: [\n'), /^topics\/hiring\.yml:line \d+: YAML that can be read/],
    ['a field that is missing', write('topics/hiring.yml', 'title: x\n'), /^topics\/hiring\.yml:answer: /],
    [
      'a field that nobody knows',
      write('domains/gaming.yml', 'tittle: x\n'),
      /^domains\/gaming\.yml:\(file\): .*tittle/,
    ],
    ['an id in two kinds', write('tools/hiring.yml', 'title: x\n'), /hiring\.yml:\(file\): an id of its own/],
    [
      'a file name that is no id',
      write('tools/Hi There.yml', 'title: x\n'),
      /^tools\/Hi There\.yml:\(file\): a file name of lower-case/,
    ],
    [
      'another ending',
      write('tools/acme.yaml', 'title: x\n'),
      /^tools\/acme\.yaml:\(file\): a name that ends in \.yml/,
    ],
    [
      'no subject',
      (folder: string) => rmSync(join(folder, 'subject.yml')),
      /^subject\.yml:\(file\): a file that can be read/,
    ],
    [
      'a framework without questions',
      write('decisions/kiln-fit.yml', 'title: Should we?\n'),
      /^decisions\/kiln-fit\.yml:questions: /,
    ],
    [
      'a framework with the id of an entry',
      (folder: string) => cpSync(join(folder, 'decisions/kiln-fit.yml'), join(folder, 'decisions/hiring.yml')),
      /^decisions\/hiring\.yml:\(file\): an id of its own; topics\/hiring\.yml has the same/,
    ],
    [
      'a source in two files',
      write('sources/more.yml', 'press: { title: Again, publisher: press, kind: brief, year: null }\n'),
      /^sources\/more\.yml:press: a source id that no other file has/,
    ],
  ] as const)('%s', (_, change, expected) => {
    expect(said(change)).toContainEqual(expect.stringMatching(expected))
  })
})

describe('a folder that was read before', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kiln-'))
  cpSync('test/fixtures/kiln', folder, { recursive: true })
  const first = loadKnowledge(folder)
  const path = join(folder, 'topics/hiring.yml')

  test('comes to the same again, and what was not touched is taken over', () => {
    if (first.kind === 'refused') throw new Error('the fixture is refused')
    writeFileSync(path, readFileSync(path, 'utf8').replace('queues first', 'tests first'))
    const second = finished(loading(folder, first.files))
    if (second.kind === 'refused') throw new Error('the edit is refused')
    expect(second).toEqual(loadKnowledge(folder))
    expect(second.catalog.version).not.toBe(first.catalog.version)
    const other = [...second.catalog.entries].filter(([id, entry]) => first.catalog.entries.get(id) !== entry)
    expect(other.map(([id]) => id)).toEqual(['hiring'])
  })

  test('tells again what is still wrong, and forgets what is gone', () => {
    write('topics/hiring.yml', 'title: x\n')(folder)
    const broken = loadKnowledge(folder)
    const again = finished(loading(folder, broken.files))
    expect(again).toEqual(broken)
    expect(again.kind).toBe('refused')
    rmSync(path)
    const left = finished(loading(folder, again.files))
    expect(left.files.has('topics/hiring.yml')).toBe(false)
    expect(left).toEqual(loadKnowledge(folder))
  })
})

describe('the version of an entry', () => {
  const versionAfter = (text: (before: string) => string): string | undefined => {
    const folder = mkdtempSync(join(tmpdir(), 'kiln-'))
    cpSync('test/fixtures/kiln', folder, { recursive: true })
    const path = join(folder, 'topics/hiring.yml')
    writeFileSync(path, text(readFileSync(path, 'utf8')))
    const loaded = loadKnowledge(folder)
    return loaded.kind === 'loaded' ? loaded.catalog.versions.get('hiring') : undefined
  }
  const before = versionAfter((text) => text)

  test('is another one when the entry says something else', () => {
    expect(before).toMatch(/^[0-9a-f]{12}$/)
    expect(versionAfter((text) => text.replace('queues first', 'tests first'))).not.toBe(before)
  })

  test('stays when it was only looked at, asked for otherwise or written otherwise', () => {
    expect(
      versionAfter(
        (text) => `# seen\n${text.replace('2027-11-21', '2028-11-21').replace('hiring checklist', 'whom to hire')}`,
      ),
    ).toBe(before)
  })
})
