import { expect } from 'vitest'
import { actions, button, message, section } from '../../support/blocks.ts'
import { ana, ben, general, type Outside } from './outside.ts'
import { docs, known, rule, told } from './rule.ts'

const page = docs('interactivity/handling-user-interaction')

/** The address a command brings along; #payments has no bot in it. */
const urlOf = ({ world }: Outside): string =>
  String(world.payloads.slashCommand('x', { channel: 'payments' }).payload['response_url'])

rule(
  'works five times: used_url',
  told('docs.slack.dev/interactivity/handling-user-interaction as of 2026-07'),
  async (slack) => {
    const url = urlOf(slack)
    for (let n = 0; n < 5; n += 1) expect((await slack.post(url, { text: 'x' })).status).toBe(200)
    expect(await slack.post(url, { text: 'x' })).toMatchObject({ status: 404, text: 'used_url' })
  },
)

rule('works for half an hour: expired_url', page, async (slack) => {
  const url = urlOf(slack)
  slack.clock.advance(30 * 60_000)
  expect(await slack.post(url, { text: 'x' })).toMatchObject({ status: 200 })
  slack.clock.advance(1)
  expect(await slack.post(url, { text: 'x' })).toMatchObject({ status: 404, text: 'expired_url' })
})

rule('asks for no membership; private unless it says in_channel', page, async (slack) => {
  const url = urlOf(slack)
  await slack.post(url, { text: 'for Ana' })
  await slack.post(url, { text: 'for all', response_type: 'in_channel' })
  expect(slack.eyes(ana).map(({ text }) => text)).toEqual(['for Ana', 'for all'])
  expect(slack.eyes(ben).map(({ text }) => text)).toEqual(['for all'])
})

rule('refuses with 400 what Slack refuses, and that use does not count', known, async (slack) => {
  const url = urlOf(slack)
  for (let n = 0; n < 6; n += 1)
    expect(await slack.post(url, { text: 'x', blocks: [{ type: 'nonsense' }] })).toMatchObject({
      status: 400,
      text: 'invalid_blocks',
    })
  expect(await slack.post(url, { text: 'x' })).toMatchObject({ status: 200 })
})

rule('that Slack never made: 404', known, async (slack) => {
  expect(await slack.post('/commands/T0GOFER/made.up', { text: 'x' })).toMatchObject({
    status: 404,
    text: 'no_service',
  })
})

rule('takes more text in blocks than chat.postMessage', told('bolt-js#2867'), async (slack) => {
  const blocks = [1, 2, 3, 4].map((n) =>
    section({ block_id: `b${n}`, text: { type: 'mrkdwn', text: 'x'.repeat(2_900) } }),
  )
  expect(await slack.post(urlOf(slack), { text: 'x', blocks })).toMatchObject({ status: 200 })
})

rule('replaces and deletes the message that was pressed', page, async (slack) => {
  const body = message([actions([button()])])
  await slack.call('chat.postMessage', { channel: general, ...body })
  const pressed = (): string => {
    const delivery = slack.world.payloads.blockActions({ message: slack.eyes()[0] ?? expect.fail('gone') }, 'press')
    return String(delivery.payload['response_url'])
  }
  const url = pressed()
  await slack.post(url, { text: 'instead', replace_original: true })
  expect(await slack.said()).toEqual(['instead'])
  await slack.post(url, { delete_original: true })
  expect(await slack.said()).toEqual([])
})

rule('replaces an ephemeral message too', page, async (slack) => {
  await slack.tell(slack.world.payloads.slashCommand('x'), { body: message([actions([button()])]) })
  const seen = slack.eyes(ana)[0] ?? expect.fail('nothing was shown')
  const delivery = slack.world.payloads.blockActions({ message: seen }, 'press')
  await slack.post(String(delivery.payload['response_url']), { text: 'instead', replace_original: true })
  expect(slack.eyes(ana).map(({ text }) => text)).toEqual(['instead'])
})

rule('puts a new message into a thread with replace_original: false', page, async (slack) => {
  const { ts } = await slack.call('chat.postMessage', { channel: general, text: 'root' })
  const url = String(slack.world.payloads.slashCommand('x').payload['response_url'])
  const more = { response_type: 'in_channel', replace_original: false, thread_ts: ts }
  await slack.post(url, { text: 'reply', ...more })
  expect(await slack.said()).toEqual(['root'])
  expect(slack.eyes(ben).at(-1)).toMatchObject({ text: 'reply', thread: ts })
})

rule('cannot delete the command', page, async (slack) => {
  await slack.call('chat.postMessage', { channel: general, text: 'stays' })
  await slack.post(String(slack.world.payloads.slashCommand('x').payload['response_url']), { delete_original: true })
  expect(await slack.said()).toEqual(['stays'])
})
