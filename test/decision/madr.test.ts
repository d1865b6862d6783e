import * as fc from 'fast-check'
import { load } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { madr, type MadrRecord } from '#decision/madr.ts'
import { tally } from '#decision/tally.ts'
import type { Choices } from '#decision/types.ts'
import { answering, kilnWorld, realWorld } from './worlds.ts'

const { framework, decider } = kilnWorld()

function record(asked: string, ruled: string, more: Partial<MadrRecord> = {}): MadrRecord {
  const proposal = more.proposal ?? { project: 'A tea set', domain: 'banking', alternatives: ['sun'], priority: 'calm' }
  const choices = more.choices ?? answering(framework, asked, ruled)
  return {
    framework,
    proposal,
    choices,
    verdict: decider.decide(framework, proposal, choices),
    state: 'decided',
    date: '2026-11-21',
    deciders: ['Ann', 'Bob'],
    domain: 'Banking',
    pilot: true,
    reviewOn: '2026-11-28',
    ...more,
  }
}

const headings = (text: string): string[] => text.split('\n').filter((line) => /^#+ /.test(line))

test('a record reads as MADR 4.0.0 asks', () => {
  expect(madr(record('yn?', 'nn'))).toMatchInlineSnapshot(`
    "---
    status: "accepted"
    date: "2026-11-21"
    decision-makers: ["Ann", "Bob"]
    ---

    # Kiln for A tea set: try it

    ## Context and Problem Statement

    Should this be fired in Kiln?

    * Project: A tea set
    * Domain: Banking
    * What matters most: Calm

    Decided with the framework \`kiln-fit\`, version 3. Three questions of the makers.

    ## Decision Drivers

    * Are there many pots at once? **yes**
    * Is even heat needed? **no**
    * Will it be fired again? **not sure**
    * Must the clay stay raw? **no**
    * Is there no power? **no**

    ## Considered Options

    * Kiln
    * The sun

    ## Decision Outcome

    Chosen option: "Kiln", because these speak for it: many pots.

    Verdict: try it. Some of it speaks for it. 1 of 3 answered yes, 1 no, 1 not sure. Not sure, which counts neither way: reuse.

    What would change it:

    * If there were few pots, this would become: leave it.
    * If even heat were needed and it were fired again, this would become: fire it. One of these is still open.
    * If the clay had to stay raw, this would become: leave it.
    * If there were no power, this would become: leave it.

    ### Consequences

    * Good: The shelves hold many pots.
    * Bad: Smoke may spoil the glaze. Remedy: Open the vent.

    ### Confirmation

    A pilot of 1 week confirms it. It is looked at again on 2026-11-28, and earlier when a cited claim changes.

    * Day 1: Fire one pot. A pot.
    * Day 5: Fire a shelf.

    It ends so:

    * One pot first, then a shelf.
    * Look for cracks by hand.

    ## Pros and Cons of the Options

    ### Kiln

    * Good: The shelves hold many pots.
    * Bad: Rough clay forgives.
    * Bad: No bank has published a latency comparison. (Banking)

    ### The sun

    * Good: For adobe.
    * Neutral: The questions weigh Kiln only; this option was not scored.

    ## More Information

    **Evidence**

    * Acme Bank: Acme Bank runs its ledger on Kiln since 2022, after a rewrite from Ash. (grade A, 2024; entry \`acme\`; [Acme on its ledger](<https://acme.example/ledger>))
    * Bolt Bank: Bolt Bank is reported to use Kiln for card payments. (grade B, 2023; entry \`bolt-bank\`; [Trade press on Bolt Bank](<https://press.example/bolt>))
    * How long are the pauses of the Kiln collector?: The Kiln collector pauses below a millisecond in most programs. (grade A, 2025; entry \`pauses\`; [Kiln guide](<https://kiln.example/guide>))
    * When is Kiln a good choice?: Kiln fits services that wait on many connections at once, or that stream records. (grade A, 2025; entry \`choose\`; [Kiln guide](<https://kiln.example/guide>))

    **The other side**

    * Banking: No bank has published a latency comparison. (curators' advice; entry \`banking\`; Advice of the curators)

    **The stack to start with**

    * Poker: Take it for new code. (active when seen on 2026-08-01)

    | Entry | Grade | Version |
    | --- | --- | --- |
    | acme | A | e1c298d9d841 |
    | bolt-bank | B | 01c9359ee038 |
    | pauses | A | 9bb39ec2fcc7 |
    | choose | A | 84f4438f2ed3 |
    | firing-queue | A | 7a4d023e7b87 |
    "
  `)
})

describe('its outcome', () => {
  test.each([
    ['nothing else', [], 'Not Kiln: none of the questions speaks for it.'],
    ['one other', ['sun'], 'Not Kiln: none of the questions speaks for it. Instead: The sun.'],
    [
      'several',
      ['sun', 'a shop'],
      'Not Kiln: none of the questions speaks for it. One of these instead: The sun; a shop.',
    ],
  ])('of a poor fit with %s on the table is settled', (_, alternatives, expected) => {
    const text = madr(record('nnn', 'nn', { proposal: { project: 'A tea set', alternatives } }))
    expect(text).toContain(expected)
    expect(text).not.toContain('No option is chosen yet')
  })

  test('of a poor fit that something speaks for says how much is against it', () => {
    const strict = { ...framework, rule: { ...framework.rule, fit_at_yes: 2, strong_fit_at_yes: 3, poor_fit_at_no: 2 } }
    const proposal = { project: 'A tea set', alternatives: [] }
    const choices = answering(strict, 'ynn', 'nn')
    const verdict = decider.decide(strict, proposal, choices)
    expect(madr(record('ynn', 'nn', { framework: strict, proposal, choices, verdict }))).toContain(
      'Not Kiln: 2 of 3 questions speak against it.',
    )
  })

  test('that is not clear is open', () => {
    expect(madr(record('n??', 'nn'))).toContain('No option is chosen yet: the answers do not settle it.')
  })

  const chosen = (text: string): string | undefined => /^Chosen option: "([^"]*)"/m.exec(text)?.[1]

  test.each([
    ['of a fit is the candidate', 'yn?', 'nn', {}, 'Kiln'],
    ['of a knock-out is what it leads to', 'yyy', 'ny', {}, 'A pit'],
    ['that is not clear is none yet', 'n??', 'nn', {}, undefined],
    ['of a poor fit without a knock-out is none of those named', 'nnn', 'nn', {}, undefined],
    ['may be another than the verdict', 'yn?', 'nn', { chosen: 'sun' }, 'The sun'],
  ] as const)('%s', (_, asked, ruled, more, expected) => {
    expect(chosen(madr(record(asked, ruled, more)))).toBe(expected)
  })

  test.each([
    ['draft', {}, 'proposed'],
    ['open', {}, 'proposed'],
    ['decided', {}, 'accepted'],
    ['superseded', { supersededBy: 'D2' }, 'superseded by D2'],
  ] as const)('%s is told as its status', (state, more, expected) => {
    expect(madr(record('yn?', 'nn', { state, ...more }))).toContain(`status: "${expected}"`)
  })
})

test('a curated sentence stands whole, so that no name in it loses its capital', () => {
  const real = realWorld()
  const proposal = { project: 'A gateway', domain: 'iot', alternatives: ['rust'] }
  for (const [asked, ruled] of [
    ['yynn', 'nnnnnn'],
    ['nnnn', 'nnnnnn'],
    ['yyyy', 'yyyyyy'],
  ] as const) {
    const choices = answering(real.framework, asked, ruled)
    const verdict = real.decider.decide(real.framework, proposal, choices)
    const text = madr({ ...record('yn?', 'nn'), framework: real.framework, proposal, choices, verdict })
    expect(text).not.toMatch(/(Good|Bad|Neutral), because/)
    expect(text.match(/^\* (Good|Bad|Neutral): .*$/gm)?.length).toBeGreaterThan(2)
  }
})

test('a ballot is told with its dissent, names only where they may be', () => {
  const votes = [
    { voter: 'U1', choices: answering(framework, 'yn?', 'nn') },
    { voter: 'U2', choices: answering(framework, 'yn?', 'nn') },
    {
      voter: 'U3',
      choices: { ...answering(framework, 'yn?', 'nn'), 'no-power': { choice: 'yes', because: '*camp*' } } as Choices,
    },
  ]
  const counted = tally(framework, votes)
  const unnamed = madr(record('yn?', 'nn', { tally: counted }))
  expect(unnamed).toContain('**The ballot: 3 people**')
  expect(unnamed).toContain('* leave it, no power: 1 of 1 differ. Because: \\*camp\\*')
  expect(unnamed).not.toContain('U3')
  expect(madr(record('yn?', 'nn', { tally: counted, nameOf: () => 'Di_' }))).toContain('Because: Di\\_: \\*camp\\*')
})

describe('what people typed stays text', () => {
  const expected = headings(madr(record('yn?', 'nn'))).length
  const nasty = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(
      '# heading',
      '## x\n## y',
      '- item\n- item',
      '1. one',
      '---',
      '[x](javascript:alert(1))',
      '![x](https://x.example/y.png)',
      '<script>alert(1)</script>',
      '`code`',
      '| a | b |',
      '<!-- ',
      '~~~',
      '" \\" : {}',
      '\u202Egnp',
    ),
  )

  test('whatever it is', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const typed = madr(
          record('yn?', 'nn', {
            proposal: { project: text, alternatives: [text] },
            choices: { ...answering(framework, 'yn?', 'nn'), 'many-pots': { choice: 'yes', because: text } },
            deciders: [text],
          }),
        )
        const [, front = '', body = ''] = /^---\n(.*?)\n---\n(.*)$/s.exec(typed) ?? []
        expect(load(front)).toMatchObject({ status: 'accepted', date: '2026-11-21' })
        // The alternative of their own may be one more option, and an empty one has no heading to speak of.
        expect(headings(body).length - expected).toBeGreaterThanOrEqual(-1)
        expect(headings(body).length - expected).toBeLessThanOrEqual(1)
        for (const line of body.split('\n').filter((one) => /Project: |because: |^# |^\* .*$/.test(one)))
          expect(line.replaceAll(/\\[!-/:-@[-`{-~]/g, '').replaceAll(/\]\(<[^>]*>\)/g, '')).not.toMatch(
            /<[a-z!/]|!\[|\]\(/i,
          )
        expect(body).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/)
      }),
    )
  })
})
