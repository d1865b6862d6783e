import { expect } from 'vitest'
import {
  actions,
  button,
  divider,
  element,
  input,
  long,
  modal,
  plain,
  section,
  type Json,
} from '../../support/blocks.ts'
import { nonsense } from '../../support/nonsense.ts'
import { general, type Outside } from './outside.ts'
import { docs, known, method, rule, told } from './rule.ts'

const send = ({ call }: Outside, blocks: readonly unknown[]): Promise<Json> =>
  call('chat.postMessage', { channel: general, text: 'x', blocks })
const validate = ({ call }: Outside, args: Json): Promise<Json> => call('blocks.validate', args, '')
const tooLong = { type: 'header', text: plain(long(151)) }

rule(
  'a wrong block in a message: invalid_blocks, with the place in words',
  method('chat.postMessage'),
  async (slack) => {
    expect(await send(slack, [tooLong])).toEqual({
      ok: false,
      error: 'invalid_blocks',
      response_metadata: { messages: ['[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]'] },
    })
  },
)

rule('a wrong block in a view: invalid_arguments', method('views.open'), async (slack) => {
  const trigger_id = String(slack.world.payloads.slashCommand('x').payload['trigger_id'])
  expect(await slack.call('views.open', { trigger_id, view: modal([tooLong]) })).toMatchObject({
    ok: false,
    error: 'invalid_arguments',
    response_metadata: { messages: [expect.stringContaining('[json-pointer:/view/blocks/0/text/text]')] },
  })
})

rule('sixty blocks that are none are all refused', docs('reference/block-kit/blocks'), async (slack) => {
  const answers = await Promise.all(nonsense.map((block) => send(slack, [block])))
  expect(answers.filter(({ ok }) => ok !== false)).toEqual([])
  expect(answers).toHaveLength(60)
})

rule('at most 50 blocks in a message', docs('reference/block-kit/blocks'), async (slack) => {
  expect(
    await send(
      slack,
      Array.from({ length: 50 }, () => divider()),
    ),
  ).toMatchObject({ ok: true })
  expect(
    await send(
      slack,
      Array.from({ length: 51 }, () => divider()),
    ),
  ).toMatchObject({ error: 'invalid_blocks' })
})

rule('a block_id is one of its kind in a message', docs('reference/block-kit/blocks/section-block'), async (slack) => {
  expect(await send(slack, [section(), section()])).toMatchObject({ error: 'invalid_blocks' })
})

rule(
  'a table stands alone in a message',
  told('slackapi/slack-skills-plugin, skills/block-kit/SKILL.md'),
  async (slack) => {
    const table = { type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] }
    expect(await send(slack, [table])).toMatchObject({ ok: true })
    expect(await send(slack, [table, table])).toMatchObject({ ok: false })
  },
)

rule('what belongs into a modal is refused in a message', docs('reference/block-kit/blocks'), async (slack) => {
  expect(await send(slack, [input(element('email_text_input'))])).toMatchObject({ error: 'invalid_blocks' })
})

rule('blocks.validate takes good blocks, without a token', method('blocks.validate'), async (slack) => {
  expect(await validate(slack, { blocks: [section(), actions([button()])] })).toEqual({ ok: true })
})

rule('blocks.validate tells where, what and which constraint', method('blocks.validate'), async (slack) => {
  expect(await validate(slack, { blocks: [tooLong] })).toEqual({
    ok: false,
    error: 'invalid_blocks',
    errors: [
      {
        code: 'failed_constraint',
        message: 'must be less than 151 characters',
        pointer: '/0/text/text',
        field: 'text',
        constraint: { type: 'max_length', expected: 150, got: 151 },
      },
    ],
  })
})

rule(
  'blocks.validate names what was wrong: invalid_blocks, invalid_message, invalid_view',
  told('slack-morphism 2.30, src/api/blocks.rs'),
  async (slack) => {
    expect(await validate(slack, { blocks: [{ type: 'nonsense' }] })).toMatchObject({ error: 'invalid_blocks' })
    expect(await validate(slack, { message: { blocks: [tooLong] } })).toMatchObject({
      error: 'invalid_message',
      errors: [{ pointer: '/blocks/0/text/text' }],
    })
    expect(await validate(slack, { view: modal([tooLong]) })).toMatchObject({
      error: 'invalid_view',
      errors: [{ pointer: '/blocks/0/text/text' }],
    })
  },
)

rule('blocks.validate takes exactly one of blocks, message and view', method('blocks.validate'), async (slack) => {
  const refused = { ok: false, error: 'invalid_arguments' }
  expect(await validate(slack, {})).toEqual(refused)
  expect(await validate(slack, { blocks: [divider()], message: { blocks: [divider()] } })).toEqual(refused)
})

rule('blocks.validate takes no text in a message', told('slackapi/node-slack-sdk#2659'), async (slack) => {
  expect(await validate(slack, { message: { text: 'x', blocks: [divider()] } })).toMatchObject({
    error: 'invalid_message',
    errors: [{ pointer: '/text' }],
  })
})

rule('blocks.validate knows what we ask of ourselves no more than Slack does', known, async (slack) => {
  const nameless = { type: 'button', text: plain('<!here>') }
  expect(await validate(slack, { blocks: [{ type: 'actions', elements: [nameless] }] })).toEqual({ ok: true })
})
