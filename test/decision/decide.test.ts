import { describe, expect, test } from 'vitest'
import { explain } from '#decision/explain.ts'
import type { Proposal } from '#decision/types.ts'
import type { Organisation } from '#knowledge/entry.ts'
import { formatFinding } from '#knowledge/finding.ts'
import { lint } from '#knowledge/lint/index.ts'
import { answering, choices, kilnWorld, proposal, realWorld, worldOf } from './worlds.ts'

const made = kilnWorld()
const real = realWorld()
const gradeOrder = ['A', 'B', 'C', 'advice']

function kilnVerdict(asked: string, ruled: string, more: Partial<Proposal> = {}) {
  return made.decider.decide(made.framework, { ...proposal, ...more }, answering(made.framework, asked, ruled))
}

function realVerdict(asked: string, ruled: string, more: Partial<Proposal> = {}) {
  return real.decider.decide(real.framework, { ...proposal, ...more }, answering(real.framework, asked, ruled))
}

describe('a verdict on a made-up subject', () => {
  test('says what it is in the words of its framework', () => {
    expect(kilnVerdict('yn?', 'nn')).toMatchObject({
      kind: 'fit',
      name: 'try it',
      headline: 'Try it',
      sentence: 'Some of it speaks for it.',
      framework: { id: 'kiln-fit', version: 3 },
      score: { yes: 1, no: 1, unsure: 1, of: 3 },
      open: ['reuse'],
      review: { afterDays: 90, afterPilotDays: 7 },
    })
  })

  test('tells which answers drove it, with their reasons, what matters most first', () => {
    const { drivers } = made.decider.decide(
      made.framework,
      { ...proposal, priority: 'calm' },
      { 'many-pots': { choice: 'yes', because: ' forty cups ' }, reuse: { choice: 'yes' } },
    )
    expect(drivers).toMatchObject([
      { id: 'reuse', choice: 'yes', ground: { text: 'A kiln keeps for years.', entry: 'adoption', grade: 'A' } },
      { id: 'many-pots', choice: 'yes', because: 'forty cups', ground: { text: 'The shelves hold many pots.' } },
    ])
  })

  test('where it is not clear, every answer is a driver, and an open one means nothing yet', () => {
    const { kind, drivers } = kilnVerdict('n??', 'nn')
    expect(kind).toBe('not-clear')
    expect(drivers.map(({ choice, ground }) => [choice, ground?.text])).toEqual([
      ['no', 'One pot wastes the heat.'],
      ['unsure', undefined],
      ['unsure', undefined],
    ])
  })

  test('evidence comes from the domain first, by grade, and is never mere advice', () => {
    const { evidence, usersInDomain } = kilnVerdict('yyn', 'nn', { domain: 'banking' })
    expect(evidence.map(({ entry, grade, year }) => [entry, grade, year])).toEqual([
      ['acme', 'A', 2024],
      ['bolt-bank', 'B', 2023],
      ['pauses', 'A', 2025],
      ['choose', 'A', 2025],
    ])
    expect(usersInDomain).toBe(2)
  })

  test('what matters most adds its evidence and orders the risks', () => {
    const plain = kilnVerdict('ynn', 'nn')
    const calm = kilnVerdict('ynn', 'nn', { priority: 'calm' })
    expect(plain.evidence.map((one) => one.entry)).toEqual(['choose'])
    expect(calm.evidence.map((one) => one.entry)).toEqual(['pauses', 'choose'])
    expect(kilnVerdict('yyn', 'nn').risks.map((one) => one.id)).toEqual(['cracks', 'smoke'])
    expect(plain.risks.map((one) => one.id)).toEqual(['smoke'])
    expect(calm.kind).toBe(plain.kind)
  })

  test('the other side names who is not a user, and the domain against itself', () => {
    expect(kilnVerdict('yyn', 'nn', { domain: 'gaming' }).counter.map((one) => one.text)).toEqual([
      'Its servers are written in Ash, by its own account.',
    ])
    expect(kilnVerdict('yyn', 'nn', { domain: 'banking' }).counter).toMatchObject([
      { text: 'No bank has published a latency comparison.', grade: 'advice' },
    ])
  })

  describe('of an organisation that used it once', () => {
    const counterWith = (more: Partial<Organisation>): string[] => {
      const acme = made.catalog.entries.get('acme')
      if (acme?.kind !== 'organisations') throw new Error('the fixture has it')
      const bare: Organisation = { ...acme, use: 'past', moved_to: [], other_side: [] }
      delete bare.dispute
      const entries = new Map(made.catalog.entries).set('acme', { ...bare, ...more })
      const { decider, framework } = worldOf({ ...made.catalog, entries }, 'kiln-fit')
      const verdict = decider.decide(framework, { ...proposal, domain: 'banking' }, answering(framework, 'nny', 'nn'))
      return verdict.counter.filter((one) => one.entry === 'acme').map((one) => one.text)
    }
    const limits = { other_side: [{ text: 'Nobody looked since.', sources: ['advice'] }] }
    const dispute = { claim: 'It is all Kiln.', finding: 'One part was.', sources: ['advice'] }

    test.each([
      ['nothing, where nothing but praise is known', {}, []],
      ['what limits the praise', limits, ['Nobody looked since.']],
      ['what is said of it and is not so', { ...limits, dispute }, ['One part was.']],
      [
        'that it left, with what its answer says of why',
        { ...limits, moved_to: ['ash'], answer: 'It left.' },
        ['It left.'],
      ],
    ])('the other side tells %s', (_, more, expected) => {
      expect(counterWith(more)).toEqual(expected)
    })
  })

  test('a knock-out that nobody is sure of is held against it', () => {
    expect(kilnVerdict('yyn', '?n').counter.map((one) => one.entry)).toEqual(['kiln-ash'])
  })

  test('the stack holds active tools only, of the domain first', () => {
    const { stack, leftOut } = kilnVerdict('yyn', 'nn', { domain: 'banking' })
    // Stoker belongs to the first question and is unmaintained.
    expect(stack.map(({ entry, forWhat, or }) => [entry, forWhat, or])).toEqual([
      ['poker', 'Take it for new code.', []],
    ])
    expect(leftOut).toEqual([])
  })

  test('names what it left out of a domain, and tools for one job together', () => {
    const { catalog } = made
    const banking = { ...catalog.entries.get('banking'), tools: ['stoker', 'poker'] }
    const stoker = catalog.entries.get('stoker')
    const state = (is: string) => ({ ...stoker, state: { ...(stoker?.kind === 'tools' ? stoker.state : {}), is } })
    const verdict = (is: string) => {
      const entries = new Map([...catalog.entries, ['banking', banking], ['stoker', state(is)]] as [string, never][])
      const { decider, framework } = worldOf({ ...catalog, entries }, 'kiln-fit')
      return decider.decide(framework, { ...proposal, domain: 'banking' }, answering(framework, 'ynn', 'nn'))
    }
    expect(verdict('quiet').leftOut).toEqual([{ entry: 'stoker', title: 'Stoker', state: 'quiet' }])
    expect(verdict('active').stack.map(({ entry, or }) => [entry, or])).toEqual([
      ['stoker', [{ entry: 'poker', title: 'Poker' }]],
    ])
  })

  test('the pilot is the one of the entries', () => {
    expect(kilnVerdict('yyn', 'nn').pilot).toMatchObject({
      weeks: 1,
      entry: 'trial',
      days: [
        { when: 'Day 1', text: 'Fire one pot.', outcome: 'A pot.' },
        { when: 'Day 5', text: 'Fire a shelf.' },
      ],
      measures: [{ text: 'Look for cracks by hand.' }],
      exit: [{ text: 'One pot first, then a shelf.' }, { text: 'Look for cracks by hand.' }],
    })
  })

  test('ruled out, it says by what, what to take instead, and offers nothing to start with', () => {
    const verdict = made.decider.decide(
      made.framework,
      { ...proposal, alternatives: ['sun', 'A POT SHOP', 'kiln', 'a pot shop'] },
      {
        ...answering(made.framework, 'yyy', 'nn'),
        'no-power': { choice: 'yes', because: 'it is a camp' },
      },
    )
    expect(verdict).toMatchObject({
      kind: 'poor-fit',
      headline: 'Not in a kiln',
      stack: [],
      leftOut: [],
      knockedOutBy: [
        {
          id: 'no-power',
          because: 'it is a camp',
          why: { text: 'It wants power.' },
          instead: [{ name: 'A pit' }, { name: 'The sun' }],
          evidence: [{ entry: 'speed' }],
        },
      ],
    })
    expect(verdict.pilot).toBeUndefined()
    expect(verdict.options.map(({ name, kind, ledToBy }) => [name, kind, ledToBy])).toEqual([
      ['Kiln', 'candidate', []],
      ['A pit', 'alternative', ['no-power']],
      ['The sun', 'alternative', ['no-power']],
      ['A POT SHOP', 'own', []],
    ])
  })

  test('poor without a knock-out reads otherwise, and has no risks of doing it', () => {
    expect(kilnVerdict('nnn', 'nn')).toMatchObject({
      kind: 'poor-fit',
      headline: 'Leave it',
      knockedOutBy: [],
      risks: [],
    })
    expect(kilnVerdict('yyy', 'yn').risks).toEqual([])
  })

  test('cites every entry that it leans on once, with the version it had, and no advice', () => {
    const { cited } = kilnVerdict('yyn', 'nn', { domain: 'banking' })
    expect(cited.map((one) => [one.entry, one.grade])).toEqual([
      ['acme', 'A'],
      ['bolt-bank', 'B'],
      ['pauses', 'A'],
      ['choose', 'A'],
      ['firing-queue', 'A'],
    ])
    for (const { entry, version } of cited) expect(version).toBe(made.catalog.versions.get(entry))
  })

  test('an unknown domain or priority is none', () => {
    expect(kilnVerdict('yyn', 'nn', { domain: 'nowhere', priority: 'nothing' })).toEqual(kilnVerdict('yyn', 'nn'))
  })
})

describe('in plain words', () => {
  const flipsOf = (asked: string, ruled: string) => explain(made.framework, kilnVerdict(asked, ruled)).flips

  test.each([
    [
      'single changes, and the pair that raises it where none of them does',
      'yn?',
      'nn',
      [
        'If there were few pots, this would become: leave it.',
        'If even heat were needed and it were fired again, this would become: fire it. One of these is still open.',
        'If the clay had to stay raw, this would become: leave it.',
        'If there were no power, this would become: leave it.',
      ],
    ],
    [
      'an open answer says that it is open',
      'yy?',
      'nn',
      [
        'If it were fired again, this would become: fire it. That is still open.',
        'If the clay had to stay raw, this would become: leave it.',
        'If there were no power, this would become: leave it.',
      ],
    ],
    ['one knock-out', 'yyn', 'yn', ['If the clay could be fired, this would become: try it.']],
    [
      'pairs where no single change is enough',
      'yyn',
      'yy',
      ['If the clay could be fired and there were power, this would become: try it.'],
    ],
    [
      'an open answer in a pair',
      'nnn',
      'yn',
      [
        'If there were many pots and the clay could be fired, this would become: try it.',
        'If even heat were needed and the clay could be fired, this would become: try it.',
        'If it were fired again and the clay could be fired, this would become: try it.',
      ],
    ],
  ] as const)('%s', (_, asked, ruled, expected) => {
    expect(flipsOf(asked, ruled)).toEqual(expected)
  })

  test('says so when nothing near would change it', () => {
    const hard = {
      ...made.framework,
      knock_outs: ['a', 'b', 'c'].flatMap((id) => made.framework.knock_outs.slice(0, 1).map((one) => ({ ...one, id }))),
    }
    const verdict = made.decider.decide(hard, proposal, answering(hard, 'yyy', 'yyy'))
    expect(verdict.flips).toEqual([])
    expect(explain(hard, verdict).flips).toEqual(['No other answer, and no two other answers, would change this.'])
  })

  test('counts, drivers, knock-outs and what is open', () => {
    expect(explain(made.framework, kilnVerdict('yn?', 'n?'))).toMatchObject({
      score: '1 of 3 answered yes, 1 no, 1 not sure.',
      drivers: ['Many pots: yes. The shelves hold many pots.'],
      open: 'Not sure, which counts neither way: reuse; no power.',
    })
    expect(explain(made.framework, kilnVerdict('yyy', 'ny')).knockOuts).toEqual([
      'No power: It wants power. Take instead: A pit, or The sun.',
    ])
  })
})

describe('the real framework', () => {
  test('passes every rule', () => {
    expect(lint(real.catalog, { today: '2026-11-21' }).map(formatFinding)).toEqual([])
  })

  test('has the four questions and the knock-outs that were asked for, each with its alternative', () => {
    expect(real.framework.questions.map((one) => one.short)).toEqual([
      'high concurrency',
      'I/O-bound performance',
      'simple deployment',
      'services, APIs or infrastructure tools',
    ])
    expect(real.framework.knock_outs.map(({ id, leads_to }) => [id, leads_to[0]])).toEqual([
      ['model-work', 'python'],
      ['no-collector', 'rust'],
      ['vendor-kit', 'csharp'],
      ['bare-device', 'c'],
      ['interface-first', 'node'],
      ['no-time-to-learn', 'team-language'],
    ])
  })

  test('of two yes, deployment is one: without it this becomes not clear', () => {
    const verdict = realVerdict('nnyy', 'nnnnnn')
    expect(explain(real.framework, verdict).flips).toContain(
      'If simple deployment were not a priority, this would become: not clear.',
    )
  })

  test('knock-outs that would all lead to one place are told in one sentence', () => {
    const { flips } = explain(real.framework, realVerdict('yynn', 'nnnnnn'))
    expect(flips).toHaveLength(4)
    expect(flips[3]).toMatch(/^If any of these applied after all, this would become: poor fit \(model prototyping/)
  })

  test('of nothing but open answers, it tells the way to a fit first, and not all of its many variants', () => {
    const { flips } = explain(real.framework, realVerdict('????', '??????'))
    expect(flips[0]).toBe(
      'If high concurrency were at the core and performance for I/O-bound work were needed, this would become: fit. Both are still open.',
    )
    expect(flips[4]).toBe('2 more pairs of answers would change it.')
    expect(flips[5]).toMatch(
      /^If any of these applied, this would become: poor fit \(.*\)\. All of them are still open\.$/,
    )
    expect(flips).toHaveLength(6)
  })

  test.each(['ynnn', 'nnn?', '????'])('not clear from %s, it asks for nothing that may not be there', (asked) => {
    const verdict = realVerdict(asked, 'nnnnnn')
    expect(verdict.kind).toBe('not-clear')
    expect(verdict.sentence).toMatch(/Where something is still open, .* otherwise /)
  })

  test.each([
    ['observability', 'stathat', []],
    ['web-backends', 'parse', ['Parse credits Ruby with the quick birth of the product.']],
    ['realtime', 'disqus', []],
  ])('in %s, the praise of %s, a user of the past, stands on no side', (domain, entry, expected) => {
    const { counter, evidence } = realVerdict('yyyy', 'nnnnnn', { domain })
    const record = real.catalog.entries.get(entry)
    expect([...counter, ...evidence].map((one) => one.text)).not.toContain(record?.answer)
    const said = counter.filter((one) => one.entry === entry).map((one) => one.text)
    for (const text of said) expect(record?.other_side.map((one) => one.text)).toContain(text)
    expect(said).toEqual(expect.arrayContaining(expected))
  })

  test('who left is held against it with the reason', () => {
    const { counter } = realVerdict('yyyy', 'nnnnnn', { domain: 'messaging' })
    expect(counter.find((one) => one.entry === 'discord')?.text).toMatch(/rewrote .* because/)
  })

  test('what only one kind of project needs does not open the stack of a payments gateway', () => {
    const { stack } = realVerdict('yyyy', 'nnnnnn', { domain: 'fintech-blockchain' })
    const categoryOf = (id: string) => {
      const entry = real.catalog.entries.get(id)
      return entry?.kind === 'tools' ? entry.category : undefined
    }
    expect(stack.slice(0, 2).map((one) => categoryOf(one.entry))).not.toContain('blockchain')
  })

  test('an ML prototype with four yes is not "use it"', () => {
    const verdict = realVerdict('yyyy', 'ynnnnn', { domain: 'data-ml' })
    expect(verdict.kind).toBe('poor-fit')
    expect(verdict.knockedOutBy[0]?.instead.map((one) => one.name)).toEqual(['Python'])
    expect(explain(real.framework, verdict).flips).toEqual([
      'If the core were not model prototyping or data science, this would become: strong fit.',
    ])
  })

  test.each([...real.catalog.entries.values()].filter((one) => one.kind === 'domains').map((one) => one.id))(
    'within %s: by domain, then grade; active tools; claims with sources',
    (domain) => {
      const { evidence, counter, stack, usersInDomain, cited } = realVerdict('yyyy', 'nnnnnn', { domain })
      const near = evidence.slice(0, Math.min(6, usersInDomain))
      for (const one of near) {
        const entry = real.catalog.entries.get(one.entry)
        expect(entry?.kind === 'organisations' && entry.domains.includes(domain)).toBe(true)
      }
      expect(near.map((one) => one.grade)).toEqual(
        near.map((one) => one.grade).toSorted((one, other) => gradeOrder.indexOf(one) - gradeOrder.indexOf(other)),
      )
      expect(stack.length).toBeGreaterThan(2)
      for (const { entry } of stack) {
        const tool = real.catalog.entries.get(entry)
        expect(tool?.kind === 'tools' && tool.state.is).toBe('active')
      }
      for (const ground of [...evidence, ...counter, ...stack]) expect(ground.sources).not.toEqual([])
      for (const one of cited) expect(one.version).toMatch(/^[0-9a-f]{12}$/)
    },
  )

  test('the same answers give the same verdict', () => {
    const again = realWorld()
    const given = choices({ concurrency: 'yes', 'io-bound': 'yes', 'no-collector': 'unsure' })
    const asked: Proposal = { project: 'x', domain: 'gaming', alternatives: ['rust'], priority: 'latency' }
    expect(again.decider.decide(again.framework, asked, given)).toEqual(
      real.decider.decide(real.framework, asked, given),
    )
  })

  test('takes far less than a millisecond', () => {
    const given = answering(real.framework, 'yyn?', 'nn?nnn')
    const once = () => real.decider.decide(real.framework, { ...proposal, domain: 'devops-cloud' }, given)
    for (let at = 0; at < 500; at += 1) once()
    const start = performance.now()
    for (let at = 0; at < 500; at += 1) once()
    // Measured at about 0.03 ms; the bound leaves room for a loaded machine.
    expect((performance.now() - start) / 500).toBeLessThan(0.5)
  })
})
