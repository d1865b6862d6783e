import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createAnswerer } from '#answer/answerer.ts'
import { questionFolder, readFile, readListed } from '#cli/eval/files.ts'
import { askPhrasings, type Phrased } from '#cli/phrasings.ts'
import { unreached } from '#cli/reached.ts'
import { scoreQuestions } from '#cli/score.ts'
import { acceptedNow, driftOf, lostFindings, readStillWrong, stillWrongText } from '#cli/still-wrong.ts'
import { stolen } from '#cli/stolen.ts'
import type { Entry } from '#knowledge/entry.ts'
import { askedRules, lint } from '#knowledge/lint/index.ts'
import { kiln } from '../support/catalogs.ts'
import { answering, choose, found, line } from './lines.ts'

const catalog = kiln()

function entryOf(id: string): Entry {
  const entry = catalog.entries.get(id)
  if (!entry) throw new Error(`no entry ${id}`)
  return entry
}

/** A phrasing of an entry that somebody else answers. */
const lost = (id: string, winner: string, text: string, field = 'asks.0'): Phrased => ({
  entry: entryOf(id),
  field,
  text,
  led: 'elsewhere',
  winner,
})
const own = (id: string, led: 'there' | 'offered', field = 'asks.0'): Phrased => ({
  entry: entryOf(id),
  field,
  text: 'own words',
  led,
})

describe('a mistake in curation', () => {
  test('every phrasing of every entry that answers by itself is asked', () => {
    const phrased = askPhrasings(catalog, createAnswerer(catalog))
    const alone = new Set(['organisations', 'tools', 'topics', 'comparisons'])
    const count = [...catalog.entries.values()]
      .filter((entry) => alone.has(entry.kind))
      .reduce((sum, entry) => sum + 1 + entry.aliases.length + entry.asks.length, 0)
    expect(phrased).toHaveLength(count)
    expect(phrased.find((one) => one.text === 'collector pauses')).toMatchObject({ field: 'asks.0', led: 'there' })
    expect(unreached(phrased)).toEqual([])
  })

  test('a phrasing that an entry took over leads there and no longer here', () => {
    const pauses = { ...entryOf('pauses'), asks: [...entryOf('pauses').asks, 'kiln at acme'] }
    const changed = { ...catalog, entries: new Map([...catalog.entries, ['pauses', pauses]]) }
    const taken = askPhrasings(changed, createAnswerer(changed)).find((one) => one.text === 'kiln at acme')
    expect(taken).toMatchObject({ entry: { id: 'pauses' }, led: 'elsewhere', winner: 'acme' })
  })

  test('an entry that no phrasing of its own leads to is told; an alias is no question, an offer is enough', () => {
    const phrased = [
      lost('trial', 'pauses', 'a'),
      own('trial', 'there', 'aliases.0'),
      lost('pauses', 'trial', 'b'),
      own('pauses', 'offered'),
    ]
    expect(unreached(phrased)).toEqual([
      { rule: 'reached', file: 'topics/trial.yml', field: 'asks', wish: expect.stringContaining('a phrasing') },
    ])
  })

  test('two entries that take each other’s questions are told once, with both ids and the phrasings', () => {
    const told = stolen(catalog, [
      lost('pauses', 'firing-queue', 'workers'),
      lost('firing-queue', 'pauses', 'waits', 'asks.2'),
    ])
    expect(told).toHaveLength(1)
    expect(told[0]).toMatchObject({ rule: 'stolen', file: 'topics/firing-queue.yml', field: 'asks.2' })
    expect(told[0]?.wish).toContain('firing-queue to "waits", which pauses answers')
    expect(told[0]?.wish).toContain('while firing-queue answers "workers" of pauses')
  })

  test('a name that another entry answers is told, and so are three phrasings', () => {
    expect(stolen(catalog, [lost('trial', 'pauses', 'Trial', 'title')])).toMatchObject([{ field: 'title' }])
    const three = ['a', 'b', 'c'].map((text, at) => lost('trial', 'pauses', text, `asks.${at}`))
    expect(stolen(catalog, three)).toMatchObject([{ field: 'asks.0', wish: expect.stringContaining('"a", "b", "c"') }])
    expect(stolen(catalog, three.slice(1))).toEqual([])
  })

  test('nothing is told of entries of which one names the other', () => {
    const [[from, to] = ['', '']] = [...catalog.entries.values()].flatMap((entry) =>
      entry.kind === 'organisations' && entry.tools[0] ? [[entry.id, entry.tools[0]] as const] : [],
    )
    expect(stolen(catalog, [lost(from, to, 'x', 'title')])).toEqual([])
    expect(stolen(catalog, [lost(to, from, 'x', 'title')])).toEqual([])
  })

  test('exceptions of what is asked for are not for the other rules to judge', () => {
    const exceptions = [...askedRules].map((rule) => ({ rule, file: 'topics/trial.yml', reason: 'It is right so.' }))
    expect(lint({ ...catalog, exceptions }, { today: '2026-11-21' })).toEqual(lint(catalog, { today: '2026-11-21' }))
  })
})

describe('the regression set', () => {
  const lines = [line('hot?', [['hot']]), line('cold?', [['cold']]), line('pizza', null)]
  const before = answering({ 'hot?': found('hot', 0.9), 'cold?': choose([], 0.5) })
  const files = (answerer: typeof before) => [{ name: 'made.jsonl', scored: scoreQuestions(answerer, lines) }]
  const known = acceptedNow([{ file: 'made.jsonl', q: 'cold?', why: 'Nobody wrote it down.' }], files(before))

  test('what goes wrong today is known, and keeps its reason', () => {
    expect(known).toEqual([{ file: 'made.jsonl', q: 'cold?', why: 'Nobody wrote it down.' }])
    expect(stillWrongText(known)).toBe('{"file":"made.jsonl","q":"cold?","why":"Nobody wrote it down."}\n')
    expect(driftOf(known, files(before))).toEqual({ lost: [], mended: [] })
  })

  test('a question that lost its answer is told, with what it wants and what it got', () => {
    const after = answering({ 'hot?': found('warm', 0.9, 'stove'), pizza: found('pizza', 0.9, 'oven') })
    const drift = driftOf(known, files(after))
    expect(lostFindings(drift).map(({ field, wish }) => [field, wish])).toEqual([
      ['"hot?"', expect.stringMatching(/^an answer with hot; it is wrong now, by stove/)],
      ['"pizza"', expect.stringMatching(/^no answer with confidence; it is wrong now, by oven/)],
    ])
  })

  test('a question that is answered now is told as well, so that the list cannot rot', () => {
    const after = answering({ 'hot?': found('hot', 0.9), 'cold?': found('cold', 0.9) })
    expect(driftOf(known, files(after)).mended).toEqual(known)
  })
})

describe('held-out questions', () => {
  test('stay held out wherever a copy of their file lies', () => {
    const kept = readListed(questionFolder).filter((file) => file.heldOut)
    expect(kept.map((file) => file.name)).toContain('held-out.jsonl')
    for (const file of kept) expect(readFile(file.path).heldOut).toBe(true)
  })

  test('are known by their name as well, before anybody lists them', () => {
    const folder = mkdtempSync(join(tmpdir(), 'questions-'))
    const paths = ['new-held-out.jsonl', 'new-tune.jsonl'].map((name) => join(folder, name))
    for (const path of paths) writeFileSync(path, `${JSON.stringify(line('hot?', null))}\n`)
    expect(paths.map((path) => readFile(path).heldOut)).toEqual([true, false])
    rmSync(folder, { recursive: true })
  })

  test('are not on the list of what is known to go wrong', () => {
    const kept = new Set(
      readListed(questionFolder)
        .filter((file) => file.heldOut)
        .flatMap((file) => file.lines.map((one) => one.q)),
    )
    expect(readStillWrong(questionFolder).filter((one) => kept.has(one.q))).toEqual([])
  })
})
