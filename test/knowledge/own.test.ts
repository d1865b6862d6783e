import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { formatFinding } from '#knowledge/finding.ts'
import { loadKnowledge } from '#knowledge/load.ts'
import { joining, mostOwn } from '#knowledge/own.ts'
import { finished } from '#knowledge/search/slices.ts'
import { folderShelf, textShelf } from '#knowledge/shelf.ts'
import { ownFiles } from '../support/own.ts'

const loaded = loadKnowledge('test/fixtures/kiln')
if (loaded.kind === 'refused') throw new Error('the made-up folder is refused')
const { catalog: shared } = loaded

const joined = (files: ReadonlyMap<string, string>) => finished(joining(shared, textShelf(files)))
const said = (more: Readonly<Record<string, string>>): string[] => {
  const result = joined(new Map([...ownFiles(), ...Object.entries(more)]))
  return result.kind === 'refused' ? result.findings.map(formatFinding) : []
}
const topic = ownFiles().get('topics/parcel-desk.yml') ?? ''
const acme = readFileSync('test/fixtures/kiln/organisations/acme.yml', 'utf8')

describe('files of a workspace’s own', () => {
  test('are laid upon what all share, which stays as it is', () => {
    const result = joined(new Map([...ownFiles(), ['synonyms.yml', 'parcels: [boxes]\n']]))
    if (result.kind === 'refused') throw new Error('refused')
    const { catalog } = result
    expect([...catalog.own]).toEqual(['parcel-desk'])
    expect([...catalog.entries.keys()]).toEqual([...shared.entries.keys(), 'parcel-desk'])
    expect(catalog.sources.get('north-handbook')?.publisher).toBe('north')
    expect(catalog.synonyms).toEqual({ ...shared.synonyms, parcels: ['boxes'] })
    expect(catalog.frameworks).toBe(shared.frameworks)
    expect(catalog.version).not.toBe(shared.version)
    expect(shared.own.size).toBe(0)
    expect(shared.entries.has('parcel-desk')).toBe(false)
  })

  test('may take the place of a shared entry of the same kind', () => {
    const result = joined(new Map([['organisations/acme.yml', acme.replace('Acme Bank runs', 'We run')]]))
    expect(result.kind === 'joined' && result.catalog.entries.get('acme')?.answer).toMatch(/^We run/)
    expect(result.kind === 'joined' && result.catalog.entries.size).toBe(shared.entries.size)
  })

  test.each([
    ['an entry under the id of another kind', { 'tools/acme.yml': 'title: x' }, /tools\/acme\.yml/],
    [
      'a topic under the id of a shared tool',
      { 'topics/stoker.yml': topic },
      /an id of its own; the shared tools\/stoker/,
    ],
    [
      'a source that all share',
      { 'sources/more.yml': readFileSync('test/fixtures/kiln/sources/all.yml', 'utf8') },
      /a source id that the shared/,
    ],
    ['ways to decide', { 'decisions/ours.yml': 'title: x' }, /^decisions:\(file\): one of synonyms\.yml, sources/],
    ['languages', { 'languages.yml': 'x: y' }, /^languages\.yml:\(file\): one of/],
    [
      'a source that is nowhere',
      { 'topics/other.yml': topic.replace('[north-handbook]', '[nowhere]') },
      /"nowhere" is in none/,
    ],
    ['YAML that is none', { 'topics/other.yml': 'title: [\n' }, /YAML that can be read/],
    [
      'a file that is too long',
      { 'topics/other.yml': `${topic}# ${'x'.repeat(64_000)}` },
      /longer than 64000 characters/,
    ],
    [
      'too many words',
      { 'synonyms.yml': Array.from({ length: 501 }, (_, at) => `w${at}: [v${at}]`).join('\n') },
      /at most 500 words/,
    ],
    [
      'a list that is written once and means many',
      { 'synonyms.yml': `a: &a [${Array.from({ length: 51 }, (_, at) => `v${at}`).join(', ')}]\nb: *a` },
      /at most 50 others/,
    ],
    ['another ending', { 'topics/other.yaml': topic }, /a name that ends in \.yml/],
  ])('are refused with %s', (_, more, words) => {
    expect(said(more).join('\n')).toMatch(words)
  })

  test('are refused where there are too many', () => {
    const many = new Map(Array.from({ length: mostOwn.files + 1 }, (_, at) => [`topics/t${at}.yml`, topic]))
    const result = joined(new Map([...ownFiles(), ...many]))
    expect(result.kind === 'refused' && result.findings.map(formatFinding).join('\n')).toMatch(/at most 500 files/)
  })

  test('are not parsed again where their text is the same', () => {
    const first = joined(ownFiles())
    const again = finished(joining(shared, textShelf(ownFiles()), first.files))
    expect([...again.files.values()]).toEqual([...first.files.values()])
    expect(again.files.get('topics/parcel-desk.yml')).toBe(first.files.get('topics/parcel-desk.yml'))
  })
})

test('a shelf in memory says what the folder says', () => {
  const folder = folderShelf(`${process.cwd()}/test/fixtures/kiln-own`)
  const memory = textShelf(ownFiles())
  for (const shelf of [folder, memory]) {
    expect(shelf.names('')).toEqual(['sources', 'topics'])
    expect(shelf.names('topics')).toEqual(['parcel-desk.yml'])
    expect(shelf.names('tools')).toEqual([])
    expect([shelf.has('topics'), shelf.has('topics/parcel-desk.yml'), shelf.has('tools')]).toEqual([true, true, false])
    expect(shelf.read('topics/parcel-desk.yml')).toEqual({ kind: 'text', text: topic })
    expect(shelf.read('topics/other.yml')).toEqual({ kind: 'unreadable', code: 'ENOENT' })
  }
})
