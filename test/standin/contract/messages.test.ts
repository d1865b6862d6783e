import { expect } from 'vitest'
import { createPeople } from '#standin/people/people.ts'
import { actions, button, divider, long, mrkdwn, section, type Json } from '../../support/blocks.ts'
import { ana, general, type Outside } from './outside.ts'
import { docs, known, method, own, rule, told } from './rule.ts'

const quiet = { unfurl_links: false, unfurl_media: false }
const say = (more: Json = {}): Json => ({ channel: general, text: 'Hello', ...quiet, ...more })
const post = (slack: Outside, more: Json = {}): Promise<Json> => slack.call('chat.postMessage', say(more))
const inSeconds = (slack: Outside, seconds: number): number => Math.floor(slack.clock.now() / 1000) + seconds
const schedule = (slack: Outside, seconds: number, more: Json = {}): Promise<Json> =>
  slack.call('chat.scheduleMessage', say({ post_at: inSeconds(slack, seconds), ...more }))

rule('a message is answered with its channel, its ts and itself', method('chat.postMessage'), async (slack) => {
  const answer = await post(slack, { blocks: [divider()] })
  expect(answer).toMatchObject({
    ok: true,
    channel: general,
    ts: expect.stringMatching(/^\d{10}\.\d{6}$/),
    message: { type: 'message', text: 'Hello', bot_id: 'B00GOFER', user: 'U0BOT0GOFER', app_id: 'A0GOFER' },
  })
  expect(await slack.said()).toEqual(['Hello'])
})

rule('blocks get the block_id they lack', docs('reference/block-kit/blocks/section-block'), async (slack) => {
  const { message } = await post(slack, { blocks: [divider(), actions([button()])] })
  expect(message).toMatchObject({ blocks: [{ block_id: expect.stringMatching(/^\w+$/) }, { block_id: 'actions' }] })
})

for (const [where, more, error] of [
  ['a public channel without the bot', { channel: 'C0PAY0GOFER' }, 'not_in_channel'],
  ['a private channel without the bot', { channel: 'C0LEAD0GOFER' }, 'channel_not_found'],
  ['an archived channel', { channel: 'C0OLD0GOFER' }, 'is_archived'],
  ['a channel that is not', { channel: 'C0NONE' }, 'channel_not_found'],
  ['a channel of another workspace', { channel: 'C0GEN0OTHER' }, 'channel_not_found'],
] as const) {
  rule(`to ${where} nothing is posted: ${error}`, method('chat.postMessage'), async (slack) => {
    expect(await post(slack, more)).toMatchObject({ ok: false, error })
  })
}

for (const [what, more, error] of [
  ['nothing to say', { text: '' }, 'no_text'],
  ['blocks that are not JSON', { blocks: '[{' }, 'invalid_blocks_format'],
  ['markdown_text beside text', { markdown_text: 'x' }, 'markdown_text_conflict'],
  ['metadata that is no object', { metadata: '"x"' }, 'invalid_metadata_format'],
  ['metadata without an event_payload', { metadata: { event_type: 'saved' } }, 'invalid_metadata_schema'],
] as const) {
  rule(`a message with ${what} is refused: ${error}`, method('chat.postMessage'), async (slack) => {
    expect(await post(slack, more)).toMatchObject({ ok: false, error })
    expect(await slack.said()).toEqual([])
  })
}

rule('a call without a required argument names it', docs('apis/web-api'), async ({ call }) => {
  expect(await call('chat.postMessage', { text: 'x' })).toEqual({
    ok: false,
    error: 'invalid_arguments',
    response_metadata: { messages: ['[ERROR] missing required field: channel'] },
  })
})

rule(
  'blocks of more than about 10,000 characters are too long: msg_blocks_too_long',
  told('bolt-js#2867, bolt-js#2509'),
  async (slack) => {
    const blocks = [1, 2, 3, 4].map(() => section({ block_id: undefined, text: mrkdwn(long(2_900)) }))
    expect(await post(slack, { blocks })).toEqual({ ok: false, error: 'msg_blocks_too_long' })
  },
)

rule('text is cut at 40,000 characters, not refused', method('chat.postMessage'), async (slack) => {
  const { message } = await post(slack, { text: long(40_001) })
  expect(message).toMatchObject({ text: long(40_000) })
})

rule('a channel may be named instead', method('chat.postMessage'), async (slack) => {
  expect(await post(slack, { channel: '#general' })).toMatchObject({ ok: true, channel: general })
  expect(await post(slack, { channel: 'general' })).toMatchObject({ ok: true, channel: general })
  expect(await post(slack, { channel: '#nowhere' })).toMatchObject({ error: 'channel_not_found' })
})

rule(
  "a user's id means the direct messages with them, opened if need be",
  method('chat.postMessage'),
  async (slack) => {
    expect(await post(slack, { channel: ana })).toMatchObject({ ok: true, channel: 'D0ANA0GOFER' })
    expect(await post(slack, { channel: 'U0BEN0GOFER' })).toMatchObject({
      ok: true,
      channel: expect.stringMatching(/^D/),
    })
  },
)

rule('a reply stands in its thread only, unless it is broadcast', method('chat.postMessage'), async (slack) => {
  const { ts } = await post(slack, { text: 'root' })
  await post(slack, { text: 'reply', thread_ts: ts })
  const loud = await post(slack, { text: 'loud reply', thread_ts: ts, reply_broadcast: true })
  expect(loud).toMatchObject({ message: { subtype: 'thread_broadcast', thread_ts: ts } })
  expect(await slack.said()).toEqual(['root', 'loud reply'])
})

for (const [posting, more, error] of [
  ['nobody', {}, 'restricted_action_read_only_channel'],
  ['threads only', {}, 'restricted_action_thread_only_channel'],
  ['no threads', { thread_ts: '1.000001' }, 'restricted_action_non_threadable_channel'],
] as const) {
  rule(`where ${posting} may be written: ${error}`, method('chat.postMessage'), async (slack) => {
    for (const channel of slack.ours.channels) if (channel.id === general) channel.posting = posting
    expect(await post(slack, more)).toEqual({ ok: false, error })
  })
}

rule('an ephemeral message is seen by one', method('chat.postEphemeral'), async (slack) => {
  const args = { channel: general, user: ana, text: 'psst' }
  expect(await slack.call('chat.postEphemeral', args)).toMatchObject({ ok: true, message_ts: expect.any(String) })
  expect([slack.eyes(ana).length, slack.eyes('U0BEN0GOFER').length]).toEqual([1, 0])
  expect(await slack.said()).toEqual([])
})

rule('an ephemeral message needs both in the channel', method('chat.postEphemeral'), async ({ call }) => {
  expect(await call('chat.postEphemeral', { channel: general, user: 'U0NOBODY', text: 'psst' })).toEqual({
    ok: false,
    error: 'user_not_in_channel',
  })
  expect(await call('chat.postEphemeral', { channel: 'C0PAY0GOFER', user: ana, text: 'psst' })).toEqual({
    ok: false,
    error: 'not_in_channel',
  })
})

rule('an own message can be changed', method('chat.update'), async (slack) => {
  const { ts } = await post(slack)
  expect(await slack.call('chat.update', { channel: general, ts, text: 'Corrected' })).toMatchObject({
    ok: true,
    ts,
    text: 'Corrected',
  })
  expect(await slack.said()).toEqual(['Corrected'])
})

rule('an ephemeral message can be neither changed nor deleted: message_not_found', known, async (slack) => {
  const { message_ts: ts } = await slack.call('chat.postEphemeral', { channel: general, user: ana, text: 'psst' })
  for (const name of ['chat.update', 'chat.delete'])
    expect(await slack.call(name, { channel: general, ts, text: 'x' })).toEqual({
      ok: false,
      error: 'message_not_found',
    })
})

rule('an update takes 4,000 characters: msg_too_long', method('chat.update'), async (slack) => {
  const { ts } = await post(slack)
  expect(await slack.call('chat.update', { channel: general, ts, text: long(4_001) })).toEqual({
    ok: false,
    error: 'msg_too_long',
  })
})

rule('an own message can be deleted, once', method('chat.delete'), async (slack) => {
  const { ts } = await post(slack)
  expect(await slack.call('chat.delete', { channel: general, ts })).toEqual({ ok: true, channel: general, ts })
  expect(await slack.said()).toEqual([])
  expect(await slack.call('chat.delete', { channel: general, ts })).toEqual({ ok: false, error: 'message_not_found' })
})

rule('a permalink is made of workspace, channel and ts', method('chat.getPermalink'), async (slack) => {
  const { ts } = await post(slack)
  const root = String(ts)
  const address = `https://0gofer.slack.com/archives/${general}/p${root.replace('.', '')}`
  expect(await slack.call('chat.getPermalink', { channel: general, message_ts: root })).toEqual({
    ok: true,
    channel: general,
    permalink: address,
  })
  const { ts: reply } = await post(slack, { thread_ts: root })
  expect(await slack.call('chat.getPermalink', { channel: general, message_ts: reply })).toMatchObject({
    permalink: expect.stringMatching(new RegExp(`\\?thread_ts=${root}&cid=${general}$`)),
  })
  expect(await slack.call('chat.getPermalink', { channel: general, message_ts: '1.000001' })).toEqual({
    ok: false,
    error: 'message_not_found',
  })
})

rule('a scheduled message comes at its time', method('chat.scheduleMessage'), async (slack) => {
  expect(await schedule(slack, 600)).toMatchObject({
    ok: true,
    channel: general,
    post_at: inSeconds(slack, 600),
    scheduled_message_id: expect.stringMatching(/^Q/),
    message: { type: 'delayed_message', text: 'Hello' },
  })
  expect(await slack.said()).toEqual([])
  slack.clock.advance(600_000)
  expect(await slack.said()).toEqual(['Hello'])
})

for (const [when, seconds, error] of [
  ['in the past', -1, 'time_in_past'],
  ['more than 120 days ahead', 121 * 24 * 3600, 'time_too_far'],
] as const) {
  rule(`a message cannot be scheduled ${when}: ${error}`, method('chat.scheduleMessage'), async (slack) => {
    expect(await schedule(slack, seconds)).toEqual({ ok: false, error })
  })
}

rule(
  'more than 30 messages within five minutes in a channel: restricted_too_many',
  method('chat.scheduleMessage'),
  async (slack) => {
    for (let n = 0; n < 30; n += 1) await schedule(slack, 600 + n)
    expect(await schedule(slack, 650)).toEqual({ ok: false, error: 'restricted_too_many' })
    expect(await schedule(slack, 6_000)).toMatchObject({ ok: true })
  },
)

rule('a scheduled message with metadata never comes', method('chat.scheduleMessage'), async (slack) => {
  await schedule(slack, 60, { metadata: { event_type: 'saved', event_payload: {} } })
  slack.clock.advance(60_000)
  expect(await slack.said()).toEqual([])
})

rule('scheduled messages are listed and can be taken back', method('chat.deleteScheduledMessage'), async (slack) => {
  const { scheduled_message_id } = await schedule(slack, 600)
  expect(await slack.call('chat.scheduledMessages.list')).toMatchObject({
    scheduled_messages: [
      { id: scheduled_message_id, channel_id: general, post_at: inSeconds(slack, 600), text: 'Hello' },
    ],
    response_metadata: { next_cursor: '' },
  })
  const args = { channel: general, scheduled_message_id }
  expect(await slack.call('chat.deleteScheduledMessage', args)).toEqual({ ok: true })
  expect(await slack.call('chat.deleteScheduledMessage', args)).toEqual({
    ok: false,
    error: 'invalid_scheduled_message_id',
  })
  slack.clock.advance(600_000)
  expect(await slack.said()).toEqual([])
})

rule(
  'a scheduled message cannot be taken back in its last minute',
  method('chat.deleteScheduledMessage'),
  async (slack) => {
    const { scheduled_message_id } = await schedule(slack, 60)
    expect(await slack.call('chat.deleteScheduledMessage', { channel: general, scheduled_message_id })).toEqual({
      ok: false,
      error: 'invalid_scheduled_message_id',
    })
  },
)

rule('what can no longer be posted at its time is dropped', own, async (slack) => {
  await schedule(slack, 60)
  for (const channel of slack.ours.channels) if (channel.id === general) channel.archived = true
  slack.clock.advance(60_000)
  expect(await slack.said()).toEqual([])
})

rule("a person's message is not the app's to change or to delete", method('chat.delete'), async (slack) => {
  const people = createPeople(slack.world.api, slack.line({}).line)
  await people.say({ team: 'T0GOFER', user: ana }, { channel: general, text: 'mine' })
  const { messages } = await slack.call('conversations.history', { channel: general })
  // The one message there is.
  const [said] = messages as Json[]
  expect(said).toMatchObject({ user: ana, text: 'mine' })
  const args = { channel: general, ts: said?.['ts'], text: 'ours' }
  expect(await slack.call('chat.update', args)).toEqual({ ok: false, error: 'cant_update_message' })
  expect(await slack.call('chat.delete', args)).toEqual({ ok: false, error: 'cant_delete_message' })
})
