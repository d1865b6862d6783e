import { describe, expect, test } from 'vitest'
import type { Choices } from '#decision/types.ts'
import type { Ground, Verdict } from '#decision/verdict.ts'
import { verdictBlocks, verdictText } from '#slack/render/verdict.ts'
import { errorsOf, validateMessage, validateView } from '#slack/validate.ts'
import { answering, kilnWorld, realWorld, type World } from '../decision/worlds.ts'
import { wordsOf, type Json } from './reading.ts'

const real = realWorld()
const kilns = kilnWorld()
const payments = { project: 'Payments gateway', alternatives: ['rust', 'OCaml'], priority: 'load' }

type Surface = 'modal' | 'message'
const blocksIn = (world: World, verdict: Verdict, surface: Surface, proposal = payments): Json[] =>
  verdictBlocks(world.framework, verdict, { proposal, surface, domain: 'A domain' }) as unknown as Json[]
const decided = (world: World, choices: Choices, proposal: { project: string; alternatives: string[] } = payments) =>
  world.decider.decide(world.framework, proposal, choices)

const problems = (blocks: Json[], text: string, surface: Surface) =>
  errorsOf(
    surface === 'modal'
      ? validateView({ type: 'modal', title: { type: 'plain_text', text: 'x' }, blocks }, 'modal')
      : validateMessage({ text, blocks }),
  )

const every: [string, World, string, string][] = [
  ['four yes', real, 'yyyy', 'nnnnnn'],
  ['one yes', real, 'ynnn', 'nnnnnn'],
  ['four yes and a knock-out', real, 'yyyy', 'ynnnnn'],
  ['every knock-out', real, 'yyyy', 'yyyyyy'],
  ['not sure of anything', real, '????', '??????'],
  ['four no', real, 'nnnn', 'nnnnnn'],
  ['a made-up subject', kilns, 'yyy', 'nn'],
  ['a made-up subject that is ruled out', kilns, 'yyy', 'yn'],
]

describe.each(every)('a verdict on %s', (_what, world, asked, ruled) => {
  const verdict = decided(world, answering(world.framework, asked, ruled))

  test.each(['modal', 'message'] as const)('is taken by Slack as a %s', (surface) => {
    const setting = { proposal: payments, surface, domain: 'A domain' }
    expect(
      problems(blocksIn(world, verdict, surface), verdictText(world.framework, verdict, setting), surface),
    ).toEqual([])
  })

  test('says in words what its blocks say', () => {
    const text = verdictText(world.framework, verdict, { proposal: payments, surface: 'message' })
    for (const words of [verdict.headline, verdict.sentence, 'What would flip it', 'How it is counted'])
      expect(text).toContain(words)
    for (const { why, instead } of verdict.knockedOutBy.slice(0, 1)) {
      expect(text).toContain(why.text)
      for (const { name } of instead) expect(text).toContain(name)
    }
    expect(text.length).toBeLessThan(4_000)
    expect(wordsOf({ blocks: blocksIn(world, verdict, 'message') }).length).toBeLessThan(9_500)
  })

  test('shows no claim without its grade', () => {
    const words = wordsOf({ blocks: blocksIn(world, verdict, 'modal') })
    for (const { text } of [...verdict.evidence, ...verdict.counter].slice(0, 4)) {
      const at = words.indexOf(text.slice(0, 30).replaceAll('&', '&amp;'))
      expect(at).toBeGreaterThanOrEqual(0)
      expect(words.slice(at, at + text.length + 200)).toMatch(/Grade [ABC]:|Curators' advice/)
    }
  })
})

describe('what a verdict says', () => {
  test('of a knock-out stands before everything, with what to take instead', () => {
    const verdict = decided(real, answering(real.framework, 'yyyy', 'ynnnnn'))
    const words = wordsOf({ blocks: blocksIn(real, verdict, 'modal') })
    expect(words).toMatch(/What rules it out[\s\S]*Take instead:\* Python[\s\S]*What would flip it/)
    expect(words).not.toContain('What drove it')
  })

  test.each([
    ['nnnn', 'nnnnnn'],
    ['yyyy', 'ynnnnn'],
  ])('of a poor fit (%s %s) names no risks of adopting', (asked, ruled) => {
    const verdict = decided(real, answering(real.framework, asked, ruled))
    for (const surface of ['modal', 'message'] as const)
      expect(wordsOf({ blocks: blocksIn(real, verdict, surface) })).not.toContain('The risks, and what to do')
  })

  test('of the asker’s own reason is told apart from what is curated, and defused', () => {
    const choices = {
      concurrency: { choice: 'yes' as const, because: '<!channel> *loud* <https://evil.example|x> `y`' },
    }
    const proposal = { project: '<!here> *P* _q_ <@U1>', alternatives: ['<!everyone> *own*'] }
    const verdict = real.decider.decide(real.framework, proposal, choices)
    for (const surface of ['modal', 'message'] as const) {
      const setting = { proposal, surface }
      const drawn = JSON.stringify(verdictBlocks(real.framework, verdict, setting))
      const text = verdictText(real.framework, verdict, setting)
      for (const shown of [drawn, text]) {
        expect(shown).not.toMatch(/<[!@]|<https:\/\/evil|\*loud\*|\*P\*|_q_|\*own\*|`y`/)
        expect(shown).toContain('because: “&lt;!channel&gt;')
      }
    }
  })
})

describe('a verdict of extreme length', () => {
  const long = (length: number, fill = 'wörd '): string => fill.repeat(Math.ceil(length / fill.length)).slice(0, length)
  const ground = (at: number): Ground => ({
    entry: `entry-${at}`,
    title: long(90),
    text: `${at} ${long(600, '<&> *x* ')}`,
    grade: 'A',
    year: null,
    sources: [
      { id: 's', title: long(120), url: `https://example.com/${long(400, 'a|b')}`, year: null, grade: 'A', read: true },
      { id: 't', title: 't', year: 2024, grade: 'C', read: false },
    ],
    version: 'v',
  })
  const grounds = (count: number) => Array.from({ length: count }, (_, at) => ground(at))
  const usual = decided(real, answering(real.framework, 'yyyy', 'nnnnnn'))
  const extreme: Verdict = {
    ...usual,
    headline: long(90),
    sentence: long(360),
    drivers: usual.drivers.map((one) => ({ ...one, because: long(300, '*<!channel> ') })),
    flips: usual.flips.flatMap((flip) => Array.from({ length: 30 }, () => flip)),
    evidence: grounds(60),
    counter: grounds(60),
    stack: grounds(60).map((one) => ({
      ...one,
      forWhat: long(300),
      seen: '2026-01-01',
      or: [{ entry: 'x', title: long(90) }],
    })),
    risks: grounds(60).map((one) => ({ ...one, id: one.entry, remedy: long(300) })),
    pilot: {
      weeks: 26,
      days: Array.from({ length: 60 }, () => ({ when: 'Day', text: long(600), outcome: long(300) })),
      measures: grounds(60),
      exit: grounds(60),
      entry: 'p',
    },
  }
  const proposal = { project: long(150, '*<!channel> '), alternatives: [long(150, '<&')], priority: 'load' }

  test.each(['modal', 'message'] as const)('fits a %s and counts what it leaves out', (surface) => {
    const blocks = blocksIn(real, extreme, surface, proposal)
    const text = verdictText(real.framework, extreme, { proposal, surface, domain: 'A domain' })
    expect(problems(blocks, text, surface)).toEqual([])
    expect(blocks.length).toBeLessThan(surface === 'modal' ? 90 : 45)
    expect(JSON.stringify(blocks).length).toBeLessThan(200_000)
    const words = wordsOf({ blocks })
    const more = [...words.matchAll(/and (\d+) more, in the export/g)].map(([, count]) => Number(count))
    const evidence = words.slice(words.indexOf('*Evidence*'), words.indexOf('*The other side*'))
    const shown = evidence.split('\n').filter((line) => line.startsWith('• ')).length
    expect(shown + Number(/and (\d+) more, in/.exec(evidence)?.[1])).toBe(60)
    expect(more.length).toBeGreaterThanOrEqual(5)
    expect(text).not.toMatch(/<[!@]/)
    expect(JSON.stringify(blocks)).not.toMatch(/<[!@]/)
  })
})
