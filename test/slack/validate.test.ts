import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  errorsOf,
  formatFinding,
  toSlackError,
  validateAck,
  validateMessage,
  validateView,
  type AckKind,
  type Finding,
} from '#slack/validate.ts'
import { limits, type Limit } from '#slack/validate/limits.ts'
import { ignoredKinds, readLimits } from '#slack/validate/rules.ts'
import {
  actions,
  button,
  divider,
  element,
  home,
  image,
  input,
  long,
  message,
  modal,
  mrkdwn,
  option,
  options,
  plain,
  richText,
  section,
  series,
  chart,
  type Json,
} from '../support/blocks.ts'
import { limitCases, type LimitCase } from '../support/limit-cases.ts'
import { nonsense } from '../support/nonsense.ts'
import { validMessages, validModals } from '../support/valid-messages.ts'

const rulesOf = (findings: readonly Finding[]): string[] => findings.map((finding) => finding.rule)
const reading = readLimits(limits)

describe('the limits', () => {
  test('are those of the reference', () => {
    // The whole reference is copied; this asks only that the copy was not cut or edited by hand: ids unique, as many as its text says.
    expect(limits).toHaveLength(217)
    expect(new Set(limits.map((limit) => limit.id)).size).toBe(217)
    const file: unknown = JSON.parse(readFileSync(new URL('../../src/slack/limits.json', import.meta.url), 'utf8'))
    expect(file).toHaveProperty('meta.confidence')
  })

  test('speak of confidence in the words that findings know', () => {
    expect(new Set(limits.map((limit) => limit.confidence))).toEqual(
      new Set(['docs', 'types', 'sdk', 'schema', 'code', 'secondary']),
    )
  })

  test('have no rule that nobody thought of', () => {
    expect(reading.unknown).toEqual([])
  })

  test('name a new rule loudly', () => {
    const strange: Limit = {
      id: 'block.section.text.maxVowels',
      kind: 'block',
      type: 'section',
      path: 'text',
      rule: 'maxVowels',
      value: 3,
      confidence: 'docs',
    }
    expect(readLimits([...limits, strange]).unknown).toEqual([strange])
  })

  test('are ignored only where a payload cannot break them', () => {
    const ignored = reading.ignored
      .filter((limit) => !ignoredKinds.has(limit.kind))
      .map((limit) => `${limit.rule} ${limit.type} ${limit.path}`)
    expect(ignored).toEqual([
      'uniquePer * external_id',
      'maxDepth modal view stack',
      'optimisticLock * hash',
      'requiresScope video (scope)',
      'documentedMax rich_text elements',
      'none divider -',
      'default external_select min_query_length',
    ])
    expect([...new Set(reading.ignored.map((limit) => limit.rule))].toSorted()).toEqual([
      'default',
      'defaultMs',
      'documentedMax',
      'enum',
      'maxCount',
      'maxDepth',
      'maxItems',
      'maxLength',
      'maxMinutes',
      'maxPerHour',
      'maxSeconds',
      'minGuaranteed',
      'minLength',
      'minPercentPer60Min',
      'none',
      'notSupportedFor',
      'optimisticLock',
      'pattern',
      'perMinute',
      'perSecond',
      'recommendedEverySeconds',
      'requiredWhen',
      'requiresScope',
      'seconds',
      'secondsBefore',
      'uniquePer',
    ])
    expect(ignoredKinds).toEqual(new Set(['protocol', 'ratelimit', 'ai', 'manifest']))
  })

  test('all have an example that breaks them', () => {
    expect(Object.keys(limitCases).toSorted()).toEqual(
      [...new Set(reading.rules.map(({ limit }) => limit.id))].toSorted(),
    )
  })
})

/** What a limit's example is to find just beyond the limit, and must not find just within. */
function borders(limit: Limit, example: LimitCase): { readonly beyond: Finding[][]; readonly within: Finding[][] } {
  if ('bad' in example) return { beyond: [example.bad()], within: [example.good()] }
  const at = (size: number): Finding[] => example.sized(size)
  if (Array.isArray(limit.value)) {
    const [low, high] = limit.value.map(Number)
    return { beyond: [at(Number(low) - 1), at(Number(high) + 1)], within: [at(Number(low)), at(Number(high))] }
  }
  const edge = Number(limit.value)
  if (['minLength', 'minItems', 'min'].includes(limit.rule)) return { beyond: [at(edge - 1)], within: [at(edge)] }
  if (limit.rule === 'exclusiveMaxLength') return { beyond: [at(edge)], within: [at(edge - 1)] }
  if (limit.rule === 'exclusiveMin') return { beyond: [at(edge)], within: [at(edge + 1)] }
  return { beyond: [at(edge + 1)], within: [at(edge)] }
}

describe('a payload beyond a limit', () => {
  test.each(Object.entries(limitCases))('%s', (id, example) => {
    const limit = limits.find((one) => one.id === id)
    if (limit === undefined) throw new Error(`no limit ${id}`)
    const { beyond, within } = borders(limit, example)
    const isMild = limit.confidence === 'secondary' || limit.rule === 'recommendedMaxLength'
    for (const findings of beyond) {
      const found = findings.filter((finding) => finding.rule === id)
      expect(found).not.toEqual([])
      expect(new Set(found.map((finding) => finding.level))).toEqual(new Set([isMild ? 'warning' : 'error']))
      expect(new Set(found.map((finding) => finding.confidence))).toEqual(new Set([limit.confidence]))
    }
    for (const findings of within)
      expect(findings.filter((finding) => finding.rule === id && (finding.level === 'error' || isMild))).toEqual([])
  })
})

describe('where sources disagree', () => {
  test('an option value between the two numbers is a warning', () => {
    const findings = validateMessage(message([actions([element('static_select', { options: [option(long(76))] })])]))
    expect(findings.map(formatFinding)).toEqual([
      'warning /blocks/0/elements/0/options/0/value: must be less than 76 characters [composition.option.value.maxLength, docs]',
    ])
    expect(toSlackError(findings)).toBeUndefined()
  })
})

describe('make and place', () => {
  const cases: readonly (readonly [string, Finding[]])[] = [
    ['shape.type', validateMessage('hello')],
    ['shape.type', validateMessage(message([section({ expand: 'yes' })]))],
    ['shape.type', validateMessage({ text: 'x', blocks: { type: 'divider' } })],
    ['shape.type', validateMessage({ text: 7 })],
    ['shape.type', validateMessage({ text: 'x', attachments: 'none' })],
    ['shape.required', validateMessage(message([{ type: 'header' }]))],
    ['shape.required', validateMessage(message([{ text: plain() }]))],
    ['shape.unknownType', validateMessage(message([{ type: 'sectoin', text: plain() }]))],
    ['shape.unknownType', validateMessage(message([{ type: 'header', text: mrkdwn() }]))],
    ['shape.unknownProperty', validateMessage(message([section({ text: mrkdwn('x', { emoji: true }) })]))],
    ['shape.markdown_text', validateMessage({ text: 'x', markdown_text: 'x' })],
    ['shape.no_text', validateMessage({ channel: 'C1' })],
    [
      'shape.initialOption',
      validateMessage(
        message([actions([element('static_select', { options: options(1), initial_option: option('other') })])]),
      ),
    ],
    [
      'shape.categories',
      validateMessage(message([chart({ chart: { ...series(1), axis_config: { categories: ['else'] } } })])),
    ],
    ['shape.seriesName', validateMessage(message([chart({ chart: series(2, () => 'same') })]))],
    ['surface.block.alert', validateMessage(message([{ type: 'alert', text: plain() }]))],
    ['surface.block.markdown', validateView(modal([{ type: 'markdown', text: 'x' }]), 'modal')],
    ['surface.block.table', validateView(modal([{ type: 'table', rows: [] }]), 'modal')],
    ['surface.element.email_text_input', validateMessage(message([input(element('email_text_input'))]))],
    ['surface.element.datetimepicker', validateView(home([actions([element('datetimepicker')])]), 'home')],
    ['placement.plain_text_input', validateMessage(message([actions([element('plain_text_input')])]))],
    ['placement.feedback_buttons', validateMessage(message([actions([element('feedback_buttons', {})])]))],
    ['placement.button', validateView(modal([input(button())]), 'modal')],
    ['placement.image', validateMessage(message([actions([image()])]))],
    ['shape.unknownType', validateView(home([]), 'modal')],
    ['shape.required', validateView({ type: 'modal', blocks: [] }, 'modal')],
    ['shape.type', validateView(null, 'modal')],
    [
      'block.header.text.text.maxLength',
      validateMessage({ text: 'x', attachments: [{ blocks: [{ type: 'header', text: plain(long(151)) }] }] }),
    ],
  ]
  test.each(cases)('%s', (rule, findings) => {
    expect(rulesOf(errorsOf(findings))).toContain(rule)
    expect(toSlackError(findings)).toBeDefined()
  })
})

describe('the contract', () => {
  const say = (text: string): Json => message([section({ text: mrkdwn(text) })])
  const cases: readonly (readonly [string, Finding[]])[] = [
    ['contract.text', validateMessage({ blocks: [divider()] })],
    ['contract.text', validateMessage(message([divider()], { text: '  ' }))],
    ['contract.action_id', validateMessage(message([actions([{ type: 'button', text: plain() }])]))],
    [
      'contract.action_id',
      validateMessage(
        message([{ type: 'card', block_id: 'c', title: mrkdwn(), actions: [{ type: 'button', text: plain() }] }]),
      ),
    ],
    ['contract.block_id', validateMessage(message([{ type: 'actions', elements: [button()] }]))],
    ['contract.block_id', validateMessage(message([section({ accessory: button(), block_id: undefined })]))],
    ['contract.totalText', validateMessage(message([1, 2, 3, 4].map(() => section({ text: mrkdwn(long(2_600)) }))))],
    ['contract.broadcast', validateMessage({ text: 'hi <!channel>' })],
    ['contract.broadcast', validateMessage(say('<!here|here>'))],
    ['contract.broadcast', validateMessage(message([section({ text: plain('<!everyone>') })]))],
    ['contract.broadcast', validateMessage(message([actions([button({ value: '<!subteam^S1>' })])]))],
    ['contract.broadcast', validateView(modal([], { private_metadata: '{"q":"<!Channel>"}' }), 'modal')],
    [
      'contract.broadcast',
      validateMessage(
        message([
          {
            ...richText(),
            elements: [{ type: 'rich_text_section', elements: [{ type: 'broadcast', range: 'here' }] }],
          },
        ]),
      ),
    ],
    [
      'contract.broadcast',
      validateMessage(
        message([
          {
            type: 'table',
            rows: [
              [
                {
                  type: 'rich_text',
                  elements: [{ type: 'rich_text_quote', elements: [{ type: 'usergroup', usergroup_id: 'S1' }] }],
                },
              ],
            ],
          },
        ]),
      ),
    ],
    ['contract.links', validateMessage(say('<javascript:alert(1)|here>'))],
    ['contract.links', validateMessage(say('<java\nscript:alert(1)|here>'))],
    ['contract.links', validateMessage({ text: '<data:text/html,x>' })],
    ['contract.links', validateMessage(say('<mailto:a@example.org|write>'))],
    ['contract.links', validateMessage(message([{ type: 'markdown', text: '[x](javascript:alert(1))' }]))],
    ['contract.links', validateMessage(message([{ type: 'markdown', text: 'see [x]\n\n[x]: ftp://example.org' }]))],
    ['contract.links', validateMessage(message([actions([button({ url: 'slack://open' })])]))],
    ['contract.links', validateMessage(message([image({ image_url: '/logo.png' })]))],
    [
      'contract.links',
      validateMessage(
        message([
          {
            ...richText(),
            elements: [{ type: 'rich_text_section', elements: [{ type: 'link', url: 'file:///etc' }] }],
          },
        ]),
      ),
    ],
    ['contract.unfurl', validateMessage({ channel: 'C1', text: 'x', unfurl_links: false }, 'chat.postMessage')],
    ['contract.mentions', validateMessage({ text: 'x', link_names: true })],
    ['contract.mentions', validateMessage({ text: 'x', parse: 'full' })],
    ['contract.ack', validateAck('block_actions', { text: 'lost' })],
  ]
  test.each(cases)('%s %#', (rule, findings) => {
    expect(rulesOf(errorsOf(findings))).toContain(rule)
  })

  test.each([
    'a < b and b > c',
    '&lt;!channel&gt;',
    '<@U1> in <#C1|general> at <!date^1790000000^{date}|then>',
    '<https://go.dev|Go>, http://example.org',
    'map[string]int (see 1)',
    'package main: ok',
    '[x](https://go.dev "The Go site")',
  ])('takes %j', (text) => {
    expect(validateMessage({ ...say(text), text }).map(formatFinding)).toEqual([])
    expect(validateMessage(message([{ type: 'markdown', text }])).map(formatFinding)).toEqual([])
  })

  test('between 8,000 and 10,000 characters it warns, and beyond them Slack refuses what chat.* sends', () => {
    const of = (length: number): Json =>
      message([1, 2, 3, 4].map((part) => section({ block_id: `b${part}`, text: mrkdwn(long(length / 4)) })))
    expect(validateMessage(of(8_000))).toEqual([])
    expect(validateMessage(of(8_004)).map(({ rule, level }) => [rule, level])).toEqual([
      ['contract.totalText', 'warning'],
    ])
    expect(toSlackError(validateMessage(of(10_000)))).toBeUndefined()
    expect(toSlackError(validateMessage(of(10_004), 'chat.update'))).toEqual({
      ok: false,
      error: 'msg_blocks_too_long',
    })
    expect(toSlackError(validateMessage(of(10_004), 'response_url'))).toBeUndefined()
  })

  test('asks a shared message to say that it does not unfurl', () => {
    const sent = { channel: 'C1', text: 'x', unfurl_links: false, unfurl_media: false }
    expect(validateMessage(sent, 'chat.postMessage')).toEqual([])
    expect(
      validateMessage({ text: 'x', response_type: 'in_channel' }, 'response_url').map(({ level }) => level),
    ).toEqual(['warning', 'warning'])
    expect(validateMessage({ text: 'x' }, 'response_url')).toEqual([])
  })

  test('is ours: Slack takes what only breaks it', () => {
    expect(
      toSlackError(
        validateMessage({ blocks: [{ type: 'actions', elements: [{ type: 'button', text: plain('<!here>') }] }] }),
      ),
    ).toBeUndefined()
  })
})

describe('an ack', () => {
  const submitted = modal([input(element('plain_text_input'), { block_id: 'why' }), section()])
  const bad: readonly (readonly [AckKind, unknown, string])[] = [
    ['slash_command', { response_type: 'loud', text: 'x' }, 'shape.type'],
    ['slash_command', { response_type: 'ephemeral', text: 'x', blocks: [{ type: 'nonsense' }] }, 'shape.unknownType'],
    ['slash_command', '<!here>', 'contract.broadcast'],
    ['slash_command', 12, 'shape.type'],
    ['view_submission', {}, 'shape.required'],
    ['view_submission', { response_action: 'update' }, 'shape.type'],
    ['view_submission', { response_action: 'push', view: home([]) }, 'shape.unknownType'],
    ['view_submission', { response_action: 'errors' }, 'shape.required'],
    ['view_submission', { response_action: 'errors', errors: { section: 'no' } }, 'shape.errors'],
    ['view_submission', { response_action: 'errors', errors: { why: '' } }, 'shape.type'],
    ['view_submission', 'close', 'shape.type'],
    ['block_suggestion', undefined, 'shape.required'],
    ['block_suggestion', { options: [], option_groups: [] }, 'shape.required'],
    [
      'block_suggestion',
      { options: [option('v', { text: mrkdwn() })] },
      'composition.option.text.type.plainTextOnlyIn',
    ],
    [
      'block_suggestion',
      { option_groups: [{ label: plain(), options: options(101) }] },
      'composition.option_group.options.maxItems',
    ],
    ['event', { text: 'x' }, 'contract.ack'],
  ]
  test.each(bad)('to a %s of %j is refused', (kind, body, rule) => {
    expect(rulesOf(errorsOf(validateAck(kind, body, submitted)))).toContain(rule)
  })

  const good: readonly (readonly [AckKind, unknown])[] = [
    ['slash_command', undefined],
    ['slash_command', ''],
    ['slash_command', 'Hello'],
    ['slash_command', { response_type: 'ephemeral', ...message([section()]) }],
    ['slash_command', { response_type: 'in_channel' }],
    ['view_submission', undefined],
    ['view_submission', { response_action: 'clear' }],
    ['view_submission', { response_action: 'update', view: modal([section()]) }],
    ['view_submission', { response_action: 'errors', errors: { why: 'Say why' } }],
    ['block_suggestion', { options: [] }],
    ['block_suggestion', { options: options(100) }],
    ['block_actions', ''],
    ['event', undefined],
  ]
  test.each(good)('to a %s of %j is taken', (kind, body) => {
    expect(validateAck(kind, body, submitted).map(formatFinding)).toEqual([])
  })

  test('that does not say who sees it is taken with a warning', () => {
    expect(validateAck('slash_command', { text: 'x' }).map(({ rule, level }) => [rule, level])).toEqual([
      ['contract.response_type', 'warning'],
    ])
  })
})

describe("Slack's own error", () => {
  test('for a message', () => {
    expect(toSlackError(validateMessage(message([{ type: 'header', text: plain(long(151)) }])))).toEqual({
      ok: false,
      error: 'invalid_blocks',
      response_metadata: { messages: ['[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]'] },
    })
  })
  test('for a view', () => {
    expect(toSlackError(validateView({ type: 'modal', blocks: [] }, 'modal'))).toEqual({
      ok: false,
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] missing required field: title [json-pointer:/view]'] },
    })
  })
  test.each([
    [
      'view_too_large',
      validateView(
        modal([
          {
            type: 'rich_text',
            elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: long(260_000) }] }],
          },
        ]),
        'modal',
      ),
    ],
    ['no_text', validateMessage({ channel: 'C1' })],
    ['invalid_attachments', validateMessage({ text: 'x', attachments: [{ blocks: [{ type: 'nonsense' }] }] })],
  ])('%s', (error, findings) => {
    expect(toSlackError(findings)).toMatchObject({ ok: false, error })
  })
  test('for a good payload there is none', () => {
    expect(toSlackError([])).toBeUndefined()
  })
})

describe('sixty nonsense blocks', () => {
  test('are sixty, and all different', () => {
    expect(nonsense).toHaveLength(60)
    expect(new Set(nonsense.map((block) => JSON.stringify(block))).size).toBe(60)
  })
  test.each(nonsense.map((block) => [JSON.stringify(block).slice(0, 120), block] as const))('%s', (_, block) => {
    expect(toSlackError(validateMessage(message([block])))).toMatchObject({ ok: false, error: 'invalid_blocks' })
  })
})

describe('properties', () => {
  test('a well-made message passes', () => {
    fc.assert(
      fc.property(validMessages, (payload) => {
        expect(validateMessage(payload, 'chat.postMessage').map(formatFinding)).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
  test('a well-made modal passes', () => {
    fc.assert(
      fc.property(validModals, (view) => {
        expect(validateView(view, 'modal').map(formatFinding)).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
  test('a well-made message with one nonsense block does not', () => {
    fc.assert(
      fc.property(validMessages, fc.constantFrom(...nonsense), (payload, block) => {
        const blocks = Array.isArray(payload['blocks']) ? payload['blocks'] : []
        expect(toSlackError(validateMessage({ ...payload, blocks: [...blocks, block] }))).toBeDefined()
      }),
    )
  })
  test('whatever is sent is judged, never thrown at', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (payload, block) => {
        for (const findings of [
          validateMessage(payload),
          validateMessage({ text: 'x', blocks: [block] }),
          validateView(payload, 'modal'),
          validateAck('view_submission', payload),
        ]) {
          expect(Array.isArray(findings)).toBe(true)
        }
      }),
    )
  })
})
