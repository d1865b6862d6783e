import { expect } from 'vitest'
import { team } from '#standin/world.ts'
import { allScopes, form, general } from './outside.ts'
import { docs, known, method, own, ran, rule } from './rule.ts'

const web = docs('apis/web-api')
const errors = docs('reference/methods/auth.test')

rule(
  'a method nobody knows is refused with 200: unknown_method',
  ran('web-api 8.2.0, which retries anything else'),
  async ({ http, ours, call }) => {
    const answer = await http('chat.shout', { method: 'POST', headers: { authorization: `Bearer ${ours.token}` } })
    expect([answer.status, answer.body]).toEqual([
      200,
      { ok: false, error: 'unknown_method', req_method: 'chat.shout' },
    ])
    expect(await call('constructor')).toMatchObject({ error: 'unknown_method' })
  },
)

rule('without a token: not_authed', errors, async ({ call }) => {
  expect(await call('auth.test', {}, '')).toEqual({ ok: false, error: 'not_authed' })
})

rule('a token that is none: invalid_auth', errors, async ({ call }) => {
  expect(await call('auth.test', {}, 'xoxb-nobody')).toEqual({ ok: false, error: 'invalid_auth' })
})

rule(
  "an app's token is no bot's, and the other way round: not_allowed_token_type",
  errors,
  async ({ call, ours, world }) => {
    const refused = { ok: false, error: 'not_allowed_token_type' }
    expect(await call('auth.test', {}, world.world.appToken)).toEqual(refused)
    expect(await call('apps.connections.open', {}, ours.token)).toEqual(refused)
  },
)

rule('the token tells the workspace', method('auth.test'), async ({ call }) => {
  expect(await call('auth.test')).toMatchObject({
    ok: true,
    url: 'https://0gofer.slack.com/',
    team_id: 'T0GOFER',
    user_id: 'U0BOT0GOFER',
    bot_id: 'B00GOFER',
  })
  expect(await call('auth.test', {}, 'xoxb-0OTHER-token')).toMatchObject({ ok: true, team_id: 'T0OTHER' })
})

rule('a token may come in the form too', web, async ({ http, ours }) => {
  const { body } = await http('auth.test', { method: 'POST', body: form({ token: ours.token }) })
  expect(body).toMatchObject({ ok: true, team_id: 'T0GOFER' })
})

rule('a token in a JSON body counts for nothing', web, async ({ post, ours }) => {
  expect((await post('auth.test', { token: ours.token })).body).toEqual({ ok: false, error: 'not_authed' })
})

rule(
  'a token in the address counts for nothing',
  docs('changelog/2020-11-no-more-tokens-in-querystrings-for-newly-created-apps'),
  async ({ http, ours }) => {
    const { body } = await http(`auth.test?token=${ours.token}`, { method: 'POST' })
    expect(body).toEqual({ ok: false, error: 'not_authed' })
  },
)

rule('arguments may stand partly in the address, partly in the form', web, async ({ http, ours }) => {
  const { body } = await http(`chat.postMessage?channel=${general}`, {
    method: 'POST',
    body: form({ token: ours.token, text: 'Hello' }),
  })
  expect(body).toMatchObject({ ok: true, channel: general })
})

rule('arguments may come as JSON', web, async ({ http, ours }) => {
  const { body } = await http('chat.postMessage', {
    method: 'POST',
    headers: { authorization: `Bearer ${ours.token}`, 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ channel: general, text: 'Hello' }),
  })
  expect(body).toMatchObject({ ok: true, message: { text: 'Hello' } })
})

rule('arguments may come in a multipart form', web, async ({ http, ours }) => {
  const body = new FormData()
  for (const [name, value] of Object.entries({ channel: general, text: 'Hello', blocks: '[{"type":"divider"}]' }))
    body.append(name, value)
  const headers = { authorization: `Bearer ${ours.token}` }
  expect((await http('chat.postMessage', { method: 'POST', headers, body })).body).toMatchObject({
    ok: true,
    message: { blocks: [{ type: 'divider' }] },
  })
})

rule('arguments of a reading method may stand in the address', web, async ({ http, ours }) => {
  const { body } = await http(`conversations.info?channel=${general}`, {
    headers: { authorization: `Bearer ${ours.token}` },
  })
  expect(body).toMatchObject({ ok: true, channel: { id: general } })
})

for (const [what, type, sent, error, source] of [
  ['JSON that is none', 'application/json', '{', 'invalid_json', known],
  ['JSON that is no object', 'application/json', '[]', 'json_not_object', known],
  ['a content type Slack does not read', 'application/xml', '<x/>', 'invalid_post_type', errors],
  ['a multipart form without parts', 'multipart/form-data; boundary=x', 'x', 'invalid_form_data', errors],
] as const) {
  rule(`a body of ${what}: ${error}`, source, async ({ http, ours }) => {
    const headers = { authorization: `Bearer ${ours.token}`, 'content-type': type }
    expect((await http('auth.test', { method: 'POST', headers, body: sent })).body).toEqual({ ok: false, error })
  })
}

rule('a body that is far too large is refused', own, async ({ http, ours }) => {
  const headers = { authorization: `Bearer ${ours.token}`, 'content-type': 'application/json' }
  const body = JSON.stringify({ text: 'x'.repeat(4 * 1024 * 1024) })
  expect((await http('chat.postMessage', { method: 'POST', headers, body })).status).toBe(413)
})

rule('a scope that was not granted is named: missing_scope', docs('reference/scopes'), async ({ call }) => {
  const provided = 'commands,chat:write,app_mentions:read,im:history'
  const token = 'xoxb-0OTHER-token'
  for (const [name, needed] of [
    ['conversations.info', 'channels:read'],
    ['conversations.open', 'im:write'],
    ['users.info', 'users:read'],
    ['files.getUploadURLExternal', 'files:write'],
  ] as const)
    expect(await call(name, {}, token)).toEqual({ ok: false, error: 'missing_scope', needed, provided })
})

rule('a revoked token: token_revoked', method('auth.revoke'), async ({ call }) => {
  expect(await call('auth.revoke', { test: '1' })).toEqual({ ok: true, revoked: false })
  expect(await call('auth.revoke')).toEqual({ ok: true, revoked: true })
  expect(await call('auth.test')).toEqual({ ok: false, error: 'token_revoked' })
})

rule(
  'the token of an app that was uninstalled: account_inactive',
  method('apps.uninstall'),
  async ({ call, world }) => {
    const { clientId: client_id, clientSecret: client_secret } = world.world
    expect(await call('apps.uninstall', { client_id, client_secret: 'x' })).toMatchObject({
      error: 'bad_client_secret',
    })
    expect(await call('apps.uninstall', { client_id, client_secret })).toEqual({ ok: true })
    expect(await call('auth.test')).toEqual({ ok: false, error: 'account_inactive' })
  },
)

rule('api.test says back what it was told, without a token', method('api.test'), async ({ call }) => {
  expect(await call('api.test', { foo: 'bar' }, '')).toEqual({ ok: true, args: { foo: 'bar' } })
  expect(await call('api.test', { error: 'my_error' }, '')).toEqual({
    ok: false,
    error: 'my_error',
    args: { error: 'my_error' },
  })
})

rule('no two workspaces share a token', known, async ({ call }) => {
  const tokens = [team({ scopes: allScopes }), team({ id: 'T0OTHER' })].map(({ token }) => token)
  const answers = await Promise.all(tokens.map((token) => call('auth.test', {}, token)))
  expect(new Set(answers.map(({ team_id }) => team_id)).size).toBe(2)
})
