import { array, assert, constantFrom, integer, property, record, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { kilnWorld, realWorld } from '../decision/worlds.ts'
import { actions, blockOf, blocks } from '#slack/ids.ts'
import { errorsOf, validateView } from '#slack/validate.ts'
import { packBegin, projectLine, unpackBegin } from '#slack/walk/begin.ts'
import { stepBlocks } from '#slack/walk/blocks.ts'
import { lineOf } from '#slack/walk/line.ts'
import { choicesOf, fitsStep, readStep, type Typed } from '#slack/walk/fields.ts'
import { stepsOf, titleOf } from '#slack/walk/steps.ts'
import type { Framework } from '#knowledge/framework.ts'
import { stateValues } from '#standin/payloads/state-values.ts'
import type { Json } from './reading.ts'

const { framework: real } = realWorld()
const { framework: kilns } = kilnWorld()

/** What Slack would send of a step that nobody has touched, in the words of a delivery. */
function fieldsOf(
  framework: Framework,
  step: Parameters<typeof stepBlocks>[1],
  filled: Parameters<typeof stepBlocks>[2],
) {
  const state = stateValues(stepBlocks(framework, step, filled) as unknown as Json[])
  const valueOf = (one: Json | undefined): string => {
    const option = one?.['selected_option'] as { value: string } | null | undefined
    const several = (one?.['selected_options'] ?? []) as { value: string }[]
    const value = one?.['value']
    return typeof value === 'string' ? value : (option?.value ?? several.map((each) => each.value).join('\n'))
  }
  return Object.fromEntries(
    Object.entries(state).map(([block, fields]) => [
      block,
      Object.fromEntries(Object.entries(fields).map(([action, one]) => [action, valueOf(one)])),
    ]),
  )
}

describe('the steps', () => {
  test('of the shipped framework are the project, its questions by two, and all knock-outs', () => {
    const steps = stepsOf(real, { about: true })
    expect(steps.map(titleOf)).toEqual([
      'What is it?',
      'Questions 1 and 2 of 4',
      'Questions 3 and 4 of 4',
      'What would rule it out?',
    ])
    expect(stepsOf(real, { about: false })).toEqual(steps.slice(1))
  })

  test('name a single question and a part of the knock-outs as what they are', () => {
    expect(stepsOf(kilns, { about: false }).map(titleOf)).toEqual([
      'Questions 1 and 2 of 3',
      'Question 3 of 3',
      'What would rule it out?',
    ])
    const many = { ...kilns, knock_outs: Array.from({ length: 7 }, () => kilns.knock_outs[0]).filter((one) => !!one) }
    expect(stepsOf(many, { about: false }).slice(-2).map(titleOf)).toEqual([
      'What would rule it out, 1 to 6 of 7',
      'What would rule it out 7 of 7',
    ])
  })

  test.each([
    ['shipped', real],
    ['made-up', kilns],
  ])(
    'of the %s framework ask for everything once, with at most six fields each, and Slack takes them',
    (_which, framework) => {
      const asked: string[] = []
      for (const step of stepsOf(framework, { about: true })) {
        const fields = stepBlocks(framework, step, { choices: {} })
        expect(fields.length).toBeLessThanOrEqual(6)
        const view = {
          type: 'modal',
          title: { type: 'plain_text', text: 'x' },
          submit: { type: 'plain_text', text: 'y' },
          blocks: fields,
        }
        expect(errorsOf(validateView(view, 'modal'))).toEqual([])
        if (step.kind !== 'about') asked.push(...step.asked.map(({ id }) => id))
      }
      expect(asked).toEqual([...framework.questions, ...framework.knock_outs].map(({ id }) => id))
    },
  )

  test('show each question with its examples, and choose nothing beforehand', () => {
    const [, first] = stepsOf(real, { about: true })
    const drawn = JSON.stringify(first && stepBlocks(real, first, { choices: {} }))
    for (const { ask, examples } of real.questions.slice(0, 2)) {
      expect(drawn).toContain(ask)
      for (const example of examples) expect(drawn).toContain(example)
    }
    expect(drawn).not.toContain('initial')
  })
})

describe('the fields', () => {
  const words = string({ maxLength: 40 }).map((text) => text.replaceAll(/\s+/g, ' ').trim())
  const answer = record({ choice: constantFrom('yes' as const, 'no' as const, 'unsure' as const), because: words })

  test('give back what was filled in, whatever it was', () => {
    assert(
      property(array(answer, { minLength: 10, maxLength: 10 }), words, (answers, own) => {
        const asked = [...real.questions, ...real.knock_outs]
        const choices: Typed = Object.fromEntries(
          asked.map(({ id }, at) => {
            const { choice, because } = answers[at] ?? { choice: 'no', because: '' }
            return [id, { choice, ...(because && at < real.questions.length ? { because } : {}) }]
          }),
        )
        const alternatives = ['rust', 'java', ...(own && !real.alternatives.some(({ id }) => id === own) ? [own] : [])]
        const proposal = { project: 'x', domain: 'd', alternatives, priority: 'load' }
        const filled = { proposal, domain: { id: 'd', title: 'D' }, choices }
        const read = stepsOf(real, { about: true }).map((step) => {
          const fields = fieldsOf(real, step, filled)
          return { ...readStep(real, step, fields), fits: fitsStep(step, fields) }
        })
        expect(read.map(({ fits, errors }) => ({ fits, errors }))).toEqual(read.map(() => ({ fits: true, errors: {} })))
        expect(read[0]?.proposal).toEqual(proposal)
        expect(Object.assign({}, ...read.map((one) => one.choices))).toEqual(choices)
      }),
    )
  })

  test('say on the field what is missing, and keep what is there', () => {
    const [about, questions] = stepsOf(real, { about: true })
    if (!about || !questions || questions.kind === 'about') throw new Error('no steps')
    expect(readStep(real, about, { [blocks.project]: { [actions.project]: '  ' } }).errors).toEqual({
      [blocks.project]: 'Say in a few words what the project is.',
    })
    const [one, other] = questions.asked.map(({ id }) => id)
    const read = readStep(real, questions, {
      [blockOf(blocks.choice, one ?? '')]: { [actions.choice]: 'maybe' },
      [blockOf(blocks.because, one ?? '')]: { [actions.because]: 'we say so' },
      [blockOf(blocks.choice, other ?? '')]: { [actions.choice]: 'no' },
    })
    expect(read.errors).toEqual({ [blockOf(blocks.choice, one ?? '')]: 'Choose yes, no or not sure.' })
    expect(read.choices).toEqual({ [one ?? '']: { because: 'we say so' }, [other ?? '']: { choice: 'no' } })
    expect(choicesOf(read.choices)).toEqual({ [other ?? '']: { choice: 'no' } })
  })

  test('are read without signs that turn the words around them, wherever somebody writes freely', () => {
    const [about, questions] = stepsOf(real, { about: true })
    if (!about || !questions || questions.kind === 'about') throw new Error('no steps')
    const typed = '\u202Eevil\u2066 \u200Fname\u0007\u2069'
    const read = readStep(real, about, {
      [blocks.project]: { [actions.project]: typed },
      [blocks.ownOption]: { [actions.ownOption]: typed },
    })
    expect(read.proposal).toMatchObject({ project: 'evil name', alternatives: ['evil name'] })
    const [{ id } = { id: '' }] = questions.asked
    const because = readStep(real, questions, { [blockOf(blocks.because, id)]: { [actions.because]: typed } })
    expect(because.choices[id]).toEqual({ because: 'evil name' })
    const nothing = readStep(real, about, { [blocks.project]: { [actions.project]: '\u202E\u200D \u2069' } })
    expect(nothing.errors).toHaveProperty(blocks.project)
  })

  test('of another step do not fit, nor do names that every object has', () => {
    const [about, questions] = stepsOf(real, { about: true })
    if (!about || !questions) throw new Error('no steps')
    expect(fitsStep(questions, fieldsOf(real, about, { choices: {} }))).toBe(false)
    expect(readStep(real, about, JSON.parse('{"__proto__":{"constructor":"x"}}')).proposal).toEqual({
      project: '',
      alternatives: [],
    })
  })
})

describe('a line that somebody typed', () => {
  const flag = '\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}'

  test.each(['Tea <set> & *cups*', 'תשלומים', 'مدفوعات', '👩‍💻 desk', '❤️ 🇨🇭', `the ${flag} one`, 'می‌خواهم', 'ﬁnance ½'])(
    'keeps %s as it is',
    (text) => {
      expect(lineOf(text, 150)).toBe(text)
    },
  )

  test('loses controls, signs of direction and what nobody sees, and stays one line', () => {
    const signs = [0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069, 0x200e, 0x200f, 0x061c]
    for (const sign of [...signs, 0, 7, 27, 0x7f, 0x9b, 0x200b, 0x2060, 0xe0041, 0xd83d])
      expect(lineOf(`a${String.fromCodePoint(sign)}b ${String.fromCodePoint(sign)} c`, 150)).toBe('ab c')
    expect(lineOf(' a\n\t b\u2028c ', 150)).toBe('a b c')
  })

  test('says that it was cut, at whole characters, and is not cut twice', () => {
    for (const long of ['word '.repeat(60), 'x'.repeat(151), '🙂'.repeat(90)]) {
      const line = projectLine(long)
      expect(line.length).toBeLessThanOrEqual(150)
      expect(line).toMatch(/[^\s\uD800-\uDBFF]…$/)
      expect(projectLine(line)).toBe(line)
    }
    expect(projectLine('x'.repeat(150))).toBe('x'.repeat(150))
  })
})

describe('what a button that begins carries', () => {
  test('is cleaned where it was packed by somebody else', () => {
    expect(unpackBegin('{"v":2,"project":"\u202Eevil"}')).toEqual({ project: 'evil' })
    expect(unpackBegin('{"v":2,"project":"\u202E"}')).toEqual({})
  })

  test('comes back as it went, within a button’s length, and calls nobody', () => {
    assert(
      property(string({ maxLength: 400, unit: 'grapheme' }), integer(), (text, number) => {
        const begin = { project: projectLine(text), domain: `d-${number}`, again: 'a1' }
        const value = packBegin(begin)
        expect(value.length).toBeLessThanOrEqual(2_000)
        expect(value).not.toContain('<')
        expect(unpackBegin(value)).toEqual({
          ...(begin.project ? { project: begin.project } : {}),
          domain: begin.domain,
          again: 'a1',
        })
      }),
    )
    expect(unpackBegin('{"v":3}')).toBeUndefined()
    expect(unpackBegin('decide')).toBeUndefined()
  })
})
