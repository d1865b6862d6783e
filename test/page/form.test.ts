import { describe, expect, test } from 'vitest'
import { chosenOf, groupsOf, matching, typedOf } from '#page/blocks/form/choices.ts'
import { problemsOf } from '#page/blocks/form/problems.ts'
import { fieldsOf, initialOf, keptValues, valueOf, withTyped } from '#page/blocks/form/values.ts'
import type { Channel, Json, Person } from '#page/protocol.ts'

const plain = (text: string): Json => ({ type: 'plain_text', text })
const option = (value: string): Json => ({ text: plain(value.toUpperCase()), value })
const input = (block: string, element: Json, more: Json = {}): Json => ({
  type: 'input',
  block_id: block,
  label: plain(block),
  element: { action_id: 'a', ...element },
  ...more,
})
const field = (block: string, more: Json = {}): Json => input(block, { type: 'plain_text_input' }, more)
const words = withTyped({}, 'b', 'a', 'typed')

describe('what was typed', () => {
  test('stays where the block and the action stay', () => {
    expect(
      keptValues(words, [field('b')], [{ type: 'divider' }, field('b', { label: plain('Another name') })]),
    ).toEqual(words)
  })

  test.each([
    ['the block changed', [field('other')]],
    ['the action changed', [input('b', { type: 'plain_text_input', action_id: 'z' })]],
    ['the element is another', [input('b', { type: 'datepicker' })]],
    ['nothing is left', []],
  ])('goes where %s', (_, after) => expect(keptValues(words, [field('b')], after)).toEqual({}))

  test('stands before what the app put there, even when it was emptied', () => {
    const element: Json = { type: 'plain_text_input', action_id: 'a', initial_value: 'first' }
    expect(valueOf(element, {}, field('b'))).toBe('first')
    expect(valueOf(element, words, field('b'))).toBe('typed')
    expect(valueOf(element, withTyped({}, 'b', 'a', null), field('b'))).toBeNull()
  })

  test('is found in accessories, rows, cards and containers', () => {
    const element = (action: string): Json => ({ type: 'button', action_id: action })
    const blocks: Json[] = [
      { type: 'section', accessory: element('one') },
      { type: 'container', child_blocks: [{ type: 'actions', elements: [element('two')] }] },
      { type: 'carousel', elements: [{ type: 'card', actions: [element('three')] }] },
    ]
    const actions = fieldsOf(blocks).map(({ element }) => element['action_id'])
    expect(actions.filter((action) => action !== undefined)).toEqual(['one', 'two', 'three'])
  })
})

test.each<[Json, unknown]>([
  [{ type: 'static_select', initial_option: option('x') }, 'x'],
  [{ type: 'external_select', initial_option: option('x') }, option('x')],
  [{ type: 'checkboxes', initial_options: [option('x'), option('y')] }, ['x', 'y']],
  [{ type: 'multi_users_select', initial_users: ['U1'] }, ['U1']],
  [{ type: 'conversations_select', initial_conversation: 'C1' }, 'C1'],
  [{ type: 'datepicker', initial_date: '2026-11-21' }, '2026-11-21'],
  [{ type: 'datetimepicker', initial_date_time: 1_763_700_000 }, '1763700000'],
  [{ type: 'radio_buttons' }, null],
  [{ type: 'multi_static_select' }, []],
])('%j begins with %j', (element, expected) => expect(initialOf(element)).toEqual(expected))

describe('before a form is sent', () => {
  const problem = (element: Json, typed: string | readonly string[] | null, more: Json = {}): string | undefined =>
    problemsOf([input('b', element, more)], withTyped({}, 'b', 'a', typed))['b']

  test('a field that must be filled is asked for', () => {
    expect(problem({ type: 'plain_text_input' }, null)).toBe('Please complete this required field.')
    expect(problem({ type: 'checkboxes' }, [])).toBe('Please complete this required field.')
    expect(problem({ type: 'plain_text_input' }, null, { optional: true })).toBeUndefined()
    expect(problem({ type: 'file_input' }, null)).toBeUndefined()
  })

  test.each<[Json, string, string | undefined]>([
    [{ type: 'plain_text_input', min_length: 3 }, 'ab', 'Please enter at least 3 characters.'],
    [{ type: 'plain_text_input', max_length: 3 }, 'abcd', 'Please enter at most 3 characters.'],
    [{ type: 'email_text_input' }, 'ana@example', 'Please enter a valid email address.'],
    [{ type: 'email_text_input' }, 'ana@example.com', undefined],
    [{ type: 'url_text_input' }, 'example', 'Please enter a valid URL.'],
    [{ type: 'number_input', is_decimal_allowed: false }, '1.5', 'Please enter a whole number.'],
    [{ type: 'number_input', is_decimal_allowed: true }, '-1.5', undefined],
    [{ type: 'number_input', is_decimal_allowed: true, max_value: '9' }, '10', 'Please enter a number of at most 9.'],
  ])('%j takes %j', (element, typed, expected) => expect(problem(element, typed)).toBe(expected))
})

describe('selects', () => {
  const person = (id: string, realName: string, kind: Person['kind'] = 'person'): Person => ({
    id,
    name: realName.toLowerCase(),
    realName,
    role: 'engineer',
    kind,
  })
  const channel = (id: string, name: string, kind: Channel['kind'], more: Partial<Channel> = {}): Channel => ({
    id,
    name,
    kind,
    members: [],
    topic: '',
    archived: false,
    ...more,
  })
  const known = {
    people: [person('U1', 'Ana'), person('U9', 'Helper', 'app')],
    channels: [
      channel('C1', 'general', 'public'),
      channel('C2', 'old', 'public', { archived: true }),
      channel('C3', 'secret', 'private'),
      channel('D1', 'U9', 'im'),
    ],
  }
  const keys = (element: Json): string[] =>
    groupsOf(element, known).flatMap(({ choices }) => choices.map(({ key }) => key))

  test('offer what their kind offers', () => {
    expect(keys({ type: 'multi_users_select' })).toEqual(['U1', 'U9'])
    expect(keys({ type: 'channels_select' })).toEqual(['C1'])
    expect(keys({ type: 'conversations_select' })).toEqual(['C1', 'C3', 'D1'])
    expect(keys({ type: 'conversations_select', filter: { exclude_bot_users: true } })).toEqual(['C1', 'C3'])
    expect(keys({ type: 'conversations_select', filter: { include: ['private'] } })).toEqual(['C3'])
  })

  test('find by any part of the words, and drop groups without a hit', () => {
    const element: Json = {
      type: 'static_select',
      option_groups: [
        { label: plain('One'), options: [option('apple'), option('pear')] },
        { label: plain('Two'), options: [option('cat')] },
      ],
    }
    const found = matching(groupsOf(element, known), 'pE')
    expect(found.map(({ label, choices }) => [label, choices.map(({ key }) => key)])).toEqual([['One', ['pear']]])
  })

  test('report a value, or the whole option where only the app knows it', () => {
    const choices = [{ key: 'x', label: 'X', option: { text: plain('X'), value: 'x' } }]
    expect(typedOf({ type: 'static_select' }, choices)).toBe('x')
    expect(typedOf({ type: 'multi_static_select' }, choices)).toEqual(['x'])
    expect(typedOf({ type: 'external_select' }, choices)).toEqual({ text: plain('X'), value: 'x' })
    expect(typedOf({ type: 'external_select' }, [])).toBeNull()
    expect(chosenOf({ text: plain('X'), value: 'x' }, [])[0]).toMatchObject({ key: 'x', label: 'X' })
  })
})
