import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Framework } from '#knowledge/framework.ts'
import { lint, rules } from '#knowledge/lint/index.ts'
import { changed, type Change } from './catalog.ts'

const today = '2026-11-21'
const long = `${'word '.repeat(50)}.`

const fit = 'decisions/kiln-fit.yml'
const kilnFit = (change: (framework: Framework) => object): Change => ({ frameworks: { 'kiln-fit': change } })
const rule = (change: Partial<Framework['rule']>): Change => kilnFit((one) => ({ rule: { ...one.rule, ...change } }))
const twice = <T>(list: readonly T[]): (T | undefined)[] => [list[0], list[0]]

/** For each rule: what is wrong, and the file and field it must name. */
const cases: Readonly<Record<string, readonly (readonly [string, Change, string, string])[]>> = {
  references: [
    [
      'a source that is not there',
      { entries: { acme: { sources: ['nowhere'] } } },
      'organisations/acme.yml',
      'sources.0',
    ],
    [
      'a language that is not there',
      { entries: { acme: { moved_from: ['latin'] } } },
      'organisations/acme.yml',
      'moved_from.0',
    ],
    ['an id of another kind', { entries: { acme: { domains: ['stoker'] } } }, 'organisations/acme.yml', 'domains.0'],
    ['itself', { entries: { pauses: { related: ['pauses'] } } }, 'topics/pauses.yml', 'related.0'],
    [
      'an entry that a framework names and nobody wrote',
      kilnFit((one) => ({ questions: one.questions.map((other) => ({ ...other, evidence: ['nothing'] })) })),
      fit,
      'questions.0.evidence.0',
    ],
    ['a pilot that is no topic', kilnFit((one) => ({ pilot: { ...one.pilot, exit: 'acme' } })), fit, 'pilot.exit'],
    [
      'a source deep inside',
      { entries: { speed: { cells: { kiln: { value: 'x', reason: 'y', sources: ['nowhere'] } } } } },
      'criteria/speed.yml',
      'cells.kiln.sources.0',
    ],
  ],
  aliases: [
    [
      'a name that another entry has',
      { entries: { 'bolt-bank': { aliases: ['acme'] } } },
      'organisations/bolt-bank.yml',
      'aliases.0',
    ],
  ],
  mutual: [
    [
      'an alternative that is not named back',
      { entries: { poker: { alternatives: [] } } },
      'tools/poker.yml',
      'alternatives',
    ],
  ],
  leads: [
    ['two leading entries', { entries: { 'firing-queue': { topic: 'runtime' } } }, 'topics/pauses.yml', 'leads'],
    ['none', { entries: { hiring: { leads: false } } }, 'topics/hiring.yml', 'leads'],
  ],
  disputed: [
    [
      'who does not use it, without a dispute',
      { entries: { cinder: { dispute: undefined } } },
      'organisations/cinder.yml',
      'dispute',
    ],
    [
      'a disputed one as an example',
      { entries: { pauses: { organisations: ['cinder'] } } },
      'topics/pauses.yml',
      'organisations.0',
    ],
  ],
  figures: [
    [
      'a number without a year',
      { entries: { acme: { figures: [{ value: '4', text: 'x', year: null, sources: ['acme-blog'] }] } } },
      'organisations/acme.yml',
      'figures.0.year',
    ],
  ],
  frameworks: [
    ['an id that stands twice', kilnFit((one) => ({ knock_outs: twice(one.knock_outs) })), fit, 'knock_outs.1.id'],
    [
      'a knock-out that bears the id of a question',
      kilnFit((one) => ({ knock_outs: one.knock_outs.map((other) => ({ ...other, id: 'reuse' })) })),
      fit,
      'knock_outs.0.id',
    ],
    [
      'an alternative that is none',
      kilnFit((one) => ({ alternatives: one.alternatives.slice(0, 1) })),
      fit,
      'knock_outs.1.leads_to.0',
    ],
    [
      'a priority of a question that nobody asks',
      kilnFit((one) => ({ priorities: one.priorities.map((other) => ({ ...other, questions: ['size'] })) })),
      fit,
      'priorities.0.questions.0',
    ],
    [
      'a priority of a risk that is not there',
      kilnFit((one) => ({ risks: one.risks.slice(0, 1) })),
      fit,
      'priorities.0.risks.0',
    ],
    [
      'a risk of an answer that nobody gives',
      kilnFit((one) => ({ risks: one.risks.map((other) => ({ ...other, when: { answer: 'size', is: ['yes'] } })) })),
      fit,
      'risks.0.when.answer.0',
    ],
    [
      'a source that the entry does not name',
      kilnFit((one) => ({ about: { ...one.about, sources: ['press'] } })),
      fit,
      'about.sources.0',
    ],
    ['a pilot without days', kilnFit((one) => ({ pilot: { ...one.pilot, plan: 'hiring' } })), fit, 'pilot.plan'],
  ],
  verdicts: [
    ['a strong fit out of reach', rule({ strong_fit_at_yes: 4 }), fit, 'rule.strong_fit_at_yes'],
    ['a fit that is always strong', rule({ fit_at_yes: 3 }), fit, 'rule.fit_at_yes'],
    ['a no that counts for nothing', rule({ poor_fit_at_no: 4 }), fit, 'rule.poor_fit_at_no'],
    [
      'two verdicts of one name',
      kilnFit((one) => ({ verdicts: { ...one.verdicts, fit: one.verdicts['strong-fit'] } })),
      fit,
      'verdicts.fit.name',
    ],
    [
      'a priority that moves nothing',
      kilnFit((one) => ({
        priorities: one.priorities.map((other) => ({ ...other, questions: [], risks: [], evidence: [] })),
      })),
      fit,
      'priorities.0',
    ],
    [
      'a risk that asks and takes any answer',
      kilnFit((one) => ({
        risks: one.risks.map((other) => ({ ...other, when: { answer: 'reuse', is: ['yes', 'no', 'unsure'] } })),
      })),
      fit,
      'risks.0.when',
    ],
  ],
  reach: [
    ['no phrasing', { entries: { stoker: { asks: [] } } }, 'tools/stoker.yml', 'asks'],
    [
      'the phrasing of another',
      { entries: { pauses: { asks: ['reasons for kiln', 'other'] } } },
      'topics/pauses.yml',
      'asks.0',
    ],
  ],
  review: [
    [
      'a review date that has passed',
      { entries: { acme: { checked: '2025-01-01', review_by: '2026-11-20' } } },
      'organisations/acme.yml',
      'review_by',
    ],
    [
      'a review before the check',
      { entries: { acme: { review_by: '2026-11-21' } } },
      'organisations/acme.yml',
      'review_by',
    ],
  ],
  reading: [
    ['a sentence that never ends', { entries: { acme: { answer: long } } }, 'organisations/acme.yml', 'answer'],
    ['a wrong encoding', { entries: { acme: { answer: 'The Kãln isÃ© fine.' } } }, 'organisations/acme.yml', 'answer'],
    [
      'an entry that never ends',
      {
        entries: {
          acme: {
            points: Array.from({ length: 20 }, () => ({
              text: 'word word word word word word word. '.repeat(8),
              sources: ['acme-blog'],
            })),
          },
        },
      },
      'organisations/acme.yml',
      '',
    ],
  ],
  style: [
    [
      'praise',
      { entries: { acme: { answer: 'Acme has a blazing fast ledger.' } } },
      'organisations/acme.yml',
      'answer',
    ],
    ['a grand verb', { entries: { acme: { answer: 'Acme leverages Kiln.' } } }, 'organisations/acme.yml', 'answer'],
    [
      'a place instead of a name',
      { entries: { pauses: { points: [{ text: 'See the above table.', sources: ['advice'] }] } } },
      'topics/pauses.yml',
      'points.0.text',
    ],
  ],
  links: [
    ['an address twice', { sources: { press: { url: 'https://acme.example/ledger' } } }, 'sources/', 'press'],
    ['a user name in it', { sources: { press: { url: 'https://me@press.example/' } } }, 'sources/', 'press'],
    ['a host in disguise', { sources: { press: { url: 'https://xn--pple-43d.example/' } } }, 'sources/', 'press'],
    ['used by nobody', { entries: { 'bolt-bank': { sources: ['acme-blog'] } } }, 'sources/', 'press'],
  ],
}

test('every rule has a file, a place in the list, and cases here', () => {
  const helpers = new Set(['index.ts', 'rule.ts', 'texts.ts', 'exceptions.ts'])
  const files = readdirSync('src/knowledge/lint')
    .filter((name) => !helpers.has(name))
    .map((name) => name.replace('.ts', ''))
  expect(rules.map((rule) => rule.name).toSorted()).toEqual(files.toSorted())
  expect(Object.keys(cases).toSorted()).toEqual(files.toSorted())
})

describe.each(rules.map((rule) => [rule.name, rule] as const))('%s', (name, rule) => {
  test('finds nothing in what is right', () => {
    expect(rule.check(changed({}), { today })).toEqual([])
  })

  test.each(cases[name] ?? [])('finds %s', (_, change, file, field) => {
    expect(rule.check(changed(change), { today })).toContainEqual(
      expect.objectContaining({ rule: name, file, field, wish: expect.stringMatching(/\w/) }),
    )
  })
})

describe('exceptions', () => {
  const broken: Change = { entries: { acme: { answer: 'Acme leverages Kiln.' } } }
  const exception = { rule: 'style', file: 'organisations/acme.yml', field: 'answer', reason: 'its own words, quoted' }
  const style = (change: Change) =>
    lint(changed(change), { today }).filter((finding) => finding.rule === 'style' || finding.rule === 'exceptions')

  test('take a finding out', () => {
    expect(style({ ...broken, exceptions: [exception] })).toEqual([])
  })

  test('that nobody needs are a finding', () => {
    expect(style({ exceptions: [exception] })).toMatchObject([
      { rule: 'exceptions', file: 'exceptions.yml', field: '0' },
    ])
  })
})
