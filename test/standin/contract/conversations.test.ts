import { expect } from 'vitest'
import type { Json } from '../../support/blocks.ts'
import { ana, general, type Outside } from './outside.ts'
import { docs, known, method, rule } from './rule.ts'

const idsIn = (answer: Json, list: string): unknown[] => (answer[list] as Json[]).map(({ id }) => id)
const say = (slack: Outside, text: string, more: Json = {}): Promise<Json> =>
  slack.call('chat.postMessage', { channel: general, text, ...more })

rule('a conversation tells of itself what the app may know', method('conversations.info'), async ({ call }) => {
  expect(await call('conversations.info', { channel: general, include_num_members: true })).toMatchObject({
    ok: true,
    channel: {
      id: general,
      name: 'general',
      is_channel: true,
      is_private: false,
      is_archived: false,
      is_member: true,
      is_ext_shared: false,
      num_members: 3,
    },
  })
  expect(await call('conversations.info', { channel: 'C0OLD0GOFER' })).toMatchObject({ channel: { is_archived: true } })
  expect(await call('conversations.info', { channel: 'D0ANA0GOFER' })).toMatchObject({
    channel: { is_im: true, user: ana },
  })
})

rule('a private channel without the bot is as if it were not there', method('conversations.info'), async ({ call }) => {
  for (const name of ['conversations.info', 'conversations.members', 'conversations.history'])
    expect(await call(name, { channel: 'C0LEAD0GOFER' })).toEqual({ ok: false, error: 'channel_not_found' })
})

rule('members come by ids', method('conversations.members'), async ({ call }) => {
  expect(await call('conversations.members', { channel: general })).toEqual({
    ok: true,
    members: [ana, 'U0BEN0GOFER', 'U0BOT0GOFER'],
    response_metadata: { next_cursor: '' },
  })
})

rule('public channels are listed, other kinds on request', method('conversations.list'), async ({ call }) => {
  const publics = await call('conversations.list')
  expect(idsIn(publics, 'channels')).toEqual([general, 'C0PAY0GOFER', 'C0OLD0GOFER'])
  const living = await call('conversations.list', { exclude_archived: true })
  expect(idsIn(living, 'channels')).toEqual([general, 'C0PAY0GOFER'])
  const others = await call('conversations.list', { types: 'private_channel,im' })
  expect(idsIn(others, 'channels')).toEqual(['D0ANA0GOFER'])
  expect(await call('conversations.list', { types: 'nonsense' })).toEqual({ ok: false, error: 'invalid_types' })
})

rule(
  'a list comes in pages, by cursor, until next_cursor is empty',
  docs('apis/web-api/pagination'),
  async ({ call }) => {
    const first = await call('conversations.list', { limit: 2 })
    const { next_cursor: cursor } = first['response_metadata'] as Json
    const second = await call('conversations.list', { limit: 2, cursor })
    expect([...idsIn(first, 'channels'), ...idsIn(second, 'channels')]).toEqual([general, 'C0PAY0GOFER', 'C0OLD0GOFER'])
    expect(second['response_metadata']).toEqual({ next_cursor: '' })
  },
)

rule(
  'a cursor or a limit that is none: invalid_cursor, invalid_limit',
  method('conversations.list'),
  async ({ call }) => {
    expect(await call('conversations.list', { cursor: 'x' })).toEqual({ ok: false, error: 'invalid_cursor' })
    expect(await call('conversations.list', { limit: 'many' })).toEqual({ ok: false, error: 'invalid_limit' })
  },
)

rule('direct messages are opened, once', method('conversations.open'), async ({ call }) => {
  const opened = await call('conversations.open', { users: 'U0BEN0GOFER' })
  expect(opened).toMatchObject({ ok: true, channel: { id: expect.stringMatching(/^D/) } })
  const again = await call('conversations.open', { users: 'U0BEN0GOFER', return_im: true })
  expect(again).toMatchObject({ already_open: true, no_op: true, channel: { user: 'U0BEN0GOFER', is_im: true } })
  expect(await call('conversations.open')).toEqual({ ok: false, error: 'users_list_not_supplied' })
  expect(await call('conversations.open', { users: 'U0NOBODY' })).toEqual({ ok: false, error: 'user_not_found' })
})

rule('a history has the newest first, and says how a thread stands', method('conversations.history'), async (slack) => {
  const { ts } = await say(slack, 'one')
  await say(slack, 'two')
  const { ts: reply } = await say(slack, 'reply', { thread_ts: ts })
  expect(await slack.call('conversations.history', { channel: general })).toMatchObject({
    messages: [{ text: 'two' }, { text: 'one', ts, reply_count: 1, latest_reply: reply }],
    has_more: false,
  })
})

rule(
  'a history may begin and end at a time, with it only if inclusive',
  method('conversations.history'),
  async (slack) => {
    const { ts } = await say(slack, 'one')
    await say(slack, 'two')
    const textsOf = async (more: Json): Promise<unknown[]> => {
      const { messages } = await slack.call('conversations.history', { channel: general, ...more })
      return (messages as Json[]).map(({ text }) => text)
    }
    expect(await textsOf({ oldest: ts })).toEqual(['two'])
    expect(await textsOf({ oldest: ts, inclusive: true })).toEqual(['two', 'one'])
    expect(await textsOf({ latest: ts, inclusive: true })).toEqual(['one'])
    expect(await textsOf({ limit: 1 })).toEqual(['two'])
  },
)

rule('a thread has its first message first', method('conversations.replies'), async (slack) => {
  const { ts } = await say(slack, 'root')
  await say(slack, 'reply', { thread_ts: ts })
  const { messages } = await slack.call('conversations.replies', { channel: general, ts })
  expect(messages).toMatchObject([{ text: 'root' }, { text: 'reply', thread_ts: ts }])
  expect(await slack.call('conversations.replies', { channel: general, ts: '1.000001' })).toEqual({
    ok: false,
    error: 'thread_not_found',
  })
})

rule('a history asks for the scope of its kind of conversation', method('conversations.history'), async ({ call }) => {
  const token = 'xoxb-0OTHER-token'
  expect(await call('conversations.history', { channel: 'D0ANA0OTHER' }, token)).toMatchObject({ ok: true })
  expect(await call('conversations.history', { channel: 'C0GEN0OTHER' }, token)).toMatchObject({
    error: 'missing_scope',
    needed: 'channels:history',
  })
})

rule(
  'a history of a public channel without the bot: not_in_channel',
  method('conversations.history'),
  async ({ call }) => {
    expect(await call('conversations.history', { channel: 'C0PAY0GOFER' })).toEqual({
      ok: false,
      error: 'not_in_channel',
    })
  },
)

rule('a user is told without an e-mail address', method('users.info'), async ({ call }) => {
  const { user } = await call('users.info', { user: ana })
  expect(user).toMatchObject({ id: ana, name: 'ana', team_id: 'T0GOFER', is_bot: false, deleted: false })
  expect(user).not.toHaveProperty('profile.email')
  expect(await call('users.info', { user: 'U0NOBODY' })).toEqual({ ok: false, error: 'user_not_found' })
})

rule('the app is a user too', known, async ({ call }) => {
  expect(await call('users.info', { user: 'U0BOT0GOFER' })).toMatchObject({
    user: { is_bot: true, profile: { bot_id: 'B00GOFER' } },
  })
  const { members } = await call('users.list')
  expect((members as Json[]).map(({ id }) => id)).toEqual([ana, 'U0BEN0GOFER', 'U0BOT0GOFER'])
})

rule("somebody's conversations are those the bot may know of", method('users.conversations'), async ({ call }) => {
  const answer = await call('users.conversations', { user: ana, types: 'public_channel,private_channel' })
  expect(idsIn(answer, 'channels')).toEqual([general, 'C0PAY0GOFER', 'C0OLD0GOFER'])
  expect(idsIn(await call('users.conversations'), 'channels')).toEqual([general, 'C0OLD0GOFER'])
})

rule('the workspace and the bot tell of themselves', method('team.info'), async ({ call }) => {
  expect(await call('team.info')).toMatchObject({ team: { id: 'T0GOFER', name: 'Team 0GOFER', domain: '0gofer' } })
  expect(await call('bots.info', { bot: 'B00GOFER' })).toMatchObject({
    bot: { id: 'B00GOFER', app_id: 'A0GOFER', user_id: 'U0BOT0GOFER' },
  })
  expect(await call('bots.info', { bot: 'B0NONE' })).toEqual({ ok: false, error: 'bot_not_found' })
})
